"""The eleven stories of the fictional college (domain.md section 9), each in its own people's
browsers: what they are shown to be, whoever looks at the demo finds."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import pages_of
from tests.demo_site import PASSWORD, address_of, demo_site

from . import story

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.embedded,
]

Person = Callable[[str], Page]
NEW_STORY = Path(__file__).with_name("the_tutor_who_asks.twee")


@pytest.fixture(scope="module")
def college() -> Iterator[str]:
    with demo_site() as address:
        yield address


@pytest.fixture
def person(browser: Browser, college: str, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Signs somebody in, in a browser of her own: `person("yasmin.haddad")`."""
    with pages_of(browser, college, request.node.name) as open_page:

        def sign_in(name: str) -> Page:
            page = open_page()
            story.sign_in_by_hand(page, address_of(name), PASSWORD)
            return page

        yield sign_in


def expect_refused(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="We cannot find that page")).to_be_visible()


def row(page: Page, *words: str) -> Locator:
    """Of a table or a list, the first in which all of these stand."""
    found = page.locator("main").locator("tr, li.row-item")
    for word in words:
        found = found.filter(has_text=word)
    return found.first


def main(page: Page) -> Locator:
    return page.locator("main")


def day_within(days: int) -> str:
    """So many days from now, as the site begins to write it: the year may follow."""
    day = date.today() + timedelta(days=days)
    return f"{day:%a} {day.day} {day:%b}"


def test_1_a_new_coach(person, assert_accessible):
    yasmin = person("yasmin.haddad")
    expect(main(yasmin)).to_contain_text("Week 3 in post")
    steps = yasmin.locator(".path-step")
    expect(steps.nth(0)).to_contain_text("Safeguarding for mentors")
    expect(steps.nth(0)).to_contain_text("Done")
    expect(steps.nth(1)).to_contain_text("Coaching questions and listening")
    expect(steps.nth(1)).to_contain_text("to go")
    expect(main(yasmin)).to_contain_text("Coaching questions and listening, step 3 of 10")
    assert_accessible(yasmin)

    # Supervision is booked.
    booked = yasmin.locator("main aside").get_by_role("link", name=re.compile(r"\d\d:\d\d"))
    moment = booked.inner_text()
    booked.click()
    expect(yasmin.get_by_role("heading", level=1)).to_contain_text(moment)
    expect(main(yasmin)).to_contain_text("Planned")
    yasmin.goto("/scenarios/runs/")
    yasmin.get_by_role("link", name=re.compile("^Debrief of")).first.click()
    expect(main(yasmin)).to_contain_text("Just tell me what to do")
    choices = yasmin.url
    yasmin.goto("/cpd/?state=drafts&year=all")
    yasmin.get_by_role("link", name="Module: Safeguarding for mentors").click()
    draft = yasmin.url

    # Her manager sees states and results, and no answer, choice or draft.
    siobhan = person("siobhan.keane")
    siobhan.goto("/team/")
    expect(row(siobhan, "Yasmin Haddad")).to_contain_text("1 of 5 done")
    siobhan.get_by_role("link", name="Yasmin Haddad", exact=True).click()
    expect(main(siobhan)).to_contain_text("What you do not: answers, choices in scenarios")
    expect(row(siobhan, "Coaching questions and listening")).to_contain_text("In progress")
    assert_accessible(siobhan)
    expect_refused(siobhan, choices)
    expect_refused(siobhan, draft)


def test_2_overload(person, assert_accessible):
    farid = person("farid.karimi")
    farid.goto("/review/caseloads/")
    expect(main(farid)).to_contain_text("96×1 + 24×2.5 + 6×6 = 192")
    expect(main(farid)).to_contain_text("Far above the fair range")
    assert_accessible(farid)

    # What a review reads says who called off, and counts it against nobody.
    farid.goto("/review/reading/")
    supervision = farid.locator("#reading-supervision")
    supervision.locator("summary").first.click()
    expect(supervision).to_contain_text(re.compile("Called off by the supervisor[2-9]"))
    expect(supervision).to_contain_text("Called off by the mentor0")
    expect(supervision).to_contain_text("Last met 58 days ago; every 42 days")
    expect(supervision).to_contain_text("it says nothing of the mentor")
    assert_accessible(farid)
    farid.goto("/review/")
    farid.get_by_role("link", name=re.compile("^Annual review")).first.click()
    expect(main(farid)).to_contain_text("Two sessions were called off by the supervisor")

    gareth = person("gareth.pugh")
    gareth.goto("/review/caseloads/")
    expect(row(gareth, "Farid Karimi")).to_contain_text("Far above the fair range")
    expect(row(gareth, "Esi Mensah")).to_contain_text("In the fair range")
    gareth.goto("/team/")
    expect(row(gareth, "Farid Karimi")).to_contain_text("Overdue")


