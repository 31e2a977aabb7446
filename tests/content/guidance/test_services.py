from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from content.bodies import bodies_version
from content.guidance import services
from content.guidance.models import Edition, Fact, Publication
from content.guidance.tasks import announce_editions
from tests.factories.guidance import CHECKED, edition, fact, fact_block, publication
from tests.factories.pages import home_page, information_page

BEFORE, AFTER = date(2026, 8, 31), date(2026, 9, 1)
REFUSED = ["mentor", "manager", "quality_lead", "hr"]


@pytest.fixture
def source(db):
    return publication()


@pytest.fixture
def old(source):
    return edition(source, "2024-09-01")


@pytest.fixture
def new(source, old):
    """It holds already: the year is past."""
    return edition(source, "2025-09-01")


def audited(verb):
    return AuditEvent.objects.get(verb=verb)


# Writing -----------------------------------------------------------------------


def test_save_publication_finds_a_short_name_of_its_own(source, trainer):
    row = Publication(title="KCSIE", publisher="DfE", kind="guidance")

    services.save_publication(publication=row, by=trainer)

    assert row.key == "kcsie-2"
    assert audited("source.changed").actor == trainer


def test_save_publication_keeps_its_short_name(source, trainer):
    source.title = "Another title"

    services.save_publication(publication=source, by=trainer)

    assert Publication.objects.get().key == "kcsie"


def test_save_publication_refuses_an_address_that_is_none(source, trainer):
    source.url = "gov.uk"

    with pytest.raises(ValidationError):
        services.save_publication(publication=source, by=trainer)


def test_save_fact_says_who_has_read_it(old, trainer, dsl):
    row = Fact(key="mine", edition=old, text="It says so.", checked_on=CHECKED)

    services.save_fact(fact=row, by=dsl)

    assert Fact.objects.get().checked_by == dsl
    assert audited("fact.changed").detail["edition"] == str(old)


def test_save_fact_that_mends_words_is_no_reading(old, trainer, dsl):
    row = fact(old, checked_by=dsl)
    row.text = "Better words."

    services.save_fact(fact=row, by=trainer)

    assert (row.checked_by, row.checked_on) == (dsl, CHECKED)


def test_save_fact_in_another_edition_is_a_reading(old, new, trainer, dsl):
    row = fact(old, checked_by=dsl)
    row.edition = new

    services.save_fact(fact=row, by=trainer)

    assert Fact.objects.get().checked_by == trainer


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"key": "another"}, "the short name stays"),
        ({"text": ""}, "cannot be blank"),
        ({"checked_on": timezone.localdate() + timedelta(days=2)}, "a day to come"),
    ],
)
def test_save_fact_refuses(old, trainer, change, words):
    row = fact(old)
    for name, value in change.items():
        setattr(row, name, value)

    with pytest.raises(ValidationError, match=words):
        services.save_fact(fact=row, by=trainer)

    assert not AuditEvent.objects.filter(verb="fact.changed").exists()


@pytest.mark.parametrize(
    "change", [{"name": "2024"}, {"date": "2024-09"}, {"date": "soon"}, {"name": ""}]
)
def test_save_edition_refuses(source, old, trainer, change):
    row = Edition(publication=source, **{"name": "2027", "date": "2027", **change})

    with pytest.raises(ValidationError):
        services.save_edition(edition=row, by=trainer)

    assert Edition.objects.count() == 1


def test_an_edition_in_which_facts_were_read_stays_what_it_was(old, trainer):
    fact(old)
    old.what_changed = "More about work placements."
    services.save_edition(edition=old, by=trainer)
    old.date = "2024-10-01"

    with pytest.raises(ValidationError, match="name and date stay"):
        services.save_edition(edition=old, by=trainer)

    row = Edition.objects.get()
    assert (row.date, row.what_changed) == ("2024-09-01", "More about work placements.")


@pytest.mark.parametrize("who", REFUSED)
def test_others_write_nothing(who, request, source, old, new):
    by = request.getfixturevalue(who)
    row = fact(old)
    calls = [
        (services.save_publication, {"publication": source}),
        (services.save_edition, {"edition": old}),
        (services.save_fact, {"fact": row}),
        (services.confirm_fact, {"fact": row, "edition": new}),
        (services.delete_row, {"row": row}),
        (services.load_guidance, {}),
    ]

    for service, arguments in calls:
        with pytest.raises(PermissionDenied):
            service(**arguments, by=by)

    assert not AuditEvent.objects.exists()
    assert Fact.objects.get().edition == old


# Reading anew ------------------------------------------------------------------


def test_confirm_fact_moves_the_source_on_and_keeps_the_words(old, new, trainer):
    row = fact(old, to_check="The date.")

    confirmed = services.confirm_fact(fact=row, edition=new, by=trainer)

    assert confirmed == Fact.objects.get(
        edition=new,
        text="Never promise to tell nobody.",
        checked_on=timezone.localdate(),
        checked_by=trainer,
        to_check="The date.",
    )
    assert audited("fact.confirmed").detail["edition"] == str(new)


def test_confirm_fact_twice_is_refused_the_second_time(old, new, trainer):
    row = fact(old)
    services.confirm_fact(fact=row, edition=new, by=trainer)

    with pytest.raises(ValidationError, match="since you opened it"):
        services.confirm_fact(fact=row, edition=new, by=trainer)


