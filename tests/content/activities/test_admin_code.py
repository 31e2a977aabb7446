"""Code of content types, as site admins look at it, let it in and keep it out."""

import pytest
from django.urls import reverse

from cms.people.audit.models import AuditEvent
from content.activities.models import H5PLibrary, H5PLibraryVersion
from content.activities.rules import VersionState
from content.activities.services import refuse_version
from tests.factories.h5p.activities import install_library, make_activity, plain_library

from .screens import said, text_of

pytestmark = pytest.mark.django_db
INDEX, APPROVE = reverse("h5p_code:index"), reverse("h5p_code:approve")
REFUSE_MANY, HOME = reverse("h5p_code:refuse_many"), reverse("wagtailadmin_home")
WAITING = VersionState.WAITING


def waiting(name: str = "H5P.X 1.0", **more) -> H5PLibraryVersion:
    library = install_library(plain_library(name, **more), state=WAITING)
    version = library.versions.filter(state=WAITING).latest("pk")
    version.library = library
    return version


def of(view: str, row) -> str:
    return reverse(f"h5p_code:{view}", args=[row.pk])


def states() -> list[str]:
    return list(H5PLibraryVersion.objects.order_by("pk").values_list("state", flat=True))


def test_what_waits_says_what_it_is_and_what_it_would_change(keeper):
    make_activity()
    waiting(patch=1)
    waiting("H5P.New 1.0")
    H5PLibraryVersion.objects.update(permissions=["microphone"])

    page = text_of(keeper.get(INDEX))

    assert "Takes the place of X 1.0.0 in every activity made with it." in page
    assert "New here." in page
    assert "Asks for microphone." in page
    assert "Made by a test" in page
    assert "A newer version waits" in page
    assert "checked" not in page.partition('id="here"')[0].partition('id="waiting"')[2]


@pytest.mark.parametrize("count", [1, 3])
def test_screens_of_code_cost_the_same_for_one_and_many(count, keeper, django_assert_num_queries):
    for number in range(count):
        make_activity(main=f"H5P.X{number} 1.0")
        waiting(f"H5P.X{number} 1.0", patch=1)
        waiting(f"H5P.New{number} 1.0")
    keeper.get(INDEX)

    with django_assert_num_queries(15):
        keeper.get(INDEX)


def test_code_is_found_by_its_name_and_has_pages(keeper):
    install_library(plain_library("H5P.Blanks 1.0"))
    rows = [
        H5PLibrary(machine_name=f"H5P.Y{n}", major=1, minor=0, title=f"Y {n}") for n in range(50)
    ]
    H5PLibrary.objects.bulk_create(rows)

    found = keeper.get(f"{INDEX}?q=blan")
    assert [row.machine_name for row in found.context["page"]] == ["H5P.Blanks"]
    assert "Show all" in text_of(found)
    assert "Nothing here is called “zzz”" in text_of(keeper.get(f"{INDEX}?q=zzz"))
    assert "Page 1 of 2" in text_of(keeper.get(INDEX))
    assert len(keeper.get(f"{INDEX}?p=2").context["page"].object_list) == 1
    H5PLibrary.objects.all().delete()
    assert "There is no code yet." in text_of(keeper.get(INDEX))


def test_many_are_let_in_at_once_each_a_decision_of_its_own(keeper, admin):
    versions = [waiting("H5P.A 1.0"), waiting("H5P.B 1.0"), waiting("H5P.C 1.0")]

    answer = keeper.post(APPROVE, {"version": [row.pk for row in versions[:2]]}, follow=True)

    assert said(answer) == "2 versions of code let in."
    assert states() == ["approved", "approved", "waiting"]
    assert AuditEvent.objects.filter(verb="h5p_library.approved", actor=admin).count() == 2
    for nothing in ({}, {"version": "x"}, {"version": "9" * 30}, {"version": versions[0].pk}):
        assert "Nothing was chosen" in said(keeper.post(APPROVE, nothing, follow=True))
    only = {"version": versions[2].pk, "library": versions[2].library_id}
    answer = keeper.post(APPROVE, only)
    assert answer.url == of("detail", versions[2].library)


def test_what_would_break_activities_is_refused_in_words(keeper):
    make_activity()
    newer = waiting(patch=1, needs=("H5P.Missing 1.0",))

    answer = keeper.post(APPROVE, {"version": newer.pk}, follow=True)

    assert "Activities that play today would stop" in said(answer)
    assert "H5P.Missing 1.0" in said(answer)
    newer.refresh_from_db()
    assert newer.state == WAITING


def test_one_is_refused_with_a_reason_and_let_in_after_all(keeper):
    version = waiting()
    refuse, detail = of("refuse", version), of("detail", version.library)
    assert f'href="{refuse}"' in text_of(keeper.get(detail))
    assert "It plays today" not in text_of(keeper.get(refuse))

    assert "Say why" in text_of(keeper.post(refuse, {"reason": " "}))
    assert states() == ["waiting"]
    answer = keeper.post(refuse, {"reason": "It calls home."}, follow=True)

    assert "stays out" in said(answer)
    page = text_of(answer)
    assert "It calls home." in page
    assert "Let it in after all" in page
    keeper.post(APPROVE, {"version": version.pk})
    assert states() == ["approved"]