def test_3_probation(person, assert_accessible):
    hamza = person("hamza.yousaf")
    hamza.goto("/review/")
    hamza.get_by_role("link", name=re.compile("^Probation review")).click()
    expect(main(hamza)).to_contain_text("Final")
    expect(hamza.get_by_role("heading", name="The support plan")).to_be_visible()
    expect(main(hamza)).to_contain_text("Twice a week, a quarter of an hour with the team lead")
    expect(main(hamza)).to_contain_text("Involved since")
    assert_accessible(hamza)
    gareth = person("gareth.pugh")
    gareth.goto("/team/")
    expect(row(gareth, "Hamza Yousaf")).to_contain_text("Seriously overdue")

    # The decision about Liam is due in two days: he has said his part, and two people have theirs.
    liam = person("liam.odwyer")
    liam.goto("/review/")
    expect(main(liam)).to_contain_text("Probation decision")
    expect(main(liam)).to_contain_text(f"Finished by {day_within(2)}")
    expect(main(liam)).to_contain_text("Self-assessment handed in")
    folake = person("folake.adeyemi")
    folake.goto("/review/")
    expect(row(folake, "Liam O'Dwyer", "Probation decision")).to_contain_text(day_within(2))
    folake.get_by_role("link", name="Liam O'Dwyer").first.click()
    expect(main(folake)).to_contain_text("Only you read this draft")
    assert_accessible(folake)


def test_4_expired_safeguarding(person, assert_accessible):
    pearl = person("pearl.okoro")
    expect(main(pearl)).to_contain_text("Safeguarding for mentors ran out 6 days ago")
    expect(pearl.locator(".path-step").first).to_contain_text(f"Run out {day_within(-6)}")
    pearl.goto("/mentor-induction/")
    expect(row(pearl, "Safeguarding for mentors")).to_contain_text("Run out")
    pearl.get_by_role("link", name="Safeguarding for mentors").click()
    expect(pearl.get_by_role("button", name="Start again to renew it")).to_be_visible()
    assert_accessible(pearl)

    # It is what her manager sees first.
    marek = person("marek.nowak")
    marek.goto("/team/")
    first = marek.locator(".team-grid tbody tr").first
    expect(first).to_contain_text("Pearl Okoro")
    expect(first).to_contain_text("Safeguarding ran out")
    expect(first).to_contain_text("6 days ago")
    assert_accessible(marek)
    marek.get_by_role("link", name="Pearl Okoro", exact=True).click()
    page_of_pearl = marek.url

    # No other manager and no colleague is told.
    siobhan = person("siobhan.keane")
    siobhan.goto("/team/")
    expect(main(siobhan)).not_to_contain_text("Pearl Okoro")
    expect(main(siobhan)).not_to_contain_text("Safeguarding ran out")
    expect_refused(siobhan, page_of_pearl)
    quentin = person("quentin.marsh")
    expect_refused(quentin, "/team/")
    expect_refused(quentin, page_of_pearl)


def test_5_a_dispute(person, assert_accessible):
    joel = person("joel.baptiste")
    joel.goto("/review/observations/?kind=formal")
    joel.get_by_role("link", name="With Folake Adeyemi").first.click()
    expect(main(joel)).to_contain_text("Seen differently")
    expect(main(joel)).to_contain_text("the two closed questions were about the bus and the bank")
    expect(main(joel)).to_contain_text("Both texts stand. The quality lead knows of it.")
    assert_accessible(joel)
    observation = joel.url
    joel.goto("/review/")
    expect(main(joel)).to_contain_text("Not agreed")
    joel.get_by_role("link", name="Next: the countersigner meets both").click()
    expect(main(joel)).to_contain_text("I do not see the rating for records as fair.")
    assert_accessible(joel)

    # Who countersigns is asked to meet both; the quality lead reads both sides of the observation.
    ruth = person("ruth.pemberton")
    ruth.goto("/review/")
    expect(row(ruth, "Joel Baptiste")).to_contain_text("Meet both of them")
    denise = person("denise.okafor")
    denise.goto(observation)
    expect(main(denise)).to_contain_text("I see it differently")

    # Moderation does not leave it to chance, and shows no names.
    denise.goto("/review/moderation/")
    row(denise, "The mentor disagrees").get_by_role("link").click()
    expect(main(denise)).to_contain_text("Names are hidden")
    expect(main(denise)).to_contain_text("Which rating does this evidence carry?")
    for name in ("Joel", "Baptiste", "Folake", "Adeyemi", "Pemberton"):
        expect(main(denise)).not_to_contain_text(name)
    assert_accessible(denise)
    expect_refused(joel, denise.url)
    expect_refused(person("imogen.clarke"), observation)


