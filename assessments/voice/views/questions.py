"""What learners are asked, in each language."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest
from cms.people.accounts.views import add_problems

from .. import services
from ..access import can_ask_learners
from ..forms import LanguageForm, NewLanguageForm
from ..models import VoiceQuestionnaire
from ..queries.questionnaires import Language, current_questionnaire, spoken, stamp_of
from ..rules.questionnaires import LANGUAGE_CODE


def _current_or_404(request: SignedInRequest) -> VoiceQuestionnaire:
    if not can_ask_learners(request.user):
        raise Http404
    found = current_questionnaire()
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def questionnaire_detail(request: SignedInRequest) -> HttpResponse:
    current = _current_or_404(request)
    words = spoken(current, request.GET.get("lang", ""))
    context = {"questionnaire": current, "spoken": words}
    return render(request, "voice/questionnaire_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def language_create(request: SignedInRequest) -> HttpResponse:
    current = _current_or_404(request)
    form = NewLanguageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if code not in current.languages:
            where = reverse("voice:language_update", args=[code])
            return redirect(f"{where}?{urlencode({'name': form.cleaned_data['name']})}")
        form.add_error("code", "This language is there already.")
    status = 422 if form.errors else 200
    return render(request, "voice/language_create.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def language_update(request: SignedInRequest, code: str) -> HttpResponse:
    current = _current_or_404(request)
    if not LANGUAGE_CODE.fullmatch(code):
        raise Http404
    start = {"seen": stamp_of(current)}
    if code not in current.languages:
        start["name"] = request.GET.get("name", "")[:40]
    form = LanguageForm(request.POST or None, questionnaire=current, code=code, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_language(
                questionnaire=current,
                language=form.language,
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except ValidationError as problem:
            add_problems(form, problem)
        else:
            messages.success(request, "Saved. Campaigns that are open keep the words they have.")
            return redirect(f"{reverse('voice:questionnaire_detail')}?lang={code}")
    name = current.languages.get(code, {}).get("name") or start.get("name") or code
    context = {"form": form, "language": Language(code, name), "questionnaire": current}
    return render(
        request, "voice/language_update.html", context, status=422 if form.errors else 200
    )
