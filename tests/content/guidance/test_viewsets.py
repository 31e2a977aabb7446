from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.people.editors.services import keep_groups_in_step
from content.guidance.models import Edition, Fact, Publication
from tests.factories.guidance import CHECKED, edition, fact, fact_block, publication
from tests.factories.pages import home_page, information_page

FACTS, SOURCES = reverse("facts:index"), reverse("sources:index")
HOME = reverse("wagtailadmin_home")
NAMES = {"title": "KCSIE", "publisher": "DfE", "kind": "guidance", "url": ""}


@pytest.fixture
def source(db):
    return publication()


@pytest.fixture
def old(source):
    return edition(source, "2024-09-01")


@pytest.fixture
def new(source, old):
    return edition(source, "2025-09-01", what_changed="Annex A is gone.")


@pytest.fixture
def editor(groups, trainer, client_of):
    home_page()
    keep_groups_in_step()
    return client_of(trainer)


@pytest.fixture
def lead(groups, dsl, client_of):
    """A safeguarding lead who has been let into the authors' workplace."""
    home_page()
    dsl.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return client_of(dsl)


def text_of(response):
    return response.content.decode()


def form_of(row, **changes):
    values = {"text": row.text, "edition": row.edition_id, "checked_on": row.checked_on}
    return {**values, "to_check": row.to_check, "key": row.key, **changes}


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# The list of facts --------------------------------------------------------------


def test_list_says_words_source_edition_and_day(editor, old):
    fact(old, text="Tell the {learner} today.", to_check="The date.")

    page = text_of(editor.get(FACTS))

    for words in ("Tell the learner today.", "Keeping children safe", "2024", "15 January 2026",
                  "kcsie-no-promise", "Still to confirm"):  # fmt: skip
        assert words in page
    assert "Read it against" not in page


def test_list_has_what_is_to_be_read_first(editor, old, new):
    fact(new, key="a-fresh", text="Fresh words.")
    fact(old, key="z-stale", text="Stale words.")

    page = text_of(editor.get(FACTS))

    assert "Read it against 2025" in page
    assert page.index("Stale words.") < page.index("Fresh words.")
    assert "1 fact waits" in " ".join(page.split())


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?to_check=edition", {"stale"}),
        ("?to_check=original", {"noted"}),
        ("?q=winter", {"noted"}),
        ("?q=Our policy", {"other"}),
        ("?q=nothing of that", set()),
        ("?source={source}", {"stale", "noted"}),
        ("?source={source}&to_check=edition", {"stale"}),
        ("?ordering=-checked_on", {"stale", "noted", "other"}),
    ],
)
def test_list_is_filtered_and_searched(editor, source, old, new, query, shown):
    fact(old, key="stale", text="Words of old.")
    fact(new, key="noted", text="Words of winter.", to_check="The date.")
    other = publication(key="other", title="Our policy")
    fact(edition(other, "2026"), key="other", text="Words of our own.")

    found = editor.get(FACTS + query.format(source=source.pk)).context["object_list"]

    assert {row.key for row in found} == shown


def test_list_has_thirty_to_a_page(editor, old):
    for number in range(31):
        fact(old, key=f"fact-{number:02}")

    assert len(editor.get(FACTS).context["object_list"]) == 30
    assert len(editor.get(FACTS + "?p=2").context["object_list"]) == 1


def queries_of(get, url):
    get(url)
    with CaptureQueriesContext(connection) as found:
        get(url)
    return len(found)


@pytest.mark.parametrize("url", [FACTS, SOURCES])
def test_lists_cost_the_same_for_one_and_for_three(editor, url):
    counts = []
    for number in (1, 2, 3):
        source = publication(key=f"source-{number}")
        fact(edition(source, "2024"), key=f"fact-{number}")
        edition(source, "2025")
        counts.append(queries_of(editor.get, url))

    assert counts[0] == counts[2]


# A fact -------------------------------------------------------------------------


