"""What learners are asked, in which words, and in which version."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.voice import services
from assessments.voice.models import VoiceQuestionnaire
from assessments.voice.queries.questionnaires import languages_of, spoken, stamp_of, text_of
from assessments.voice.rules import CampaignState
from assessments.voice.rules.questionnaires import LanguageText
from tests.factories import voice


@pytest.fixture
def current(db):
    return services.load_default_questionnaire()


def somali(current):
    english = text_of(current).languages[0]
    words = {key: text for key, text in english.words.items() if key.startswith("scale")}
    return LanguageText("so", "Soomaali", words=words, questions=english.questions)


def test_the_shipped_questions_are_loaded_once(current, quality_lead):
    again = services.load_default_questionnaire(by=quality_lead)

    assert again == current
    assert VoiceQuestionnaire.objects.count() == 1
    assert [row.kind for row in current.questions.all()] == ["scale"] * 5 + ["comment"] * 2


def test_a_questionnaire_speaks_each_of_its_languages(current):
    welsh, unknown = spoken(current, "cy"), spoken(current, "xx")

    assert [row.code for row in languages_of(current)] == ["en", "en-easy", "cy", "pl", "ar", "uk"]
    assert welsh.words["start"] == "Dechrau"
    assert welsh.scale[0] == (1, "Byth")
    assert unknown.language.code == "en"
    assert spoken(current, "ar").language.direction == "rtl"


def test_a_language_is_added_and_falls_back_to_english(current, quality_lead):
    after = services.change_language(
        questionnaire=current, language=somali(current), seen=stamp_of(current), by=quality_lead
    )

    assert after == current  # no learner has been asked yet
    said = spoken(VoiceQuestionnaire.objects.get(), "so")
    assert said.language.name == "Soomaali"
    assert said.words["start"] == "Start"
    assert said.introduction.startswith("Tell us")


def test_once_learners_are_asked_a_change_makes_the_next_version(current, quality_lead):
    asked = voice.campaign(quality_lead, CampaignState.OPEN)
    draft = voice.campaign(quality_lead, CampaignState.DRAFT, title="Next")
    english = text_of(current).languages[0]
    changed = replace(english, questions={**english.questions, 1: "My mentor hears me."})

    after = services.change_language(
        questionnaire=current, language=changed, seen=stamp_of(current), by=quality_lead
    )

    asked.refresh_from_db()
    draft.refresh_from_db()
    current.refresh_from_db()
    assert (after.version, after.is_current, current.is_current) == (2, True, False)
    assert asked.questionnaire == current
    assert draft.questionnaire == after
    assert spoken(current, "en").questions[0][1] == "My mentor listens to me."
    assert spoken(after, "en").questions[0][1] == "My mentor hears me."


def test_an_old_form_overwrites_nothing(current, quality_lead):
    seen = stamp_of(current)
    services.change_language(
        questionnaire=current, language=somali(current), seen=seen, by=quality_lead
    )

    with pytest.raises(ValidationError) as refused:
        services.change_language(
            questionnaire=current, language=somali(current), seen=seen, by=quality_lead
        )

    assert refused.value.code == "stale"


@pytest.mark.parametrize("who", ["mentor", "manager", "admin", "trainer"])
def test_only_the_quality_lead_changes_the_questions(request, current, who):
    with pytest.raises(PermissionDenied):
        services.change_language(
            questionnaire=current,
            language=somali(current),
            seen=stamp_of(current),
            by=request.getfixturevalue(who),
        )


def test_a_language_without_a_question_is_refused(current, quality_lead):
    with pytest.raises(ValidationError):
        services.change_language(
            questionnaire=current,
            language=replace(somali(current), questions={}),
            seen=stamp_of(current),
            by=quality_lead,
        )
