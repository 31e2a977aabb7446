import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from assessments.records import services
from assessments.records.rules import Asked, Stance
from cms.people.audit.models import AuditEvent
from tests.factories import supervision
from tests.factories.records import HEADING, LEARNT, drafted, locked, met, shared, signed

pytestmark = pytest.mark.django_db
STRANGERS = ["peer", "manager", "other_manager", "quality_lead", "dsl", "admin", "hr", "dpo"]


def text_of(data):
    reader = PdfReader(io.BytesIO(data))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def export(record, by):
    return services.export_record(record=record, purpose="review", by=by).data


def test_a_copy_says_what_was_signed_by_whom_and_for_what_it_was_taken(mentor, supervisor):
    record = locked(met(mentor, supervisor), comment="One more thing.", stance=Stance.WITH_COMMENT)

    text = text_of(export(record, mentor))

    for words in (
        HEADING,
        LEARNT,
        "Yasmin Haddad (supervisee)",
        "One more thing.",
        "Exported by Yasmin Haddad",
        "Purpose: for my review",
        record.words_hash,
        "Locked on",
    ):
        assert words in text


def test_a_copy_is_made_for_screen_readers_too(mentor, supervisor):
    reader = PdfReader(io.BytesIO(export(locked(met(mentor, supervisor)), mentor)))

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_notes_and_pointers_are_not_in_it(mentor, supervisor):
    session = met(mentor, supervisor)
    supervision.pointer(mentor, session)
    supervision.personal_note(mentor, session)

    text = text_of(export(locked(session, safeguarding_asked=Asked.YES), mentor))

    assert "2231" not in text
    assert supervision.KEPT not in text


def test_what_people_wrote_is_never_markup(mentor, supervisor):
    odd = '#panic("no") $x$ *not bold* "quoted" [a]'
    record = locked(met(mentor, supervisor), learning=odd)

    assert odd in text_of(export(record, mentor))


def test_what_is_not_locked_says_so(mentor, supervisor):
    assert "Not locked yet" in text_of(export(shared(met(mentor, supervisor)), mentor))


def test_a_draft_is_not_copied(mentor, supervisor):
    with pytest.raises(PermissionDenied):
        export(drafted(met(mentor, supervisor)), supervisor)


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_takes_a_copy(mentor, supervisor, who, request):
    with pytest.raises(PermissionDenied):
        export(locked(met(mentor, supervisor)), request.getfixturevalue(who))


def test_the_page_sends_the_file_and_says_so_in_the_audit(mentor, supervisor, client_of):
    record = signed(met(mentor, supervisor))
    url = reverse("records:record_export", args=[record.pk])

    answer = client_of(supervisor).post(url, {"purpose": "record"})

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    event = AuditEvent.objects.get(verb="supervision_record.exported")
    assert (event.actor, event.about, event.kind) == (supervisor, mentor, "read")
    assert set(event.detail) == {"purpose", "file"}


def check(client, data):
    upload = SimpleUploadedFile("copy.pdf", data, content_type="application/pdf")
    return client.post(reverse("records:record_check"), {"file": upload}).content.decode()


def test_a_copy_is_recognised_and_a_changed_one_is_not(mentor, supervisor, manager, client_of):
    data = export(locked(met(mentor, supervisor)), mentor)
    client = client_of(manager)

    assert "It is unchanged" in check(client, data)
    assert "This is no copy of ours" in check(client, data + b" ")
    assert "This is no copy of ours" in check(client, b"something else")


def test_checking_tells_nothing_of_the_record(mentor, supervisor, manager, client_of):
    page = check(client_of(manager), export(locked(met(mentor, supervisor)), mentor))

    assert "Yasmin" not in page
    assert "Helen" not in page