def test_fact_names_the_pages_that_show_it(editor, old):
    page = information_page(title="How this works", slug="one", body=[fact_block()])
    information_page(title="Not yet out", slug="two", body=[fact_block()], live=False)
    row = fact(old)

    screen = text_of(editor.get(reverse("facts:edit", args=[row.pk])))

    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in screen
    assert "Not yet out" in screen
    assert "In a draft" in screen
    assert "It says the same" not in screen


def test_fact_without_a_page_says_how_to_show_it(editor, old):
    screen = text_of(editor.get(reverse("facts:edit", args=[fact(old).pk])))

    assert "No page shows this fact yet." in screen


def test_stale_fact_offers_one_button(editor, old, new, trainer):
    row = fact(old)
    screen = text_of(editor.get(reverse("facts:edit", args=[row.pk])))

    assert "It says the same in the 2025 edition" in screen
    assert "Annex A is gone." in screen

    confirm = reverse("facts:confirm", args=[row.pk])
    answer = editor.post(confirm, {"edition": new.pk}, follow=True)

    row.refresh_from_db()
    assert (row.edition, row.checked_by) == (new, trainer)
    assert row.checked_on == timezone.localdate()
    assert "now stands as read in" in messages_of(answer)[0]


def test_confirm_leads_on_to_what_else_is_to_be_read(editor, source, old, new):
    first, second = fact(old), fact(old, key="kcsie-four-cs")

    answers = [
        editor.post(reverse("facts:confirm", args=[row.pk]), {"edition": new.pk})
        for row in (first, second)
    ]

    assert [answer.url for answer in answers] == [
        f"{FACTS}?source={source.pk}&to_check=edition",
        f"{FACTS}?source={source.pk}",
    ]


def test_confirm_of_an_edition_that_holds_no_longer_is_refused_in_words(editor, source, old, new):
    row = fact(old)
    edition(source, "2026")
    confirm = reverse("facts:confirm", args=[row.pk])

    answer = editor.post(confirm, {"edition": new.pk}, follow=True)

    assert "This has changed since you opened it" in messages_of(answer)[0]
    assert Fact.objects.get().edition == old


@pytest.mark.parametrize("given", [{}, {"edition": "0"}, {"edition": "x"}, {"edition": "9" * 30}])
def test_confirm_without_an_edition_is_not_found(editor, old, new, given):
    confirm = reverse("facts:confirm", args=[fact(old).pk])

    assert editor.post(confirm, given).status_code == 404
    assert editor.get(confirm).status_code == 405


def test_edit_in_another_edition_counts_as_read_today(editor, old, new, trainer):
    row = fact(old)

    editor.post(
        reverse("facts:edit", args=[row.pk]), form_of(row, text="It changed.", edition=new.pk)
    )

    row.refresh_from_db()
    assert (row.text, row.edition, row.checked_by) == ("It changed.", new, trainer)
    assert row.checked_on == timezone.localdate()


def test_edit_in_another_edition_keeps_a_day_that_was_given(editor, old, new):
    row, day = fact(old), timezone.localdate() - timedelta(days=2)

    editor.post(reverse("facts:edit", args=[row.pk]), form_of(row, edition=new.pk, checked_on=day))

    assert Fact.objects.get().checked_on == day


def test_edit_of_words_alone_is_no_reading(editor, old):
    row = fact(old)

    editor.post(reverse("facts:edit", args=[row.pk]), form_of(row, text="Mended.", key="another"))

    row.refresh_from_db()
    assert (row.text, row.key) == ("Mended.", "kcsie-no-promise")
    assert (row.checked_on, row.checked_by) == (CHECKED, None)


def test_edit_offers_the_editions_of_its_source_alone(editor, old, new):
    other = edition(publication(key="other"), "2026")
    row = fact(old)

    answer = editor.post(reverse("facts:edit", args=[row.pk]), form_of(row, edition=other.pk))

    assert "Select a valid choice" in text_of(answer)


