"""What the screens stand on: found for this reader, or not found."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import queries
from ..access import people_with_evidence_for
from ..models import Framework


def framework_or_404(code: str, reader: User) -> Framework:
    framework = queries.readable_framework(code, reader)
    if framework is None:
        raise Http404
    return framework


def chosen_framework(request: HttpRequest, reader: User) -> Framework | None:
    """The one asked for in the address, else the college's own; None where none is loaded.

    Whoever may read no framework still sees her own evidence against the college's.
    """
    frameworks = queries.readable_frameworks(reader)
    asked = request.GET.get("framework", "")
    if asked and all(each.code != asked for each in frameworks):
        raise Http404
    found = [each for each in frameworks if not asked or each.code == asked]
    if found:
        return found[0]
    return queries.default_framework() if queries.statement_titles() else None


def person_or_404(pk: str | int, reader: User, verb: str = "evidence.opened") -> User:
    """Somebody whose evidence the reader may read; that she looked is kept for that person."""
    if not str(pk).isdecimal():
        raise Http404
    person: User = get_object_or_404(User.objects.filter(people_with_evidence_for(reader)), pk=pk)
    if person != reader:
        record(actor=reader, verb=verb, obj=person, about=person)
    return person
