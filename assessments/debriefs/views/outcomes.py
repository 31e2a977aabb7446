from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.debriefs.access import outcomes_readable_by
from assessments.debriefs.queries.outcomes import outcomes_of
from cms.people.accounts.models import SignedInRequest, User
from cms.people.audit.services import record


@login_required
@require_safe
def person_outcomes(request: SignedInRequest, pk: int) -> HttpResponse:
    """For her line manager, whose looking is kept for her; and for herself, to see the same."""
    person = get_object_or_404(User.objects.filter(outcomes_readable_by(request.user)), pk=pk)
    is_own = person == request.user
    if not is_own:
        record(actor=request.user, verb="scenario_outcomes.opened", obj=person, about=person)
    context = {"person": person, "is_own": is_own, "outcomes": outcomes_of(person)}
    return render(request, "debriefs/person_outcomes.html", context)
