"""Templates: what is looked for, for all to read and the quality lead to change."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.accounts.models import SignedInRequest

from .. import access, forms, queries, services
from .own import PAGE, tried

PAGE_SIZE = 20


@login_required
@require_safe
def template_list(request: SignedInRequest) -> HttpResponse:
    if not access.can_list_templates(request.user):
        raise Http404
    found = queries.templates_listed(request.user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "keeps": access.can_keep_templates(request.user)}
    return render(request, "observations/template_list.html", context)


@login_required
@require_safe
def template_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(queries.templates_listed(request.user), pk=pk)
    context = {
        "template": template,
        "criteria": template.criteria.prefetch_related("statements__framework"),
        "can_change": access.can_keep_templates(request.user) and template.is_current,
    }
    return render(request, "observations/template_detail.html", context)


@login_required
@require_http_methods(PAGE)
def template_update(request: SignedInRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(queries.templates_listed(request.user), pk=pk)
    if not access.can_keep_templates(request.user):
        raise Http404
    if not template.is_current:
        messages.info(request, "There is a newer version. Change that one.")
        return redirect(template)
    form = forms.TemplateForm(request.POST or None, text=queries.text_of(template))
    if request.method == "POST" and form.is_valid():
        values = {"template": template, "text": form.text, "by": request.user}
        made = tried(form, services.change_template, **values)
        if made is not None:
            is_new = made.pk != template.pk
            said = f"Version {made.version} is in use from now on." if is_new else "Changed."
            messages.success(request, said)
            return redirect(made)
    context = {"template": template, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "observations/template_update.html", context, status=status)
