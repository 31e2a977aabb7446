"""The checker, asked by the editor after every pause in writing. Nothing is kept."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.drafting.access import can_draft
from assessments.drafting.queries.checking import checked, story_of
from assessments.drafting.views.answers import WRITERS_ONLY, refusal, sent_json


@never_cache
@require_POST
def check(request: HttpRequest) -> JsonResponse:
    if not can_draft(request.user):
        return refusal(WRITERS_ONLY, 403)
    try:
        return JsonResponse(checked(story_of(sent_json(request))))
    except ValidationError as problem:
        return refusal(problem.messages[0], 400)
