"""A person puts a module on her own list, or opens it again to keep it current."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from courses.catalogue import access
from courses.catalogue.models import ModulePage
from courses.enrolment.services import enrol


@require_POST
@login_required
def module_enrol(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    module = get_object_or_404(ModulePage.objects.filter(access.readable_by(user)), pk=pk)
    try:
        enrol(participant=user, module=module, by=user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(request, f"{module.title} is on your list now.")
    return redirect(module.url)
