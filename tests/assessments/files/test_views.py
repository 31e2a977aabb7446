"""The screens of one's own files, and the way a file leaves the site."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.rules import EntryState
from assessments.files.models import EvidenceFile
from assessments.files.rules import ScanState
from assessments.files.views import file_response
from cms.people.college.models import CollegeSettings
from cms.people.college.rules import DetailsPolicy
from tests.factories.cpd import cpd_entry
from tests.factories.files_of_evidence import evidence_file, pdf, picture
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db

LIST, CREATE = reverse("files:file_list"), reverse("files:file_create")
LONG_AGO = timezone.localtime() - timedelta(days=400)
EACH = ["file_detail", "file_update", "file_remove", "file_download"]


def url(name, file):
    return reverse(f"files:{name}", args=[file.pk])


def upload(client, data=None, *, called="Certificate.pdf", **fields):
    values = {"attested": "on", **fields}
    values["upload"] = SimpleUploadedFile(called, pdf() if data is None else data)
    return client.post(CREATE, values)


def handed_in(owner, **more):
    moment = {"submitted_at": timezone.now(), "submitted_on": days_ago(0)}
    return cpd_entry(owner, **{"state": EntryState.SUBMITTED, **moment, **more})


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


# The list -------------------------------------------------------------------------


def test_the_list_is_of_ones_own_files(client, mentor, peer):
    evidence_file(mentor, name="Level 3.pdf")
    evidence_file(peer, name="Other.pdf")
    evidence_file(mentor, name="Gone.pdf", removed_at=timezone.now())

    html = client.get(LIST).content.decode()

    assert "Level 3.pdf" in html
    assert "Other.pdf" not in html
    assert "Gone.pdf" not in html
    assert "Only you see this list" in html


def test_the_list_says_where_each_file_is_used_and_what_it_wants(client, mentor):
    used = evidence_file(mentor, expires_on=days_ago(-20))
    cpd_entry(mentor).files.add(used)
    cpd_entry(mentor, state="discarded", discarded_at=timezone.now()).files.add(used)
    evidence_file(mentor, attested_at=None)
    evidence_file(mentor, scan_state=ScanState.WAITING, expires_on=days_ago(2))
    evidence_file(mentor, scan_state=ScanState.REFUSED)

    html = client.get(LIST).content.decode()

    for words in ("in 1 entry", "in no entry yet", "Yours to confirm", "Being checked",
                  "Kept back", "Ran out", "Valid until"):  # fmt: skip
        assert words in html


def test_an_empty_list_says_how_to_begin(client):
    html = client.get(LIST).content.decode()

    assert "No files yet" in html
    assert CREATE in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    client, mentor, rows, django_assert_num_queries
):
    for _ in range(rows):
        cpd_entry(mentor).files.add(evidence_file(mentor))
    client.get(LIST)

    with django_assert_num_queries(4):  # person, roles; count, files
        client.get(LIST)


def test_a_long_list_has_pages(client, mentor):
    for number in range(21):
        evidence_file(mentor, name=f"File {number:02}.pdf", expires_on=days_ago(300))
    evidence_file(mentor, name="First aid.pdf", expires_on=days_ago(-9), created_at=LONG_AGO)

    first, second = (client.get(LIST, {"page": page}).content.decode() for page in (1, 2))

    assert "File 20.pdf" in first
    assert "File 00.pdf" not in first
    assert "File 00.pdf" in second
    assert "To renew" in first
    assert "First aid.pdf" in first
    assert "To renew" not in second


def test_visitors_are_led_to_sign_in(visitor, mentor):
    file = evidence_file(mentor)

    for address in (LIST, CREATE, *(url(name, file) for name in EACH)):
        assert visitor.get(address).url.startswith("/accounts/login/")


@pytest.mark.parametrize("name", [*EACH, "file_attest"])
def test_nobody_but_its_owner_finds_a_file(
    client_of, mentor, peer, manager, supervisor, quality_lead, admin, hr, dpo, name
):
    file = evidence_file(mentor)
    handed_in(mentor, shared_with=supervisor, sampled_at=timezone.now()).files.add(file)

    for person in (peer, manager, supervisor, quality_lead, admin, hr, dpo):
        assert client_of(person).get(url(name, file)).status_code in (404, 405)
        assert client_of(person).post(url(name, file)).status_code in (404, 405)

    file.refresh_from_db()
    assert file.removed_at is None


# Adding ---------------------------------------------------------------------------


def test_the_form_says_what_is_taken_and_what_is_taken_out(client, settings):
    settings.EVIDENCE_MAX_BYTES = 2 * 1024**2

    html = client.get(CREATE).content.decode()

    for words in ("PDF", "HEIC", "up to 2 MB", "the place, the time and the camera are taken out",
                  "No learner or family can be recognised in this file"):  # fmt: skip
        assert words in html


def test_a_file_is_added(client, mentor):
    response = upload(client, name="Level 3 award", expires_on=days_ago(-90).isoformat())

    file = EvidenceFile.objects.get()
    assert response.url == file.get_absolute_url()
    assert (file.owner, file.name) == (mentor, "Level 3 award.pdf")
    assert file.expires_on == days_ago(-90)
    assert file.attested_at is not None


def test_without_a_name_it_keeps_the_one_it_has(client):
    upload(client, picture(), called="IMG_2041.jpeg")

    assert EvidenceFile.objects.get().name == "IMG_2041.jpeg"


def test_nothing_is_kept_before_its_owner_says_that_nobody_is_in_it(client):
    response = upload(client, attested="")

    assert response.status_code == 422
    html = response.content.decode()
    assert "leave the file out" in html
    assert "Choose the file again" in html
    assert not EvidenceFile.objects.exists()


def test_what_is_wrong_with_a_file_is_said_at_the_field(client):
    response = upload(client, b"MZ\x00", called="Certificate.pdf")

    assert response.status_code == 422
    assert response.context["form"].errors["upload"] == [
        "This kind of file is not kept. Save it as PDF, or take a photo or screenshot of it, and "
        "choose that."
    ]


def test_no_file_and_an_empty_file_are_said_plainly(client):
    assert client.post(CREATE, {"attested": "on"}).context["form"].errors["upload"] == [
        "Choose a file."
    ]
    assert upload(client, b"").context["form"].errors["upload"] == [
        "This file is empty. Choose another one."
    ]


def test_the_same_file_again_is_not_kept_twice(client):
    first = upload(client)

    again = upload(client, called="Copy.pdf")

    assert again.url == first.url
    assert "already" in client.get(again.url).content.decode()


def test_whoever_came_from_an_entry_goes_back_there(client):
    assert b'value="/cpd/7/edit/"' in client.get(CREATE, {"next": "/cpd/7/edit/"}).content

    assert upload(client, next="/cpd/7/edit/").url == "/cpd/7/edit/"


@pytest.mark.parametrize("away", ["https://evil.test/", "//evil.test/", "javascript:alert(1)"])
def test_nobody_is_led_off_this_site(client, away):
    assert upload(client, next=away).url.startswith("/cpd/files/")
    page = client.get(CREATE, {"next": away})
    assert page.context["back"] == ""
    assert b'href="https://evil' not in page.content


def set_policy(policy):
    row = CollegeSettings.load()
    row.personal_details = policy
    row.save()


DETAILS = "learner Kemi kemi.ade@home.test.pdf"


def test_a_name_that_says_who_somebody_is_is_refused_where_the_college_blocks(client):
    set_policy(DetailsPolicy.BLOCK)

    response = upload(client, called=DETAILS)

    assert response.status_code == 422
    assert "name" in response.context["form"].errors
    assert not EvidenceFile.objects.exists()
    assert upload(client, called=DETAILS, name="Level 3").status_code == 302


def test_where_the_college_warns_the_file_is_kept_and_something_is_said(client):
    set_policy(DetailsPolicy.WARN)

    response = upload(client, b"My learner Kemi was born 3.4.2008", called="Notes.txt")

    said = client.get(response.url).content.decode()
    assert "once more" in said
    assert "Kemi" not in said
    assert EvidenceFile.objects.exists()


def test_ones_own_name_is_no_detail(client):
    set_policy(DetailsPolicy.BLOCK)

    assert upload(client, called="Yasmin_Haddad_certificate.pdf").status_code == 302


# One file -------------------------------------------------------------------------


def test_its_page_says_where_it_is_used_and_who_can_open_it(client, mentor):
    file = evidence_file(mentor)
    assert "Only you. When you hand in" in client.get(file.get_absolute_url()).content.decode()
    entry = handed_in(mentor, title="Workshop on listening")
    entry.files.add(file)

    html = client.get(file.get_absolute_url()).content.decode()

    assert "Workshop on listening" in html
    assert entry.get_absolute_url() in html
    assert "whoever reads the entry that you handed in" in html
    assert url("file_remove", file) not in html
    assert file.sha256 in html
    assert "this site has no scanner" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_its_page_costs_the_same_for_one_entry_and_for_three(
    client, mentor, rows, django_assert_num_queries
):
    file = evidence_file(mentor)
    for _ in range(rows):
        cpd_entry(mentor).files.add(file)
    client.get(file.get_absolute_url())

    with django_assert_num_queries(4):  # person, roles; file, entries
        client.get(file.get_absolute_url())


def test_name_and_date_are_changed(client, mentor):
    file = evidence_file(mentor)

    response = client.post(url("file_update", file), {"name": "Level 4.exe", "expires_on": ""})

    assert response.url == file.get_absolute_url()
    file.refresh_from_db()
    assert (file.name, file.expires_on) == ("Level 4.exe.pdf", None)


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "a", "expires_on": "1826-01-01"}])
def test_what_cannot_be_is_said_at_the_field(client, mentor, fields):
    file = evidence_file(mentor)

    assert client.post(url("file_update", file), fields).status_code == 422

    file.refresh_from_db()
    assert file.name == "Certificate.pdf"


def test_what_came_by_mail_is_confirmed_on_its_page(client, mentor):
    file = evidence_file(mentor, attested_at=None, arrival="mail")
    assert "Look through it once" in client.get(file.get_absolute_url()).content.decode()

    assert client.post(url("file_attest", file)).status_code == 422
    response = client.post(url("file_attest", file), {"attested": "on"})

    assert response.url == file.get_absolute_url()
    file.refresh_from_db()
    assert file.attested_at is not None
    assert "Look through it once" not in client.get(file.get_absolute_url()).content.decode()


def test_deleting_is_asked_about_once(client, mentor):
    file = evidence_file(mentor)
    cpd_entry(mentor, title="Workshop on listening").files.add(file)

    html = client.get(url("file_remove", file)).content.decode()
    assert "Workshop on listening" in html
    assert client.post(url("file_remove", file)).url == LIST

    assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get(url("file_download", file)).status_code == 404


def test_evidence_that_others_have_seen_is_not_deleted(client, mentor):
    file = evidence_file(mentor)
    handed_in(mentor).files.add(file)

    response = client.post(url("file_remove", file), follow=True)

    assert "Take the entry back" in response.content.decode()
    file.refresh_from_db()
    assert file.removed_at is None


# Downloading ------------------------------------------------------------------------


def test_a_file_is_saved_never_shown_inside_the_site(client, mentor):
    file = evidence_file(mentor, name='Übung "1".pdf', content=pdf("mine"))

    response = client.get(url("file_download", file))

    assert b"".join(response.streaming_content) == pdf("mine")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "%C3%9Cbung" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("state", "words"), [(ScanState.WAITING, "still being checked"), (ScanState.REFUSED, "harmful")]
)
def test_what_is_not_checked_is_not_downloaded(client, mentor, state, words):
    file = evidence_file(mentor, scan_state=state)

    response = client.get(url("file_download", file), follow=True)

    assert not response.streaming
    assert words in response.content.decode()
    assert url("file_download", file) not in response.content.decode()


def test_other_readers_get_the_same_answer_in_words(mentor):
    response = file_response(evidence_file(mentor, scan_state=ScanState.WAITING))

    assert response.status_code == 409
    assert "still being checked" in response.content.decode()


def test_bytes_that_the_storage_has_lost_are_not_found(client, mentor):
    file = evidence_file(mentor)
    file.file.storage.delete(file.file.name)

    assert client.get(url("file_download", file)).status_code == 404