def test_6_anonymity(person, assert_accessible):
    few = "7 answers are too few. Figures are shown from 10"
    tanvi = person("tanvi.desai")
    tanvi.goto("/review/voice/")
    expect(main(tanvi)).to_contain_text("7 of 81 learners answered")
    expect(main(tanvi)).to_contain_text(few)
    assert_accessible(tanvi)
    tanvi.get_by_role("link", name="What helps? Autumn").click()
    expect(main(tanvi)).to_contain_text(few)
    figures = tanvi.url

    for name in ("denise.okafor", "siobhan.keane"):
        reader = person(name)
        reader.goto(figures)
        expect(main(reader)).to_contain_text(few)
        expect(main(reader)).not_to_contain_text("Spread")
        assert_accessible(reader)
    # Nor can it be worked out from her team's: somebody else's are hidden with them.
    reader.goto(figures.partition("people/")[0] + "figures/")
    expect(row(reader, "Tanvi Desai")).to_contain_text("Too few to show")
    hidden = re.compile("Too few to show|Hidden beside another")
    expect(main(reader).locator("li.row-item").filter(has_text=hidden).nth(1)).to_be_visible()
    assert_accessible(reader)
    expect_refused(person("marek.nowak"), figures)


def open_reflective_session(nathan: Page) -> str:
    """The last one that Nathan had with Helen, and its address."""
    nathan.goto("/supervision/sessions/?when=past")
    row(nathan, "Reflective", "Helen Ashworth").get_by_role("link").click()
    expect(nathan.get_by_role("heading", level=1)).to_contain_text(day_within(-20))
    return nathan.url


def test_7_a_concern(person, assert_accessible):
    nathan = person("nathan.price")
    session = open_reflective_session(nathan)
    nathan.get_by_role("link", name=re.compile("^A concern about somebody")).click()
    expect(main(nathan)).to_contain_text("999")
    expect(main(nathan)).to_contain_text("01632 960140")
    assert_accessible(nathan)
    nathan.get_by_role("link", name="What I have passed on").click()
    row(nathan, "Reference 2231").get_by_role("link").click()
    expect(main(nathan)).to_contain_text("by Martin Hale")
    assert_accessible(nathan)
    words = main(nathan).inner_text()
    reported, acknowledged = (
        int(hour) * 60 + int(minute)
        for what in ("Reported", "Acknowledged")
        for hour, minute in re.findall(rf"{what}\s+\d+ \w+ \d+, (\d\d):(\d\d)", words)
    )
    assert acknowledged - reported == 35

    # The record shows that it was reported, and nothing of it.
    helen = person("helen.ashworth")
    helen.goto(session)
    helen.get_by_role("link", name="Open the record").click()
    expect(main(helen)).to_contain_text("Yes, and it has been passed on")
    expect(main(helen)).to_contain_text(re.compile(r"A concern was reported at \d\d:\d\d"))
    expect(main(helen)).not_to_contain_text("2231")
    assert_accessible(helen)

    martin = person("martin.hale")
    martin.goto("/safeguarding/pointers/")
    martin.get_by_role("link", name="Closed", exact=True).click()
    expect(row(martin, "by Nathan Price")).to_contain_text("Reference 2231")
    assert_accessible(martin)
    expect_refused(person("marek.nowak"), "/safeguarding/pointers/")


def test_8_the_privacy_wall(person, assert_accessible):
    nathan = person("nathan.price")
    session = open_reflective_session(nathan)
    nathan.get_by_role("link", name="Open the record").click()
    record = nathan.url
    nathan.goto("/supervision/actions/")
    shared = row(nathan, "the line manager may read it")
    words = shared.get_by_role("link").inner_text()
    other = main(nathan).locator("li.row-item").filter(has_not_text="may read it").first
    hidden = other.get_by_role("link").get_attribute("href") or ""

    marek = person("marek.nowak")
    marek.goto("/supervision/team/")
    held = row(marek, "Nathan Price", day_within(-20))
    expect(held).to_contain_text("1 h")
    expect(held).to_contain_text("Reflective")
    assert_accessible(marek)
    marek.goto(session)
    expect(main(marek)).to_contain_text("What is said there stays between those in it.")
    expect(main(marek)).not_to_contain_text("Room 2.14")
    assert_accessible(marek)
    expect_refused(marek, record)
    expect_refused(marek, hidden)
    marek.goto("/supervision/actions/team/")
    expect(main(marek).locator("li.row-item").filter(has_text="Nathan Price")).to_have_count(1)
    marek.get_by_role("link", name=words).click()
    expect(main(marek)).to_contain_text("between Nathan Price and Helen Ashworth")
    assert_accessible(marek)

    # Nathan can see that he was there.
    nathan.goto("/account/records/")
    expect(main(nathan)).to_contain_text("Marek Nowak")


