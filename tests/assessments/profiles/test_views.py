import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.profiles import rules

CREATE = reverse("profiles:export_create")
PACK = reverse("profiles:pack_create")
CHECK = reverse("profiles:export_check")


def test_export_create_downloads_the_year_asked_for(entry, mentor, year, client_of):
    answer = client_of(mentor).post(
        CREATE, {"year": year.start, "format": "json", "purpose": "qtls"}
    )

    export = json.loads(b"".join(answer.streaming_content))
    assert (
        answer["Content-Disposition"]
        == f'attachment; filename="cpd-{year.start}-{(year.start + 1) % 100:02d}.json"'
    )
    assert export["content"]["year"]["label"] == year.label
    assert export["exported"]["purpose"] == "For QTLS"
    assert "no-store" in answer["Cache-Control"]


def test_export_create_asks_what_it_is_for(entry, mentor, year, client_of):
    answer = client_of(mentor).post(CREATE, {"year": year.start, "format": "json"})

    assert answer.status_code == 200
    assert "What is it for?" in answer.content.decode()


def test_everything_says_how_much_there_is_before_it_packs(entry, mentor, client_of):
    page = client_of(mentor).get(reverse("profiles:everything"))

    assert "<dt>Entries</dt><dd>1</dd>" in page.content.decode()


def test_pack_create_offers_mentors_and_never_the_quality_lead(
    entry, mentor, quality_lead, manager, client_of
):
    page = client_of(quality_lead).get(PACK).content.decode()

    assert "Yasmin Haddad" in page
    assert "Siobhán Keane" not in page
    assert client_of(manager).get(PACK).status_code == 404


def test_pack_create_refuses_somebody_who_is_no_mentor(
    entry, quality_lead, manager, year, client_of
):
    answer = client_of(quality_lead).post(
        PACK, {"person": manager.pk, "year": year.start, "format": "json"}
    )

    assert answer.status_code == 200
    assert "Select a valid choice" in answer.content.decode()


def test_export_check_tells_a_changed_file_from_an_unchanged_one(mentor, client_of):
    content = {"format": rules.NAME, "entries": []}
    good = json.dumps({"content": content, "checksum": rules.checksum(content)})

    def ask(text):
        file = SimpleUploadedFile("cpd.json", text.encode())
        return client_of(mentor).post(CHECK, {"file": file}).content.decode()

    assert "It is unchanged" in ask(good)
    assert "It was changed" in ask(good.replace('"entries": []', '"entries": [1]'))
    assert "not a CPD profile" in ask("{}")
