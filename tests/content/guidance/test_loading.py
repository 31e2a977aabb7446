import pytest

from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from content.guidance import queries, services
from content.guidance.models import Edition, Fact, Publication
from content.guidance.services import load_guidance
from content.material.guidance import read_guidance
from content.material.shapes import MaterialErrors
from tests.factories.guidance import FILE, edition, fact, publication, write_guidance

OLD = '  - name: "2025"\n        date: "2025-09-01"\n'
NEW = (
    OLD + '      - name: "2026"\n        date: "2026-01"\n        what_changed: Annex A is gone.\n'
)


@pytest.fixture
def folder(tmp_path):
    return write_guidance(tmp_path)


def load(folder, by=None):
    return [str(line) for line in load_guidance(folder=folder, by=by)]


def fact_of(key="kcsie-no-promise"):
    return Fact.objects.select_related("edition").get(key=key)


def test_load_adds_sources_editions_and_facts(db, folder):
    assert load(folder) == [
        "created: Keeping children safe in education",
        "created: Keeping children safe in education, 2025",
        "created: kcsie-no-promise",
        "created: kcsie-four-cs",
    ]
    row = fact_of()
    assert (row.edition.name, row.to_check) == ("2025", "The wording of Part one.")
    assert row.checked_by is None
    assert AuditEvent.objects.get().verb == "guidance.loaded"
    assert not Notice.objects.exists()


def test_load_again_changes_nothing_and_says_nothing(db, folder):
    load(folder)

    assert load(folder) == []
    assert AuditEvent.objects.count() == 1


def test_load_renews_what_nobody_changed_here(db, folder, trainer):
    load(folder)
    text = FILE.replace(OLD, NEW).replace('edition: "2025"', 'edition: "2026"')
    write_guidance(folder, text)

    lines = load(folder)

    assert lines == [
        "created: Keeping children safe in education, 2026",
        "updated: kcsie-no-promise",
        "updated: kcsie-four-cs",
    ]
    assert fact_of().edition.name == "2026"
    assert queries.facts_to_check() == []
    assert Notice.objects.get().body == "Its facts have been read in it already."


def test_load_keeps_a_trainers_words_and_says_so(db, folder, trainer):
    load(folder)
    row = fact_of()
    row.text = "Say early whom you will tell."
    services.save_fact(fact=row, by=trainer)
    text = FILE.replace(OLD, NEW).replace("Never promise", "Do not promise")
    write_guidance(folder, text)

    lines = load(folder)

    assert "kept: edited here: kcsie-no-promise" in lines
    assert fact_of().text == "Say early whom you will tell."
    notice = Notice.objects.get()
    assert notice.recipient == trainer
    assert notice.body == "2 facts are to be read against it."


def test_load_keeps_what_a_trainer_has_read_anew(db, folder, trainer):
    load(folder)
    new = edition(Publication.objects.get(), "2026-01")
    services.confirm_fact(fact=fact_of(), edition=new, by=trainer)

    assert load(folder) == []
    assert fact_of().edition == new


def test_load_finds_the_edition_a_trainer_added_first(db, folder, trainer):
    load(folder)
    hers = edition(Publication.objects.get(), "2026-01-01", name="KCSIE 2026")
    write_guidance(folder, FILE.replace(OLD, NEW).replace('edition: "2025"', 'edition: "2026"'))

    load(folder)

    assert Edition.objects.count() == 2
    assert fact_of().edition == hers


def test_load_keeps_a_fact_of_the_colleges_own(db, folder):
    own = fact(edition(publication(key="own", title="Our policy"), "2026"))

    lines = load(folder)

    assert "kept: edited here: kcsie-no-promise" in lines
    assert fact_of() == own


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("url: https://www.gov.uk/kcsie", "url: gov.uk", 5),
        ("title: Keeping", f"title: {'x' * 251}", 2),
        ('"2025"', f'"{"x" * 121}"', 7),
        ("key: kcsie-four-cs", f"key: {'x' * 61}", 15),
    ],
)
def test_load_of_a_broken_file_changes_nothing_and_says_where(db, folder, old, new, line):
    write_guidance(folder, FILE.replace(old, new))

    with pytest.raises(MaterialErrors) as refused:
        load(folder)

    assert [(error.path.name, error.line) for error in refused.value.errors] == [
        ("kcsie.yaml", line)
    ]
    assert not Publication.objects.exists()


def test_load_takes_a_day_that_this_clock_has_not_reached(db, folder):
    write_guidance(folder, FILE.replace("2026-01-15", "2999-01-15"))

    load(folder)

    assert fact_of().checked_on.year == 2999


def test_all_shipped_guidance_is_loaded_and_nothing_of_it_is_stale(db, trainer):
    load_guidance(by=None)

    brought = read_guidance(services.SHIPPED_GUIDANCE)
    assert Publication.objects.count() == len(brought)
    assert Fact.objects.count() == sum(len(item.facts) for item in brought)
    assert queries.facts_to_check() == []
    assert load_guidance(by=None) == []
    assert not Notice.objects.exists()
