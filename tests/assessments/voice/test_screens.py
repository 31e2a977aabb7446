"""In a real browser: every main screen, read at any width and in both themes."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.voice.models import VoiceComment, VoiceResponse
from assessments.voice.rules import CampaignState, CommentState
from assessments.voice.services import release_campaign
from cms.people.accounts.rules import Role
from tests.browser import NARROW, WIDE, assert_nothing_sticks_out
from tests.factories import voice
from tests.factories.people import ContactFactory, ReportingLineFactory, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def spring(framework, quality_lead, mentor, peer, manager, team):
    """Released: one mentor has too few answers, so another is hidden beside her."""
    asked = voice.campaign(quality_lead, CampaignState.SCREENING, title="Spring 2027")
    tanvi = make_person("Tanvi", "Desai", Role.MENTOR, team=team)
    ReportingLineFactory.create(person=tanvi, manager=manager)
    mine = voice.cohort(asked, mentor, answers=[4] * 12 + [5] * 9 + [3] * 3)
    voice.cohort(asked, peer, answers=[3] * 6 + [4] * 6)
    voice.cohort(asked, tanvi, answers=[4] * 7)
    voice.comment(mine, "She asks how it is going, and waits for the answer.", CommentState.CLEAR)
    voice.comment(mine, "More time to talk.", CommentState.CLEAR)
    release_campaign(campaign=asked, by=quality_lead)
    voice.reply(asked, quality_lead)
    return asked


@pytest.fixture
def summer(quality_lead, mentor, peer):
    asked = voice.campaign(quality_lead, title="Summer 2027")
    mine = voice.cohort(asked, mentor, answers=[5] * 8)
    voice.cohort(asked, peer, invited=8, label="Access course")
    voice.comment(mine, "I am scared to go home.", flags=["concern"])
    voice.comment(mine, "Femi in my group helps me, too.", flags=["name"])
    voice.code(mine)
    ContactFactory.create()
    return asked


@pytest.mark.looks
@pytest.mark.parametrize(
    ("viewport", "theme"), [(NARROW, "dark"), (WIDE, "light")], ids=["narrow", "wide"]
)
def test_the_screens_are_accessible_and_never_wider_than_their_window(
    browser_page, signed_in, assert_accessible, spring, summer, quality_lead, mentor, dsl,
    viewport, theme,
):  # fmt: skip
    of_quality_lead = [
        reverse("voice:voice_home"),
        *(
            reverse(f"voice:{name}", args=[summer.pk])
            for name in ("campaign_detail", "campaign_preview", "campaign_poster", "comment_list",
                         "cohort_create", "campaign_update", "campaign_withdraw")
        ),
        *(
            reverse(f"voice:{name}", args=[spring.pk])
            for name in ("campaign_detail", "campaign_figures", "reply_list", "reply_poster")
        ),
        reverse("voice:questionnaire_detail") + "?lang=ar",
        reverse("voice:language_update", args=["ar"]),
        reverse("voice:comment_decide", args=[VoiceComment.objects.filter(shown="").first().pk]),
    ]  # fmt: skip
    page = browser_page(viewport, color_scheme=theme)
    look(page, signed_in, quality_lead, of_quality_lead, assert_accessible)
    of_mentor = [
        reverse("voice:voice_home"),
        reverse("voice:release_detail", args=[spring.pk, mentor.pk]),
        reverse("voice:person_figures", args=[mentor.pk]),
    ]
    look(browser_page(viewport, color_scheme=theme), signed_in, mentor, of_mentor,
         assert_accessible)  # fmt: skip
    look(browser_page(viewport, color_scheme=theme), signed_in, dsl,
         [reverse("voice:concern_list")], assert_accessible)  # fmt: skip


def look(page, signed_in, person, addresses, assert_accessible):
    signed_in(page, person)
    for address in addresses:
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without"])
def test_a_learner_answers_on_a_phone(browser_page, assert_accessible, summer, scripts):
    page = browser_page(NARROW, java_script_enabled=scripts, color_scheme="light")
    page.goto(reverse("voice:say") + f"#{voice.CODE}")
    if not scripts:
        page.get_by_label("Type the code from your slip").fill("cdfg hjkm")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("Yasmin Haddad")).to_be_visible()
    page.locator("label.say-choice").nth(4).click()
    page.get_by_role("button", name="العربية").click()
    expect(page.get_by_role("radio").nth(4)).to_be_checked()
    if scripts:
        assert_accessible(page)
        assert_nothing_sticks_out(page)
    page.get_by_role("button", name="Easy words").click()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="We have your answers")).to_be_visible()
    assert page.context.cookies() == []
    assert VoiceResponse.objects.filter(cohort__campaign=summer).count() == 9


def test_the_slips_are_printed_once(
    browser_page, signed_in, assert_accessible, summer, quality_lead
):
    page = signed_in(browser_page(WIDE), quality_lead)
    page.goto(reverse("voice:codes_create", args=[summer.cohorts.get(label="Access course").pk]))
    page.get_by_role("button", name="Make the codes").click()
    expect(page.locator(".voice-slip")).to_have_count(8)
    assert_accessible(page)