def test_add_a_fact_of_a_source(editor, source, old, new):
    edition(publication(key="other", title="Another source"), "1999")
    add = f"{reverse('facts:add')}?source={source.pk}"

    screen = text_of(editor.get(add))
    editor.post(
        add,
        {"key": "mine", "text": "So.", "edition": new.pk, "checked_on": "2026-01-15"},
    )

    assert f'<option value="{new.pk}" selected>' in screen
    assert "1999" not in screen
    assert Fact.objects.get(key="mine").edition == new


@pytest.mark.parametrize("query", ["", "?source=0", "?source=x", f"?source={'9' * 30}"])
def test_add_a_fact_to_any_source(editor, old, query):
    screen = text_of(editor.get(reverse("facts:add") + query))

    assert '<optgroup label="Keeping children safe in education">' in screen


def test_add_refuses_a_short_name_that_is_taken(editor, old):
    row = fact(old)

    answer = editor.post(reverse("facts:add"), form_of(row))

    assert "already exists" in text_of(answer)


# Sources and editions ------------------------------------------------------------


def test_a_new_source_is_asked_for_its_edition(editor):
    answer = editor.post(reverse("sources:add"), NAMES)

    row = Publication.objects.get()
    assert row.key == "kcsie"
    assert answer.url == reverse("sources:add_edition", args=[row.pk])


def test_source_lists_its_editions(editor, source, old, new):
    edition(source, f"{timezone.localdate().year + 1}")
    fact(old)

    screen = text_of(editor.get(reverse("sources:edit", args=[source.pk])))

    assert "Holds now" in screen
    assert "To come" in screen
    assert f"{FACTS}?source={source.pk}" in screen
    editor.post(reverse("sources:edit", args=[source.pk]), NAMES)
    assert Publication.objects.get().title == "KCSIE"


def test_source_without_an_edition_says_so(editor, source):
    screen = text_of(editor.get(reverse("sources:edit", args=[source.pk])))

    assert "No edition yet." in screen
    assert "No fact leans on this source yet." in screen


def test_new_edition_explains_what_happens_and_says_what_waits(editor, source, old):
    information_page(title="How this works", slug="one", body=[fact_block()])
    fact(old)
    add = reverse("sources:add_edition", args=[source.pk])

    screen = text_of(editor.get(add))
    answer = editor.post(add, {"name": "2025", "date": "2025-09", "what_changed": ""}, follow=True)

    assert "What happens then" in screen
    assert "How this works" in screen
    assert "One fact waits to be read against it." in messages_of(answer)[0]
    assert Edition.objects.filter(publication=source, name="2025").exists()


def test_new_edition_to_come_says_from_when_it_holds(editor, source):
    day = timezone.localdate() + timedelta(days=30)
    add = reverse("sources:add_edition", args=[source.pk])

    answer = editor.post(add, {"name": "Next", "date": day.isoformat()}, follow=True)

    assert "It holds from" in messages_of(answer)[0]


@pytest.mark.parametrize(
    ("name", "day", "words"),
    [
        ("2025", "soon", "Write a year, a month or a day"),
        ("2025", "2024-09", "“2024” holds from 1 September 2024 too."),
        ("2024", "2025", "This source has an edition of that name already."),
    ],
)
def test_new_edition_says_what_is_wrong(editor, source, old, name, day, words):
    add = reverse("sources:add_edition", args=[source.pk])

    answer = editor.post(add, {"name": name, "date": day})

    assert words in text_of(answer)
    assert Edition.objects.count() == 1


def test_edition_is_changed_until_a_fact_was_read_in_it(editor, source, old):
    edit = reverse("sources:edit_edition", args=[old.pk])
    editor.post(edit, {"name": "2024", "date": "2024-10", "what_changed": ""})
    fact(old)
    editor.post(edit, {"name": "2030", "date": "2030", "what_changed": "More."})

    old.refresh_from_db()
    assert (old.name, old.date, old.what_changed) == ("2024", "2024-10", "More.")


def test_an_edition_of_nothing_is_not_found(editor):
    assert editor.get(reverse("sources:add_edition", args=[0])).status_code == 404


# Deleting -------------------------------------------------------------------------


