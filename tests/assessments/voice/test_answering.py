"""A learner answers: with a code and nothing else, and leaves no trace."""

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.voice import services
from assessments.voice.models import VoiceCode, VoiceComment, VoiceResponse
from assessments.voice.rules import CampaignState, QuestionKind
from assessments.voice.rules.codes import WRONG_CODES
from cms.people.college.queries import college
from tests.factories import voice
from tests.factories.people import ContactFactory

SAY = "/say/"


def questions(campaign, kind=QuestionKind.SCALE):
    asked = campaign.questionnaire.questions.filter(kind=kind)
    return list(asked.values_list("pk", flat=True))


def form(campaign, step=4, words="", **more):
    ticks = {f"q{pk}": step for pk in questions(campaign)} if step else {}
    said = {f"q{pk}": words for pk in questions(campaign, QuestionKind.COMMENT)[:1]}
    return {"code": voice.CODE, "lang": "en", "send": "1", **ticks, **said, **more}


def row_counts():
    models = (model for model in apps.get_models() if model._meta.managed)
    return {model._meta.label: model._default_manager.count() for model in models}


# The service -------------------------------------------------------------------------


def test_ticks_and_words_are_stored_apart_and_the_code_is_gone(open_campaign, cohort):
    code = voice.code(cohort)
    scale, comment = questions(open_campaign), questions(open_campaign, QuestionKind.COMMENT)

    services.answer(
        code=code, answers={scale[0]: 5}, comments={comment[0]: " More time. "}, language="pl"
    )

    response, words = VoiceResponse.objects.get(), VoiceComment.objects.get()
    assert (response.answers, response.language) == ({str(scale[0]): 5}, "pl")
    assert (words.text, words.shown, words.flags) == ("More time.", "", ["other_language"])
    assert not VoiceCode.objects.exists()
    assert abs(response.pk - words.pk) > 1000


def test_a_code_is_spent_once(open_campaign, cohort):
    voice.code(cohort)
    given = {"code": voice.CODE, "answers": {questions(open_campaign)[0]: 3}, "comments": {}}
    services.answer(**given, language="en")

    with pytest.raises(ValidationError) as refused:
        services.answer(**given, language="en")

    assert refused.value.code == "unknown"
    assert VoiceResponse.objects.count() == 1


def test_each_answer_shuffles_all_of_the_cohort(open_campaign, mentor, peer):
    cohort = voice.cohort(open_campaign, mentor, answers=[1, 2, 3, 4, 5])
    other = voice.cohort(open_campaign, peer, answers=[1])
    before = set(cohort.responses.values_list("pk", flat=True))
    untouched = other.responses.get().pk
    voice.code(cohort)

    services.answer(
        code=voice.CODE, answers={questions(open_campaign)[0]: 5}, comments={}, language="en"
    )

    after = set(cohort.responses.values_list("pk", flat=True))
    assert len(after) == 6
    assert not before & after
    assert other.responses.get().pk == untouched
    first = str(questions(open_campaign)[0])
    assert sorted(row.answers[first] for row in cohort.responses.all()) == [1, 2, 3, 4, 5, 5]


@pytest.mark.parametrize(
    ("state", "code"),
    [(CampaignState.DRAFT, "early"), (CampaignState.SCREENING, "closed"),
     (CampaignState.RELEASED, "closed"), (CampaignState.WITHDRAWN, "closed")],
)  # fmt: skip
def test_out_of_its_time_nothing_is_taken_and_the_code_stays(quality_lead, mentor, state, code):
    campaign = voice.campaign(quality_lead, state)
    voice.code(voice.cohort(campaign, mentor))

    with pytest.raises(ValidationError) as refused:
        services.answer(
            code=voice.CODE, answers={questions(campaign)[0]: 3}, comments={}, language="en"
        )

    assert refused.value.code == code
    assert VoiceCode.objects.count() == 1
    assert not VoiceResponse.objects.exists()


def test_questions_of_another_questionnaire_are_left_out(open_campaign, cohort):
    voice.code(cohort)

    with pytest.raises(ValidationError) as refused:
        services.answer(code=voice.CODE, answers={999999: 3}, comments={}, language="en")

    assert refused.value.code == "nothing"
    assert VoiceCode.objects.exists()


def test_the_name_of_the_mentor_is_no_doubt_and_that_of_a_friend_is(open_campaign, cohort):
    ask = questions(open_campaign, QuestionKind.COMMENT)
    voice.code(cohort)
    said = {ask[0]: "Yasmin listens to me.", ask[1]: "My friend Aisha is scared of her brother."}

    services.answer(code=voice.CODE, answers={}, comments=said, language="en")

    flags = {row.question_id: row.flags for row in VoiceComment.objects.all()}
    assert flags[ask[0]] == []
    assert flags[ask[1]][0] == "concern"
    assert "name" in flags[ask[1]]


# The page ----------------------------------------------------------------------------