def test_9_sampling_cpd(person, assert_accessible):
    denise = person("denise.okafor")
    denise.goto("/cpd/samples/")
    row(denise, "by Denise Okafor").get_by_role("link").first.click()
    expect(main(denise)).to_contain_text("Drawn by lot")
    assert_accessible(denise)
    row(denise, "To be settled").get_by_role("link").first.click()
    expect(main(denise)).to_contain_text("What I could not find is whether it was tried")
    expect(main(denise)).to_contain_text("That is fair.")
    denise.go_back()
    denise.get_by_role("link", name="Look at the next entry").click()
    expect(denise.get_by_role("heading", name="What you found")).to_be_visible()
    assert_accessible(denise)

    # What came back to Quentin says what is good, what is missing and what to do: nine hours.
    quentin = person("quentin.marsh")
    quentin.goto("/cpd/?state=returned&year=all")
    hours = {
        "Equality duties": "1 h 30 min",
        "Workshop on questioning": "3 h",
        "working with parents": "2 h",
        "executive function": "2 h 30 min",
    }
    for title, long in hours.items():
        expect(row(quentin, title)).to_contain_text(long)
    quentin.get_by_role("link", name=re.compile("Workshop on questioning")).click()
    expect(quentin.get_by_role("heading", name="Why it came back")).to_be_visible()
    expect(main(quentin)).to_contain_text("One well shown is worth more than four.")
    expect(quentin.get_by_role("link", name="Hand in again")).to_be_visible()
    assert_accessible(quentin)
    expect_refused(denise, quentin.url)  # his alone, until he hands it in again


def test_10_an_author(person):
    ravi = person("ravi.menon")
    ravi.goto("/cms/")
    ravi.get_by_role("link", name="Safeguarding for mentors", exact=True).click()
    expect(ravi).to_have_url(re.compile(r"/cms/pages/\d+/$"))
    module = ravi.url.rstrip("/").rpartition("/")[2]
    ravi.goto(f"/cms/scenario-files/{module}/import/")
    ravi.get_by_label("Or its text").fill(NEW_STORY.read_text(encoding="utf-8"))
    ravi.get_by_role("button", name="Look what is in it").click()
    expect(ravi.get_by_role("heading", name=re.compile("2 scenes, 2 ends"))).to_be_visible()
    ravi.get_by_role("button", name="Make a draft of it").click()

    # What gives the right answer away is named; and a lead lets it out, not its author.
    expect(ravi.locator(".story-editor")).to_contain_text(
        "The best option is the longest in 2 of 2"
    )
    footer = ravi.locator("footer")
    footer.get_by_role("button", name="More actions").click()
    expect(footer.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    footer.get_by_role("button", name="Send to the safeguarding lead").click()
    martin = person("martin.hale")
    martin.goto("/cms/safeguarding-approvals/")
    expect(martin.get_by_role("heading", name=re.compile("Waiting for you"))).to_be_visible()
    expect(martin.get_by_text("The tutor who asks").first).to_be_visible()
    yasmin = person("yasmin.haddad")
    yasmin.goto("/mentor-induction/safeguarding-for-mentors/")
    expect(main(yasmin)).not_to_contain_text("The tutor who asks")


def test_11_a_leaver(person, assert_accessible):
    will = person("will.ferrari")
    will.goto("/supervision/actions/")
    shared = row(will, "the line manager may read it").get_by_role("link").inner_text()
    will.goto("/cpd/export/")
    will.get_by_label(re.compile("^Plain table")).check()
    will.get_by_label("What is it for?").select_option(label="I am moving to another job")
    assert_accessible(will)
    with will.expect_download() as taken:
        will.get_by_role("button", name="Download").click()
    assert taken.value.suggested_filename.endswith(".csv")
    will.get_by_role("link", name="See how much there is").click()
    expect(will.get_by_role("heading", level=1)).to_contain_text("Take everything")
    assert_accessible(will)

    # The action that both want his manager to read is with her.
    siobhan = person("siobhan.keane")
    siobhan.goto("/supervision/actions/team/")
    expect(row(siobhan, "Will Ferrari")).to_contain_text(shared)

    # HR writes his last day down, and sees what is to be handed over, without a word of it.
    beth = person("beth.lomax")
    beth.goto("/people/leavers/new/?q=Ferrari")
    beth.get_by_role("link", name=re.compile("^Choose")).click()
    beth.locator("[name=left_on]").fill((date.today() + timedelta(days=21)).isoformat())
    main(beth).locator("form button.btn-primary").click()
    expect(beth.get_by_role("heading", name="To hand over")).to_be_visible()
    expect(main(beth)).to_contain_text("Tunde Bakare")
    expect(main(beth)).not_to_contain_text(shared)
    assert_accessible(beth)