def test_confirm_fact_is_for_the_edition_somebody_has_seen(source, old, new, trainer):
    row = fact(old)
    edition(source, "2026")

    with pytest.raises(ValidationError, match="since you opened it"):
        services.confirm_fact(fact=row, edition=new, by=trainer)

    assert Fact.objects.get().edition == old


def test_confirm_fact_never_goes_back_to_an_older_edition(old, new, trainer):
    row = fact(new)

    with pytest.raises(ValidationError):
        services.confirm_fact(fact=row, edition=old, by=trainer)


# Deleting ----------------------------------------------------------------------


def test_delete_what_nothing_leans_on(source, old, new, trainer):
    row = fact(old)

    for thing in (row, old, source):
        services.delete_row(row=thing, by=trainer)

    assert not Publication.objects.exists()
    assert not Edition.objects.exists()
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["fact.deleted", "edition.deleted", "source.deleted"]


def test_delete_of_what_pages_show_names_the_pages(source, old, trainer):
    home_page()
    information_page(title="How this works", slug="one", body=[fact_block()])
    information_page(title="Not yet out", slug="two", body=[fact_block()], live=False)
    row = fact(old)

    for thing in (row, old, source):
        with pytest.raises(ValidationError, match="How this works; Not yet out"):
            services.delete_row(row=thing, by=trainer)

    assert Fact.objects.exists()


def test_delete_of_what_facts_lean_on_names_them(source, old, trainer):
    fact(old)

    for thing in (old, source):
        with pytest.raises(ValidationError, match="kcsie-no-promise"):
            services.delete_row(row=thing, by=trainer)


def test_delete_of_what_came_with_the_site_is_refused(old, trainer):
    row = fact(old, material_hash="mark")

    with pytest.raises(ValidationError, match="would bring it back"):
        services.delete_row(row=row, by=trainer)


# Telling -----------------------------------------------------------------------


def test_a_new_edition_is_told_once_to_trainers_and_safeguarding_leads(
    source, old, trainer, dsl, admin, mentor, quality_lead
):
    home_page()
    information_page(title="How this works", slug="one", body=[fact_block()])
    fact(old)
    fact(old, key="kcsie-four-cs")
    new = services.save_edition(
        edition=Edition(publication=source, name="2025", date="2025-09-01"), by=trainer
    )

    assert services.announce_editions() == 0
    announce_editions()

    notices = Notice.objects.order_by("pk")
    assert {notice.recipient for notice in notices} == {trainer, dsl}
    assert notices[0].title == f"A new edition holds: {new}"
    assert notices[0].body == "2 facts are to be read against it. Shown in: How this works."
    assert notices[0].url.startswith(reverse("facts:index"))


def test_an_edition_to_come_is_told_on_its_day(source, old, trainer):
    fact(old)
    edition(source, "2026-09-01")

    told = [services.announce_editions(today=day) for day in (BEFORE, AFTER, AFTER)]

    assert told == [0, 1, 0]
    assert Notice.objects.get().body == "1 fact is to be read against it."


def test_an_edition_whose_facts_were_read_ahead_is_told_as_that(old, new, trainer):
    """Whoever approves pages counts from the day on which an edition was told."""
    fact(new)

    assert services.announce_editions() == 1

    assert Notice.objects.get().body == "Its facts have been read in it already."
    new.refresh_from_db()
    assert timezone.localdate(new.announced_at) == timezone.localdate()


def test_an_edition_on_which_nothing_leans_is_told_to_nobody(old, new, trainer):
    services.announce_editions()

    assert not Notice.objects.exists()


def test_the_first_edition_of_a_source_is_no_news(source, trainer):
    first = services.save_edition(
        edition=Edition(publication=source, name="2024", date="2024-09-01"), by=trainer
    )
    fact(first)
    older = services.save_edition(
        edition=Edition(publication=source, name="2019", date="2019"), by=trainer
    )

    first.refresh_from_db()
    assert first.announced_at is not None
    assert older.announced_at is None
    assert not Notice.objects.exists()


def test_an_edition_whose_day_was_wrong_is_told_again(source, old, trainer):
    fact(old)
    new = services.save_edition(
        edition=Edition(publication=source, name="New", date="2025-09-01"), by=trainer
    )
    new.date = "2025-10"

    services.save_edition(edition=new, by=trainer)

    assert Notice.objects.count() == 2


@pytest.mark.parametrize("what", ["source", "old", "fact"])
def test_bodies_are_rendered_anew_after_a_change(what, source, old, trainer):
    rows = {"source": source, "old": old, "fact": fact(old)}
    save = {
        "source": lambda row: services.save_publication(publication=row, by=trainer),
        "old": lambda row: services.save_edition(edition=row, by=trainer),
        "fact": lambda row: services.save_fact(fact=row, by=trainer),
    }
    before = bodies_version()

    save[what](rows[what])

    assert bodies_version() != before


def test_bodies_are_rendered_anew_on_the_day_of_a_new_edition(source, old):
    fact(old)
    edition(source, "2026-09-01")
    before = bodies_version()

    services.announce_editions(today=BEFORE)
    assert bodies_version() == before
    services.announce_editions(today=AFTER)
    assert bodies_version() != before
