import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from openpyxl import load_workbook
from pypdf import PdfReader

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.files.services import add_file
from assessments.plans.rules import Origin
from assessments.profiles import rules
from assessments.profiles.rules import Format, Purpose
from assessments.profiles.services import export_everything, export_pack, export_year
from cms.people.audit.models import AuditEvent
from tests.factories.cpd import cpd_entry
from tests.factories.plans import plan_line
from tests.factories.profiles import SECRET, SUMMARY, verified_entry
from tests.factories.targets import absence, in_post
from tests.factories.witnesses import witness_said

NOTE = b"What I took from the workshop, in six lines."


def year_of(person, year, format=Format.JSON, purpose=Purpose.REVIEW):
    export = export_year(person=person, year=year, format=format, purpose=purpose, by=person)
    return export.file.read()


def content_of(data):
    return json.loads(data)["content"]


def text_of(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def note(mentor, entry, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = add_file(
        owner=mentor, upload=ContentFile(NOTE), name="note.txt", attested=True, by=mentor
    )
    entry.files.add(file)
    return file


def test_a_year_says_what_was_shared_and_who_confirmed_it(entry, mentor, year):
    content = content_of(year_of(mentor, year))

    (row,) = content["entries"]
    assert row["summary"] == SUMMARY
    assert row["verified"]["by"] == "Siobhán Keane, line manager"
    assert row["statements"][0]["claim"] == "My questions are open."
    assert content["hours"]["counted_minutes"] == 90
    assert content["impact"]["reached"] == 1
    assert content["target"]["explanation"]


def test_only_confirmed_entries_of_that_year_are_in_it(entry, mentor, manager, year):
    cpd_entry(mentor, title="Still a draft")
    verified_entry(mentor, manager, title="Of another year", start_on=year.first_on.replace(
        year=year.start - 1))  # fmt: skip

    titles = [row["title"] for row in content_of(year_of(mentor, year))["entries"]]

    assert titles == ["Workshop on questioning"]


@pytest.mark.parametrize("format", Format)
def test_nothing_private_is_in_any_format(entry, note, mentor, year, format):
    data = year_of(mentor, year, format)

    if format == Format.ZIP:
        archive = ZipFile(io.BytesIO(data))
        inside = [archive.read(name) for name in archive.namelist()]
    else:
        inside = [data]
    for part in inside:
        assert SECRET.encode() not in part
        if part.startswith(b"%PDF"):
            assert SECRET not in text_of(part)
        if part.startswith(b"PK"):
            book = ZipFile(io.BytesIO(part))
            assert not any(SECRET.encode() in book.read(name) for name in book.namelist())


def test_the_pdf_has_the_words_the_watermark_and_the_checksum(entry, mentor, year):
    export = json.loads(year_of(mentor, year))
    text = text_of(year_of(mentor, year, Format.PDF))

    assert SUMMARY in text
    assert "Exported by Yasmin Haddad" in text
    assert "For my review" in text
    assert export["checksum"] in text.replace(" ", "")


def test_the_checksum_is_the_same_twice_and_another_after_a_change(entry, mentor, year):
    first, again = (json.loads(year_of(mentor, year))["checksum"] for _ in range(2))
    entry.impact_note = "They come with a step of their own."
    entry.save()

    assert first == again
    assert json.loads(year_of(mentor, year))["checksum"] != first
    assert rules.check_export(year_of(mentor, year))


def test_a_spreadsheet_holds_numbers_and_runs_nothing(framework, mentor, manager, year):
    verified_entry(mentor, manager, title="=HYPERLINK(1)", provider="+44", minutes=90)

    rows = list(csv.reader(io.StringIO(year_of(mentor, year, Format.CSV).decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(year_of(mentor, year, Format.XLSX)))
    line = dict(zip(rows[0], rows[1], strict=True))
    titles, first = book["Entries"].iter_rows(max_row=2)
    cells = {title.value: cell for title, cell in zip(titles, first, strict=True)}

    assert (line["Title"], line["Provider"], line["Hours"]) == ("'=HYPERLINK(1)", "'+44", "1.5")
    assert cells["Title"].value == "'=HYPERLINK(1)"
    assert cells["Title"].data_type == "s"
    assert (cells["Hours"].value, cells["Hours"].data_type) == (1.5, "n")
    assert cells["First day"].is_date
    assert [sheet.title for sheet in book] == ["Summary", "Entries", "Statements", "Plan"]


def test_the_archive_has_every_format_the_files_and_their_checksums(entry, note, mentor, year):
    archive = ZipFile(io.BytesIO(year_of(mentor, year, Format.ZIP)))

    endings = {name.rpartition(".")[2] for name in archive.namelist()}
    manifest = json.loads(archive.read("manifest.json"))
    assert endings == {"pdf", "xlsx", "csv", "json", "txt"}
    assert archive.read("files/note.txt") == NOTE
    assert manifest["files"] == [{"name": "note.txt", "sha256": note.sha256}]
    assert manifest["by"] == "Yasmin Haddad"


def test_a_file_that_is_gone_is_named_and_stops_nothing(entry, note, mentor, year):
    note.file.storage.delete(note.file.name)

    archive = ZipFile(io.BytesIO(year_of(mentor, year, Format.ZIP)))

    assert json.loads(archive.read("manifest.json"))["missing"] == ["note.txt"]
    assert any(name.endswith(".pdf") for name in archive.namelist())


def test_a_file_that_is_kept_back_stays_behind(entry, note, mentor, year):
    note.scan_state = "refused"
    note.save()

    archive = ZipFile(io.BytesIO(year_of(mentor, year, Format.ZIP)))

    assert not any(name.startswith("files/") for name in archive.namelist())


def test_everything_is_everything(entry, note, mentor, manager, year):
    cpd_entry(mentor, title="A draft", what_i_learned=f"{SECRET} in a draft")
    cpd_entry(mentor, title="Thrown away", state=EntryState.DISCARDED,
              discarded_at=entry.verified_at)  # fmt: skip

    archive = ZipFile(export_everything(person=mentor, by=mentor).file)
    content = content_of(archive.read("everything.json"))

    assert [row["title"] for row in content["log"]] == ["Workshop on questioning", "A draft"]
    assert SECRET in content["log"][0]["what_i_learned"]
    assert f"{SECRET}: I was afraid of the silence." in content["log"][0]["reflection"].values()
    assert SECRET in archive.read("log.csv").decode()
    assert f"cpd-{year.start}.pdf" in archive.namelist()
    assert archive.read("files/note.txt") == NOTE


def test_a_pack_for_an_inspection_names_nobody(entry, note, mentor, manager, quality_lead, year):
    CPDEntry.objects.update(sampled_at=entry.verified_at)
    verified_entry(mentor, manager, title="Never drawn for a sample")

    data = export_pack(person=mentor, year=year, format=Format.JSON, by=quality_lead).file.read()

    for name in ("Yasmin", "Haddad", "Siobhán", "Keane", "Denise", "Okafor", "note.txt"):
        assert name not in data.decode()
    (row,) = content_of(data)["entries"]
    assert row["verified"]["by"] == "Line manager"
    assert row["title"] == "Workshop on questioning"


def test_a_pack_holds_nothing_of_her_plan_and_of_no_absence(
    entry, mentor, manager, quality_lead, year
):
    in_post(mentor, started_on=date(2020, 1, 1))
    absence(mentor, year.first_on, year.first_on + timedelta(days=150))
    plan_line(mentor, need="Silences", origin=Origin.SUPERVISION, is_shared=True)

    pack = export_pack(person=mentor, year=year, format=Format.JSON, by=quality_lead)
    content, own = content_of(pack.file.read()), content_of(year_of(mentor, year))

    assert [line["need"] for line in own["plan"]] == ["Silences"]
    assert "long absence" in own["target"]["notes"][0]
    assert content["plan"] == []
    assert content["target"]["notes"] == []


def test_days_are_those_of_the_college_and_not_as_stored(framework, mentor, manager, year):
    entry = verified_entry(mentor, manager)
    late = datetime(year.start, 8, 31, 23, 30, tzinfo=UTC)  # past midnight, in British summer time
    witness_said(entry, answered_at=late)

    (row,) = content_of(year_of(mentor, year))["entries"]

    assert row["witnesses"][0]["on"] == f"{year.start}-09-01"


@pytest.mark.parametrize("who", ["peer", "manager", "supervisor", "hr", "dpo", "admin", "trainer"])
def test_nobody_else_takes_a_record_out(entry, mentor, year, who, request):
    other = request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        export_year(person=mentor, year=year, format=Format.CSV, purpose=Purpose.REVIEW, by=other)
    with pytest.raises(PermissionDenied):
        export_everything(person=mentor, by=other)
    with pytest.raises(PermissionDenied):
        export_pack(person=mentor, year=year, format=Format.CSV, by=other)
    assert not AuditEvent.objects.filter(verb="cpd_record.exported").exists()


def test_each_export_is_written_down_without_a_word_of_it(entry, mentor, year):
    data = json.loads(year_of(mentor, year))

    event = AuditEvent.objects.get(verb="cpd_record.exported")
    assert event.detail == {
        "year": year.label, "format": "json", "purpose": "review", "checksum": data["checksum"],
    }  # fmt: skip
    assert event.about == mentor


def test_queries_do_not_grow_with_the_entries(
    entry, mentor, manager, year, django_assert_num_queries
):
    year_of(mentor, year)
    with django_assert_num_queries(QUERIES):
        year_of(mentor, year)
    for number in range(2):
        verified_entry(mentor, manager, title=f"Workshop {number}")
    with django_assert_num_queries(QUERIES):
        year_of(mentor, year)


QUERIES = 21
