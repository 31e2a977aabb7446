"""Who comes to which screen, what it shows, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.voice.models import VoiceCampaign, VoiceCode, VoiceQuestionnaire
from assessments.voice.rules import CampaignState, CommentState
from assessments.voice.services import release_campaign, show_to_supervisor
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.teams.models import ReportingLine
from tests.factories import voice
from tests.factories.people import ReportingLineFactory, make_person
from tests.factories.supervision import agreement


def at(name, *args):
    return reverse(f"voice:{name}", args=args)


OF_A_CAMPAIGN = [
    "campaign_detail", "campaign_update", "campaign_open", "campaign_close", "campaign_withdraw",
    "campaign_release", "campaign_preview", "campaign_poster", "comment_list", "cohort_create",
    "reply_list", "reply_create", "reply_poster",
]  # fmt: skip
ALONE = ["campaign_create", "questionnaire_detail", "language_create"]


@pytest.mark.parametrize("who", ["mentor", "manager", "dsl", "admin", "hr", "supervisor"])
def test_the_desk_of_the_quality_lead_is_hers_alone(request, client_of, cohort, released, who):
    client = client_of(request.getfixturevalue(who))
    campaign = cohort.campaign_id
    comment, reply = voice.comment(cohort), voice.reply(released.campaign, cohort.campaign.made_by)
    addresses = [
        *(at(name, campaign) for name in OF_A_CAMPAIGN),
        *(at(name) for name in ALONE),
        at("campaign_export", released.campaign_id),
        at("comment_decide", comment.pk),
        at("codes_create", cohort.pk),
        at("cohort_delete", cohort.pk),
        at("language_update", "cy"),
        at("reply_update", reply.pk),
        at("reply_delete", reply.pk),
    ]

    for address in addresses:
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code in (404, 405), address


def test_every_screen_of_the_quality_lead_opens(client_of, quality_lead, cohort, released):
    client = client_of(quality_lead)
    reply = voice.reply(released.campaign, quality_lead)
    addresses = [
        at("voice_home"),
        *(at(name, cohort.campaign_id) for name in OF_A_CAMPAIGN),
        *(at(name) for name in ALONE),
        at("campaign_figures", released.campaign_id),
        at("comment_decide", voice.comment(cohort).pk),
        at("codes_create", cohort.pk),
        at("cohort_delete", cohort.pk),
        at("language_update", "cy"),
        at("language_update", "so"),
        at("reply_update", reply.pk),
        at("reply_delete", reply.pk),
        at("release_detail", released.campaign_id, cohort.mentor_id),
        at("person_figures", cohort.mentor_id),
    ]

    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_visitors_sign_in_first(visitor, cohort):
    for address in (at("voice_home"), at("campaign_detail", cohort.campaign_id)):
        assert visitor.get(address).status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [("mentor", 200), ("manager", 200), ("dsl", 200), ("quality_lead", 200), ("supervisor", 200),
     ("hr", 404), ("admin", 404), ("trainer", 404)],
)  # fmt: skip
def test_voice_home_is_for_those_with_a_part(request, client_of, who, status):
    assert client_of(request.getfixturevalue(who)).get(at("voice_home")).status_code == status


# Asking ------------------------------------------------------------------------------


def test_campaign_create_and_cohort_create_lead_to_the_campaign(client_of, quality_lead, mentor):
    client = client_of(quality_lead)
    days = {"opens_on": voice.days_later(1), "closes_on": voice.days_later(9)}

    made = client.post(at("campaign_create"), {"title": "Spring", **days})
    campaign = VoiceCampaign.objects.get()
    learners = {"mentor": mentor.pk, "label": "Business", "invited": 12}
    added = client.post(at("cohort_create", campaign.pk), learners)

    assert made.url == added.url == campaign.get_absolute_url()
    assert campaign.cohorts.get().invited == 12
    refused = client.post(
        at("campaign_create"), {"title": "X", **dict.fromkeys(days, "2020-01-01")}
    )
    assert refused.status_code == 422
    twice = client.post(at("cohort_create", campaign.pk), learners)
    assert "on the list already" in twice.content.decode()


def test_codes_create_shows_the_codes_once(client_of, quality_lead, cohort):
    client = client_of(quality_lead)
    before = client.get(at("codes_create", cohort.pk))
    assert not VoiceCode.objects.exists()

    sheet = client.post(at("codes_create", cohort.pk))

    assert "33 slips" in before.content.decode()
    page = sheet.content.decode()
    assert page.count("voice-code") == 33
    assert page.count("<svg") >= 33
    assert "no-store" in sheet["Cache-Control"]
    assert VoiceCode.objects.count() == 33


def test_codes_create_is_not_there_for_ones_own_learners(client_of, quality_lead, open_campaign):
    own, client = voice.cohort(open_campaign, quality_lead), client_of(quality_lead)

    assert client.get(at("codes_create", own.pk)).status_code == 404
    assert client.post(at("codes_create", own.pk)).status_code == 404
    page = client.get(at("campaign_detail", open_campaign.pk)).content.decode()
    assert "another quality lead prints them" in page
    assert at("codes_create", own.pk) not in page


def test_a_campaign_goes_its_way_by_its_buttons(client_of, quality_lead, framework, mentor):
    campaign = voice.campaign(quality_lead, CampaignState.DRAFT)
    voice.cohort(campaign, mentor, answers=[4] * 12)
    client = client_of(quality_lead)

    for name in ("campaign_open", "campaign_close", "campaign_release"):
        client.post(at(name, campaign.pk))
    campaign.refresh_from_db()

    assert campaign.state == CampaignState.RELEASED
    again = client.post(at("campaign_withdraw", campaign.pk), follow=True)
    assert "over already" in again.content.decode()


def test_the_campaign_warns_of_learners_who_can_never_be_shown(
    client_of, quality_lead, open_campaign, mentor
):
    voice.cohort(open_campaign, mentor, invited=8)

    page = client_of(quality_lead).get(open_campaign.get_absolute_url()).content.decode()

    assert "can never be shown" in page


def test_language_create_leads_to_the_words_and_they_are_saved(client_of, quality_lead, cohort):
    client = client_of(quality_lead)
    to = client.post(at("language_create"), {"code": "SO", "name": "Soomaali"})
    page = client.get(to.url)
    initial = dict.fromkeys(page.context["form"].fields, "Ereyo")
    seen = page.context["form"].initial["seen"]

    saved = client.post(to.url, {**initial, "seen": seen, "name": "Soomaali"})

    assert saved.url.endswith("?lang=so")
    current = VoiceQuestionnaire.objects.get(is_current=True)
    assert (current.version, current.languages["so"]["name"]) == (2, "Soomaali")
    stale = client.post(to.url, {**initial, "seen": seen, "name": "Soomaali"})
    assert "Somebody else has changed" in stale.content.decode()
    there = client.post(at("language_create"), {"code": "cy", "name": "Cymraeg"})
    assert there.status_code == 422


def test_comment_decide_moves_a_comment(client_of, quality_lead, cohort):
    comment = voice.comment(cohort, "Aisha likes her.")
    client = client_of(quality_lead)

    empty = client.post(at("comment_decide", comment.pk), {"to": "edited", "shown": " "})
    done = client.post(at("comment_decide", comment.pk), {"to": "edited", "shown": "We like her."})

    assert empty.status_code == 422
    assert done.url == at("comment_list", cohort.campaign_id)
    comment.refresh_from_db()
    assert (comment.state, comment.shown) == (CommentState.EDITED, "We like her.")


def test_comment_list_has_what_may_be_about_safety_on_top(client_of, quality_lead, cohort):
    voice.comment(cohort, "Decided", CommentState.CLEAR)
    voice.comment(cohort, "Plain")
    voice.comment(cohort, "Named", flags=["name"])
    voice.comment(cohort, "Scared", flags=["concern", "name"])
    voice.comment(cohort, "Hers now", CommentState.PASSED_ON)

    page = client_of(quality_lead).get(at("comment_list", cohort.campaign_id))

    texts = [row.comment.text for row in page.context["rows"]]
    assert texts == ["Scared", "Named", "Plain", "Decided"]
    assert AuditEvent.objects.filter(verb="voice_comments.opened").count() == 1


# The safeguarding lead ---------------------------------------------------------------


def test_concern_list_shows_what_is_hers_and_no_more(client_of, dsl, cohort):
    voice.comment(cohort, "Plain words")
    voice.comment(cohort, "Scared words", flags=["concern"])
    passed = voice.comment(cohort, "Passed words", CommentState.PASSED_ON)
    client = client_of(dsl)

    page = client.get(at("concern_list")).content.decode()

    assert "Scared words" in page
    assert "Passed words" in page
    assert "Plain words" not in page
    assert client.post(at("concern_take", passed.pk)).url == at("concern_list")
    assert client.post(at("concern_take", passed.pk)).status_code == 404
    assert "Passed words" not in client.get(at("concern_list")).content.decode()


@pytest.mark.parametrize("who", ["mentor", "manager", "quality_lead", "hr", "admin"])
def test_concern_list_is_for_safeguarding_leads(request, client_of, cohort, who):
    found = voice.comment(cohort, "Scared words", flags=["concern"])
    client = client_of(request.getfixturevalue(who))

    assert client.get(at("concern_list")).status_code == 404
    for name in ("concern_take", "concern_return"):
        assert client.post(at(name, found.pk)).status_code == 404


# Reading -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("mentor", 200), ("manager", 200), ("quality_lead", 200), ("peer", 404),
     ("other_manager", 404), ("supervisor", 404), ("dsl", 404), ("hr", 404), ("dpo", 404)],
)  # fmt: skip
def test_release_detail_is_read_by_those_whose_it_is(
    request, client_of, released, mentor, who, status
):
    client = client_of(request.getfixturevalue(who))

    assert client.get(at("release_detail", released.campaign_id, mentor.pk)).status_code == status
    assert client.get(at("person_figures", mentor.pk)).status_code == status
    read = AuditEvent.objects.filter(verb="voice_figures.opened", about=mentor).count()
    assert read == (2 if status == 200 and who != "mentor" else 0)


def test_release_detail_is_a_supervisors_when_the_mentor_says_so(
    client_of, released, mentor, supervisor
):
    agreement(mentor, supervisor)
    client = client_of(supervisor)
    address = at("release_detail", released.campaign_id, mentor.pk)
    assert client.get(address).status_code == 404

    client_of(mentor).post(at("sharing_set", released.campaign_id), {"show": "yes"})
    assert client.get(address).status_code == 200
    assert mentor.display_name in client.get(at("voice_home")).content.decode()

    client_of(mentor).post(at("sharing_set", released.campaign_id), {"show": "no"})
    assert client.get(address).status_code == 404


def test_sharing_set_is_for_what_was_released_about_her(client_of, released, cohort, mentor, dsl):
    assert client_of(dsl).post(at("sharing_set", released.campaign_id)).status_code == 404
    assert client_of(mentor).post(at("sharing_set", cohort.campaign_id)).status_code == 404


def test_a_new_manager_reads_nothing_of_the_time_before_her(
    client_of, released, mentor, manager, other_manager
):
    ReportingLine.objects.filter(person=mentor).update(ends_on=voice.days_later(-1))
    ReportingLineFactory.create(person=mentor, manager=other_manager, starts_on=voice.days_later(0))
    released.campaign.released_at = timezone.localtime() - timedelta(days=3)
    released.campaign.save()

    address = at("release_detail", released.campaign_id, mentor.pk)
    assert client_of(other_manager).get(address).status_code == 404
    assert client_of(manager).get(address).status_code == 404


def test_release_detail_shows_that_seven_are_too_few(client_of, framework, quality_lead, mentor):
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    voice.cohort(campaign, mentor, answers=[4] * 7)
    release_campaign(campaign=campaign, by=quality_lead)

    page = client_of(mentor).get(at("release_detail", campaign.pk, mentor.pk)).content.decode()

    assert "7 answers are too few" in page
    assert "<table" not in page


def test_campaign_figures_gives_a_manager_her_people_and_their_team(
    client_of, framework, quality_lead, mentor, manager, other_team
):
    stranger = make_person("Tanvi", "Desai", Role.MENTOR, team=other_team)
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    voice.cohort(campaign, mentor, answers=[4] * 12)
    voice.cohort(campaign, stranger, answers=[5] * 12)
    release_campaign(campaign=campaign, by=quality_lead)

    found = client_of(manager).get(at("campaign_figures", campaign.pk)).context["found"]
    everything = client_of(quality_lead).get(at("campaign_figures", campaign.pk)).context["found"]

    assert found.whole is None
    assert [team.name for team in found.teams] == ["Apprenticeships and Adult"]
    assert [row.person for row in found.mentors] == [mentor]
    assert everything.whole.n == 24
    assert len(everything.teams) == len(everything.mentors) == 2


def test_campaign_figures_is_not_for_mentors(client_of, released, mentor, other_manager):
    for person in (mentor, other_manager):
        answer = client_of(person).get(at("campaign_figures", released.campaign_id))
        assert answer.status_code == 404


def test_campaign_export_is_a_table_without_what_is_hidden(
    client_of, framework, quality_lead, mentor, peer
):
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    voice.cohort(campaign, mentor, answers=[4] * 12)
    voice.cohort(campaign, peer, answers=[3] * 7)
    release_campaign(campaign=campaign, by=quality_lead)

    table = client_of(quality_lead).get(at("campaign_export", campaign.pk)).content.decode()

    assert "Sam Whitfield,mentor,30,7,23,hidden\r\n" in table
    assert "Yasmin Haddad,mentor,30,12,40,hidden\r\n" in table
    assert "All together,all,60,19,32,shown,Listening" in table
    assert AuditEvent.objects.filter(verb="voice_figures.exported").count() == 1


def test_person_figures_shows_a_trend(client_of, released, quality_lead, mentor):
    later = voice.campaign(quality_lead, CampaignState.SCREENING, title="Summer")
    voice.cohort(later, mentor, answers=[5] * 12)
    release_campaign(campaign=later, by=quality_lead)
    show_to_supervisor(campaign=later, mentor=mentor, is_shown=True, by=mentor)

    trend = client_of(mentor).get(at("person_figures", mentor.pk)).context["trend"]

    assert [round(item.mean, 1) for item in trend[0].items] == [4.5, 5.0]


# What it costs -----------------------------------------------------------------------


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


@pytest.fixture
def three(mentor, peer, team):
    return mentor, peer, make_person("Tanvi", "Desai", Role.MENTOR, team=team)


@pytest.mark.parametrize("name", ["campaign_detail", "comment_list", "reply_list"])
def test_lists_cost_the_same_with_one_and_three_rows(client_of, quality_lead, three, name):
    client = client_of(quality_lead)
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    counts = []
    for person in three:
        voice.comment(voice.cohort(campaign, person, answers=[4] * 12))
        voice.reply(campaign, quality_lead)
        counts.append(queries_of(client, at(name, campaign.pk)))

    assert counts[0] == counts[2]


@pytest.mark.parametrize("who", ["quality_lead", "manager", "mentor"])
def test_voice_home_costs_the_same_with_one_and_three_releases(
    request, client_of, framework, quality_lead, three, who
):
    client = client_of(request.getfixturevalue(who))
    counts = []
    for title in ("One", "Two", "Three"):
        campaign = voice.campaign(quality_lead, CampaignState.SCREENING, title=title)
        for person in three:
            voice.cohort(campaign, person, answers=[4] * 12)
        release_campaign(campaign=campaign, by=quality_lead)
        counts.append(queries_of(client, at("voice_home")))

    assert counts[0] == counts[2]


def test_campaign_figures_costs_the_same_with_one_and_three_mentors(
    client_of, framework, quality_lead, three
):
    client = client_of(quality_lead)
    counts = []
    for size in (1, 3):
        campaign = voice.campaign(quality_lead, CampaignState.SCREENING, title=f"Of {size}")
        for person in three[:size]:
            voice.cohort(campaign, person, answers=[4] * 12)
        release_campaign(campaign=campaign, by=quality_lead)
        counts.append(queries_of(client, at("campaign_figures", campaign.pk)))

    assert counts[0] == counts[1]


def test_say_costs_the_same_with_one_and_three_answers(client, open_campaign, mentor):
    counts = []
    for size in (1, 3):
        cohort = voice.cohort(open_campaign, mentor, answers=[4] * size, label=f"Group {size}")
        code = voice.code(cohort, f"CDFGHJK{size * 3}"[:8])
        client.post("/say/", {"code": code})
        with CaptureQueriesContext(connection) as found:
            client.post("/say/", {"code": code})
        counts.append(len(found))

    assert counts == [2, 2]