def test_say_leaves_no_trace_of_the_request(client, open_campaign, cohort):
    voice.code(cohort)
    college()  # its one row of settings is there
    before = row_counts()
    headers = {"HTTP_USER_AGENT": "A very particular phone", "REMOTE_ADDR": "203.0.113.77"}

    first = client.get(SAY, **headers)
    opened = client.post(SAY, {"code": "cdfg hjkm", "lang": "en"}, **headers)
    sent = client.post(SAY, form(open_campaign, words="More time."), **headers)
    thanks = client.get(sent.url, **headers)

    after = row_counts()
    changed = {label: rows - before[label] for label, rows in after.items()}
    changed = {label: rows for label, rows in changed.items() if rows}
    assert changed == {
        "assessments.VoiceResponse": 1,
        "assessments.VoiceComment": 1,
        "assessments.VoiceCode": -1,
    }
    row = VoiceResponse.objects.values().get()
    assert set(row) == {"id", "cohort_id", "answered_on", "language", "answers"}
    assert row["answered_on"] == timezone.localdate()
    for response in (first, opened, sent, thanks):
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer" or response.status_code == 302
    kept = str(VoiceResponse.objects.values().get()) + str(VoiceComment.objects.values().get())
    assert "203.0.113.77" not in kept + str(getattr(cache, "_cache", ""))
    assert "particular" not in kept
    assert voice.CODE not in sent.url


def test_say_needs_no_account_and_no_token(client, open_campaign, cohort):
    voice.code(cohort)
    strict = client.__class__(enforce_csrf_checks=True)

    assert strict.get(SAY).status_code == 200
    assert strict.post(SAY, form(open_campaign)).status_code == 302
    assert VoiceResponse.objects.count() == 1


def test_say_shows_the_questions_behind_a_code(client, open_campaign, cohort):
    ContactFactory.create(name="Martin Hale")
    voice.code(cohort)

    page = client.post(SAY, {"code": "cdfg hjkm"}).content.decode()

    assert "Yasmin Haddad" in page
    assert "Business, Level 2" in page
    assert "My mentor listens to me." in page
    assert "Martin Hale" in page
    assert "01632 960140" in page
    assert not VoiceResponse.objects.exists()


def test_say_shows_no_number_of_a_person_before_a_code(client, open_campaign):
    ContactFactory.create(name="Martin Hale")

    page = client.get(SAY).content.decode()

    assert "Martin Hale" not in page
    assert "999" in page


def test_say_changes_its_language_and_keeps_the_ticks(client, open_campaign, cohort):
    voice.code(cohort)
    given = form(open_campaign, step=5, words="More time.")
    del given["send"]

    page = client.post(SAY, {**given, "lang": ["en", "ar"]}).content.decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert page.count("checked") == 5
    assert "More time." in page
    assert VoiceCode.objects.exists()


def test_say_with_nothing_ticked_keeps_the_code(client, open_campaign, cohort):
    voice.code(cohort)

    answer = client.post(SAY, form(open_campaign, step=0))

    assert answer.status_code == 422
    assert "Nothing is ticked yet" in answer.content.decode()
    assert VoiceCode.objects.exists()


@pytest.mark.parametrize("step", ["0", "6", "x", "4\x00"])
def test_say_takes_no_other_step(client, open_campaign, cohort, step):
    voice.code(cohort)

    answer = client.post(SAY, form(open_campaign, step=step))

    assert answer.status_code in (200, 422)
    assert not VoiceResponse.objects.exists()


def test_say_sent_twice_says_that_the_answers_are_in(client, open_campaign, cohort):
    voice.code(cohort)
    client.post(SAY, form(open_campaign))

    again = client.post(SAY, form(open_campaign))

    assert again.status_code == 422
    assert "Have you sent your answers before?" in again.content.decode()
    assert VoiceResponse.objects.count() == 1


def test_say_tells_kindly_that_it_is_closed(client, quality_lead, mentor):
    campaign = voice.campaign(quality_lead, CampaignState.SCREENING)
    voice.code(voice.cohort(campaign, mentor))

    answer = client.post(SAY, {"code": voice.CODE, "lang": "en-easy"})

    assert answer.status_code == 409
    assert "This is closed now. Thank you." in answer.content.decode()


def test_say_makes_somebody_who_guesses_wait(client, open_campaign, cohort):
    voice.code(cohort)
    for _ in range(WRONG_CODES):
        assert client.post(SAY, {"code": "CCCCDDDD"}).status_code == 422

    waiting = client.post(SAY, {"code": voice.CODE})
    elsewhere = client.post(SAY, {"code": voice.CODE}, REMOTE_ADDR="203.0.113.5")

    assert waiting.status_code == 429
    assert "Too many wrong codes" in waiting.content.decode()
    assert elsewhere.status_code == 200


def test_say_without_a_questionnaire_is_not_there(client, db):
    assert client.get(SAY).status_code == 404


@pytest.mark.parametrize("of", ["", "x", "999999999999", "0"])
def test_say_thanks_is_the_same_for_everybody(client, open_campaign, of):
    page = client.get(reverse("voice:say_thanks"), {"of": of, "lang": "uk"})

    assert page.status_code == 200
    assert "Дякуємо" in page.content.decode()


def test_said_shows_public_replies_of_released_campaigns_alone(
    client, released, open_campaign, quality_lead
):
    hidden = voice.reply(released.campaign, quality_lead, is_public=False)
    where = reverse("voice:said", args=[released.campaign_id])
    assert client.get(where).status_code == 404

    hidden.said = "Only here"
    hidden.save()
    voice.reply(released.campaign, quality_lead)
    voice.reply(open_campaign, quality_lead)
    page = client.get(where)

    assert page.status_code == 200
    assert not page.cookies
    assert "We send a message the day before." in page.content.decode()
    assert "Only here" not in page.content.decode()
    assert client.get(reverse("voice:said", args=[open_campaign.pk])).status_code == 404
    assert client.get(reverse("voice:said", args=[99999])).status_code == 404
