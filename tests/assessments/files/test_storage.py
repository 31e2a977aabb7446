"""What those see who look after the storage; and that no address leads into it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assessments.files.queries import expiring, storage_rows, storage_totals
from assessments.files.rules import ScanState
from tests.factories.files_of_evidence import evidence_file, pdf
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db

OVERVIEW = reverse("files:storage_overview")


@pytest.mark.parametrize("who", ["admin", "dpo"])
def test_the_storage_is_seen_without_names_or_people(client_of, request, mentor, who):
    file = evidence_file(mentor, name="Grief course.pdf", content=pdf("a" * 3000))
    evidence_file(mentor, name="", removed_at=timezone.now())

    html = client_of(request.getfixturevalue(who)).get(OVERVIEW).content.decode()

    assert file.sha256[:16] in html
    assert "PDF" in html
    assert "this site has no scanner" in html
    for secret in ("Grief", "Haddad", "Yasmin", mentor.email, file.file.name,
                   file.get_absolute_url()):  # fmt: skip
        assert secret not in html


@pytest.mark.parametrize(
    "who", ["mentor", "manager", "supervisor", "quality_lead", "dsl", "trainer", "hr"]
)
def test_nobody_else_finds_it(client_of, request, mentor, who):
    evidence_file(mentor)
    person = request.getfixturevalue(who)

    assert client_of(person).get(OVERVIEW).status_code == 404
    assert storage_totals(person).kept.count == 0
    assert not storage_rows(person)


def test_the_rows_never_load_name_owner_or_place(admin, mentor):
    evidence_file(mentor)

    row = storage_rows(admin).get()

    assert {"name", "owner", "owner_id", "file", "expires_on"}.isdisjoint(row)


def test_the_totals_add_up(admin, mentor, peer):
    evidence_file(mentor, size=1000)
    evidence_file(peer, size=500, media_type="image/png", scan_state=ScanState.CLEAN)
    evidence_file(peer, size=70, removed_at=timezone.now())
    evidence_file(peer, size=9, scan_state=ScanState.REFUSED)

    totals = storage_totals(admin)

    assert (totals.kept.count, totals.kept.size, totals.removed) == (2, 1500, 1)
    assert [(line.words, line.count, line.size) for line in totals.kinds] == [
        ("PDF", 1, 1000),
        ("PNG picture", 1, 500),
    ]
    assert [line.count for line in totals.states] == [1, 1, 1]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_overview_costs_the_same_for_one_and_for_three(
    client_of, admin, mentor, rows, django_assert_num_queries
):
    for _ in range(rows):
        evidence_file(mentor)
    client = client_of(admin)
    client.get(OVERVIEW)

    with django_assert_num_queries(5):  # person, roles; count, files, totals
        client.get(OVERVIEW)


def test_an_empty_storage_says_so(client_of, admin):
    assert "No evidence files yet" in client_of(admin).get(OVERVIEW).content.decode()


def test_what_runs_out_soon_is_listed_soonest_first(mentor, peer):
    later = evidence_file(mentor, expires_on=days_ago(-50))
    sooner = evidence_file(mentor, expires_on=days_ago(-5))
    over = evidence_file(mentor, expires_on=days_ago(5))
    for day in (-61, 61):
        evidence_file(mentor, expires_on=days_ago(day))
    evidence_file(mentor, expires_on=days_ago(-5), scan_state=ScanState.REFUSED)
    evidence_file(peer, expires_on=days_ago(-5))

    assert list(expiring(mentor)) == [over, sooner, later]


# No address leads to the bytes --------------------------------------------------------


@pytest.mark.parametrize("who", ["visitor", "mentor", "admin"])
def test_no_address_serves_the_storage(request, client_of, mentor, who):
    file = evidence_file(mentor)
    person = request.getfixturevalue(who)
    client = person if who == "visitor" else client_of(person)
    name = file.file.name
    assert (settings.MEDIA_ROOT / name).is_file()

    for address in (
        file.file.url,
        f"/media/images/../{name}",
        f"/media/images/%2e%2e/{name}",
        f"/media/images/..%2f{name}",
        f"/static/../media/{name}",
        f"/{name}",
        f"/documents/1/{name}",
    ):
        response = client.get(address)
        found = b"".join(response) if response.status_code == 200 else b""
        assert b"%PDF" not in found, address


def test_the_static_files_lie_elsewhere():
    """Whitenoise serves one folder; what people add is not in it, nor around it."""
    static, media = Path(settings.STATIC_ROOT), Path(settings.MEDIA_ROOT)

    assert not media.is_relative_to(static)
    assert not static.is_relative_to(media)
    assert not hasattr(settings, "WHITENOISE_ROOT")