def test_many_are_refused_for_one_reason_which_is_asked_for_first(keeper):
    versions = [waiting("H5P.A 1.0"), waiting("H5P.B 1.0")]
    ticked = {"version": [row.pk for row in versions]}

    page = text_of(keeper.post(REFUSE_MANY, ticked))
    assert "Refuse 2 versions of code" in page
    assert page.count('type="hidden" name="version"') == 2
    assert "Say why" in text_of(keeper.post(REFUSE_MANY, {**ticked, "reason": ""}))
    assert states() == ["waiting", "waiting"]

    answer = keeper.post(REFUSE_MANY, {**ticked, "reason": "Nobody knows them."}, follow=True)
    assert said(answer) == "2 versions refused, and the reason is kept."
    assert states() == ["refused", "refused"]
    assert "Nothing was chosen" in said(keeper.post(REFUSE_MANY, ticked, follow=True))


def test_what_plays_is_taken_out_with_a_warning_and_its_activities_say_why(keeper, author):
    activity = make_activity("Six questions")
    version = H5PLibraryVersion.objects.get()

    page = text_of(keeper.get(of("refuse", version)))
    assert "Take out X 1.0.0" in page
    assert "It plays today." in page
    assert "Six questions" in page
    keeper.post(of("refuse", version), {"reason": "A hole in it."})

    edit = reverse("activity_admin:edit", args=[activity.pk])
    page = text_of(author.get(edit))
    assert "It cannot be played." in page
    assert "A hole in it." in page
    assert "<iframe" not in page
    assert of("detail", version.library) in text_of(keeper.get(edit))
    assert "Cannot be played yet" in text_of(author.get(reverse("activity_admin:index")))
    export = author.get(reverse("activity_admin:export", args=[activity.pk]), follow=True)
    assert "H5P.X 1.0" in said(export)


def test_new_activities_are_kept_for_site_admins_and_given_back(keeper, author):
    library = install_library(plain_library("H5P.X 1.0"))
    new = reverse("activity_authoring:choose")
    assert "H5P.X 1.0" in text_of(author.get(new))

    answer = keeper.post(of("restrict", library), {"restricted": "yes"}, follow=True)
    assert "Only site admins make new activities with X 1.0." in said(answer)
    assert "Let trainers make activities with it" in text_of(answer)
    assert "H5P.X 1.0" not in text_of(author.get(new))

    keeper.post(of("restrict", library), {"restricted": "no"})
    assert "H5P.X 1.0" in text_of(author.get(new))


def test_only_what_nothing_uses_is_deleted_and_asked_about_first(keeper):
    activity = make_activity()
    used = H5PLibrary.objects.get()
    spare = install_library(plain_library("H5P.Spare 1.0"))

    assert of("delete", used) not in text_of(keeper.get(of("detail", used)))
    assert f"It is needed by “{activity}”." in text_of(keeper.get(of("delete", used)))
    answer = keeper.post(of("delete", used), follow=True)
    assert "stays" in said(answer)
    assert H5PLibrary.objects.count() == 2

    assert "Nothing uses it" in text_of(keeper.get(INDEX))
    assert of("delete", spare) in text_of(keeper.get(of("detail", spare)))
    assert "uploading it again brings it back" in text_of(keeper.get(of("delete", spare)))
    assert said(keeper.post(of("delete", spare), follow=True)) == "Spare 1.0 is gone."
    assert H5PLibrary.objects.get() == used


def test_first_screen_says_what_waits_to_those_who_can_let_it_in(keeper, author, admin):
    assert "to be let in" not in text_of(keeper.get(HOME))
    version = waiting()

    assert "1 version of code waits to be let in" in text_of(keeper.get(HOME))
    assert INDEX in text_of(keeper.get(HOME))
    assert "to be let in" not in text_of(author.get(HOME))
    assert INDEX not in text_of(author.get(HOME))

    refuse_version(version=version, reason="No.", by=admin)
    assert "to be let in" not in text_of(keeper.get(HOME))


def test_nobody_else_decides_about_code(author, at_work, mentor, quality_lead, dsl, visitor):
    version = waiting()
    looks = [INDEX, of("detail", version.library), of("refuse", version)]
    acts = [APPROVE, REFUSE_MANY, *(of(act, version.library) for act in ("restrict", "delete"))]

    for client in (author, at_work(mentor), at_work(quality_lead), at_work(dsl), visitor):
        for address in looks:
            assert client.get(address).status_code == 302
        for address in [*acts, of("refuse", version)]:
            data = {"version": version.pk, "reason": "No.", "restricted": "yes"}
            assert client.post(address, data).status_code == 302
        for address in (APPROVE, REFUSE_MANY):
            assert client.get(address).status_code in {302, 405}
    assert states() == ["waiting"]
    assert not H5PLibrary.objects.get().is_restricted