def test_delete_what_nothing_leans_on(editor, source, old):
    row = fact(old)

    assert "Yes, delete" in text_of(editor.get(reverse("facts:delete", args=[row.pk])))
    editor.post(reverse("facts:delete", args=[row.pk]))
    answer = editor.post(reverse("sources:delete_edition", args=[old.pk]))
    assert answer.url == reverse("sources:edit", args=[source.pk])
    editor.post(reverse("sources:delete", args=[source.pk]))

    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("name", "thing"),
    [("facts:delete", "fact"), ("sources:delete_edition", "old"), ("sources:delete", "source")],
)
def test_delete_of_what_is_in_use_names_its_pages(editor, source, old, name, thing):
    page = information_page(title="How this works", slug="one", body=[fact_block()])
    row = {"fact": fact(old), "old": old, "source": source}[thing]
    address = reverse(name, args=[row.pk])

    screen = text_of(editor.get(address))
    answer = editor.post(address, follow=True)

    assert "Yes, delete" not in screen
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in screen
    assert "These pages show it: How this works." in messages_of(answer)[0]
    assert Fact.objects.exists()


def test_delete_of_what_came_with_the_site_says_why_not(editor, old):
    row = fact(old, material_hash="mark")

    assert "came with the site" in text_of(editor.get(reverse("facts:delete", args=[row.pk])))


# Who ------------------------------------------------------------------------------


def test_first_screen_counts_what_is_to_check(editor, old, new):
    assert "facts-to-check" not in text_of(editor.get(HOME))
    fact(old)
    fact(new, key="noted", to_check="The date.")

    page = " ".join(text_of(editor.get(HOME)).split())

    assert "1 fact waits to be read against a newer edition" in page
    assert "1 fact has something still to confirm" in page


def test_safeguarding_leads_may_read_and_write(lead, source, old, new, dsl):
    row = fact(old)

    assert "Add fact" in text_of(lead.get(FACTS))
    assert "facts-to-check" in text_of(lead.get(HOME))
    lead.post(reverse("facts:confirm", args=[row.pk]), {"edition": new.pk})

    row.refresh_from_db()
    assert (row.edition, row.checked_by) == (new, dsl)


def test_links_to_pages_are_for_those_who_may_edit_them(lead, old):
    page = information_page(title="How this works", slug="one", body=[fact_block()])
    row = fact(old)

    screen = text_of(lead.get(reverse("facts:edit", args=[row.pk])))

    assert "How this works" in screen
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in screen


def test_quality_leads_may_look_and_not_write(quality_lead, client_of, source, old, new):
    home_page()
    keep_groups_in_step()
    row = fact(old)
    client = client_of(quality_lead)
    writes = [
        (reverse("facts:add"), form_of(row, key="another")),
        (reverse("facts:edit", args=[row.pk]), form_of(row, text="Hers.")),
        (reverse("facts:confirm", args=[row.pk]), {"edition": new.pk}),
        (reverse("facts:delete", args=[row.pk]), {}),
        (reverse("sources:add"), NAMES),
        (reverse("sources:edit", args=[source.pk]), NAMES),
        (reverse("sources:add_edition", args=[source.pk]), {"name": "2026", "date": "2026"}),
        (reverse("sources:edit_edition", args=[new.pk]), {"name": "X", "date": "2025"}),
        (reverse("sources:delete_edition", args=[new.pk]), {}),
    ]

    assert "Never promise" in text_of(client.get(FACTS))
    assert client.get(SOURCES).status_code == 200
    assert "facts-to-check" not in text_of(client.get(HOME))
    assert {client.post(address, data).status_code for address, data in writes} == {302}
    assert list(Fact.objects.values_list("text", "edition")) == [
        ("Never promise to tell nobody.", old.pk)
    ]
    assert set(Edition.objects.all()) == {old, new}
    assert Publication.objects.get().title == source.title


@pytest.mark.parametrize("who", ["mentor", "manager"])
def test_others_see_nothing(who, groups, request, client_of):
    client = client_of(request.getfixturevalue(who))

    assert {client.get(address).status_code for address in (FACTS, SOURCES)} == {302}
