"""What the script of the form asks: keep this, and what are the fields of that."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from content.activities.models import Activity, ActivityVersion
from content.h5p.names import parse_library_name
from content.h5p.problems import Problem, Refused

from .. import queries, services
from ..forms import AGAIN, Submission, files_sent, read_submission
from ..queries.forms import model_of
from .answers import activity_for, for_authors, person, refusal
from .screens import addresses

TOO_LONG = "It is too long to be sent. Put parts of it into another activity."
NOT_YOURS = "Only site admins begin something with this type. Choose another."


@require_POST
@for_authors
def create(request: HttpRequest) -> JsonResponse:
    return answer(request, None)


@require_POST
@for_authors
def save(request: HttpRequest, pk: int) -> JsonResponse:
    return answer(request, activity_for(request, pk))


def answer(
    request: HttpRequest,
    activity: Activity | None,
    *,
    prepared: Callable[[Submission], Submission] = lambda sent: sent,
) -> JsonResponse:
    try:
        sent = prepared(read_submission(request.body))
        saved = keep(sent, activity, person(request))
    except RequestDataTooBig:
        return refusal(TOO_LONG, 413)
    except (Refused, ValidationError) as problem:
        words = " ".join(problem.messages) if isinstance(problem, ValidationError) else AGAIN
        return refusal(words, 400)
    except PermissionDenied:
        return refusal(NOT_YOURS, 403)
    except services.NotCurrent as news:
        return JsonResponse({"conflict": conflict(news.current)}, status=409)
    except services.ToMend as faults:
        return JsonResponse({"problems": shown(faults.problems)}, status=422)
    return JsonResponse(result(saved, sent))


def keep(sent: Submission, activity: Activity | None, by: Any) -> services.Saved:
    return services.save_written(
        activity=activity,
        base=sent.base,
        over=sent.over,
        library=sent.library,
        title=sent.title,
        params=sent.params,
        rights=sent.rights,
        files=files_sent(sent, by=by.pk),
        by=by,
    )


def result(saved: services.Saved, sent: Submission) -> dict[str, Any]:
    activity, version = saved.activity, saved.version
    return {
        "version": version.pk,
        "said": f"Saved as version {version.number}."
        if saved.is_new
        else f"Nothing has changed since version {version.number}.",
        "findings": shown(saved.findings),
        "model": model_of(sent.library, activity, version),
        "settings": {
            "activity": activity.pk,
            "base": version.pk,
            "number": version.number,
            "urls": addresses(activity, version),
        },
    }


def conflict(current: ActivityVersion) -> dict[str, Any]:
    by = current.created_by
    return {
        "version": current.pk,
        "number": current.number,
        "by": by.display_name if by else "Somebody",
        "url": reverse("activity_authoring:preview", args=[current.activity_id]),
    }


def shown(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [{"code": one.code, "message": one.message, "where": one.where} for one in problems]


@require_safe
@for_authors
def fields(request: HttpRequest) -> JsonResponse:
    name = parse_library_name(request.GET.get("library"))
    found = queries.libraries_described(name, by=request.user) if name else {}
    if not found:
        return refusal("This kind of activity cannot be put in here.", 404)
    return JsonResponse({"libraries": found})
