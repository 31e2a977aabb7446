"""Codes, campaigns, questionnaires and what makes a comment doubtful: no database."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assessments.voice.rules import TRANSITIONS, CampaignState, CommentState, QuestionKind, Theme
from assessments.voice.rules import campaigns as rules
from assessments.voice.rules.codes import (
    CODE_LENGTH,
    LETTERS,
    clean_code,
    code_hash,
    codes_for,
    is_code,
    new_code,
    new_row_key,
    spaced,
)
from assessments.voice.rules.concerns import CONCERN, HEALTH, OTHER_LANGUAGE, flag_words, flags_of
from assessments.voice.rules.questionnaires import (
    EASY,
    ENGLISH,
    SCALE,
    WORDS,
    LanguageText,
    check_answers,
    check_language,
    check_questions,
    chosen_language,
    direction,
    html_language,
    word_in,
)
from assessments.voice.services.defaults import codes_of_theme, shipped_text
from content.language.rules import reading_grade

TODAY = date(2027, 3, 10)


# Codes -------------------------------------------------------------------------------


def test_a_code_is_eight_letters_that_cannot_be_mistaken_for_others():
    code = new_code()

    assert is_code(code)
    assert len(code) == CODE_LENGTH
    assert not set("AEIOU015S8BZ2L") & set(LETTERS)


@pytest.mark.parametrize("typed", ["cdfg hjkm", " CDFG-HJKM", "CdFgHjKm", "cdfg\u00a0hjkm"])
def test_a_code_is_read_as_people_type_it(typed):
    assert clean_code(typed) == "CDFGHJKM"


@pytest.mark.parametrize("typed", ["", "CDFGHJK", "CDFGHJKMM", "ABCDEFGH", "CDFG\x00HJKM9"])
def test_what_is_no_code_is_not_looked_for(typed):
    assert not is_code(clean_code(typed))


def test_a_hash_holds_the_secret_of_the_site(settings):
    before = code_hash("CDFGHJKM")
    settings.SECRET_KEY = "another-secret-another-secret-another"

    assert len(before) == 64
    assert code_hash("CDFGHJKM") != before


@pytest.mark.parametrize(
    ("invited", "answered", "codes"), [(1, 0, 1), (9, 0, 9), (10, 0, 11), (30, 0, 33), (30, 7, 26),
                                       (10, 11, 0), (10, 12, 0)]
)  # fmt: skip
def test_there_are_never_more_spare_slips_than_one_in_ten(invited, answered, codes):
    assert codes_for(invited, answered) == codes
    assert codes_for(invited, answered) + answered <= max(invited * 1.1, answered)


def test_keys_of_rows_are_no_counter():
    keys = {new_row_key() for _ in range(50)}

    assert len(keys) == 50
    assert max(keys) > 2**50


def test_a_code_is_printed_in_two_halves():
    assert spaced("CDFGHJKM") == "CDFG HJKM"


# Campaigns ---------------------------------------------------------------------------


@pytest.mark.parametrize("state", CampaignState)
@pytest.mark.parametrize("to", CampaignState)
def test_a_campaign_moves_along_its_way_alone(state, to):
    if to in TRANSITIONS[state]:
        rules.check_transition(state, to)
    else:
        with pytest.raises(ValidationError):
            rules.check_transition(state, to)


def test_what_was_released_or_given_up_stays():
    assert not TRANSITIONS[CampaignState.RELEASED]
    assert not TRANSITIONS[CampaignState.WITHDRAWN]


@pytest.mark.parametrize(
    ("opens", "closes"),
    [(date(2027, 3, 12), date(2027, 3, 11)), (date(2027, 3, 1), date(2027, 3, 9)),
     (date(2027, 3, 10), date(2028, 3, 10))],
)  # fmt: skip
def test_days_that_cannot_be_meant_are_refused(opens, closes):
    with pytest.raises(ValidationError) as refused:
        rules.check_dates(opens, closes, TODAY)

    assert "closes_on" in refused.value.message_dict


@pytest.mark.parametrize(
    ("state", "opens", "closes", "code"),
    [
        (CampaignState.DRAFT, TODAY, TODAY, "early"),
        (CampaignState.OPEN, date(2027, 3, 11), date(2027, 3, 12), "early"),
        (CampaignState.OPEN, date(2027, 3, 1), date(2027, 3, 9), "closed"),
        (CampaignState.SCREENING, date(2027, 3, 1), date(2027, 3, 12), "closed"),
        (CampaignState.RELEASED, date(2027, 3, 1), date(2027, 3, 12), "closed"),
        (CampaignState.WITHDRAWN, date(2027, 3, 1), date(2027, 3, 12), "closed"),
    ],
)
def test_a_learner_is_told_kindly_when_it_is_not_the_time(state, opens, closes, code):
    with pytest.raises(ValidationError) as refused:
        rules.check_answerable(state, opens, closes, TODAY)

    assert refused.value.code == code


def test_both_days_of_a_campaign_count():
    rules.check_answerable(CampaignState.OPEN, TODAY, TODAY, TODAY)


@pytest.mark.parametrize("now", CommentState)
@pytest.mark.parametrize("to", CommentState)
def test_a_comment_is_decided_anew_until_it_is_with_the_safeguarding_lead(now, to):
    may = now != CommentState.PASSED_ON and to != CommentState.WAITING
    may = may and (now != to or to == CommentState.EDITED)

    if may:
        rules.check_comment_move(now, to, "What is shown")
    else:
        with pytest.raises(ValidationError):
            rules.check_comment_move(now, to, "What is shown")


def test_an_edited_comment_has_words():
    with pytest.raises(ValidationError) as refused:
        rules.check_comment_move(CommentState.WAITING, CommentState.EDITED, "  ")

    assert "shown" in refused.value.message_dict


def test_nothing_is_released_while_a_comment_waits():
    rules.check_can_release(0)
    for waiting in (1, 3):
        with pytest.raises(ValidationError):
            rules.check_can_release(waiting)


# Doubts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["I am scared to go home", "He touched me", "she HITS us", "I want to end my life",
     "I do not feel safe here", "Mam ofn", "Boję się wracać", "Він мене б’є", "أنا خائف",
     "انا خائفة من البيت"],
)  # fmt: skip
def test_what_may_be_about_safety_comes_first(text):
    assert flags_of(text, language="en")[0] == CONCERN


@pytest.mark.parametrize("text", ["She listens.", "Sessions could be longer", "Дуже добре"])
def test_an_everyday_comment_is_no_concern(text):
    assert CONCERN not in flags_of(text, language="en")


def test_names_health_and_other_languages_are_doubted():
    assert flags_of("My friend Aisha was in hospital.", language="en") == ["name", HEALTH]
    assert flags_of("Bardzo dobrze", language="pl") == [OTHER_LANGUAGE]
    assert flags_of("Good", language=EASY) == []
    assert flag_words("name") == "seems to hold a name"


# Questionnaires ----------------------------------------------------------------------


def test_the_shipped_questionnaire_is_whole_in_every_language():
    text = shipped_text()

    check_questions(text.questions)
    assert [row.code for row in text.languages] == ["en", "en-easy", "cy", "pl", "ar", "uk"]
    positions = [row.position for row in text.questions]
    for language in text.languages:
        check_language(language, positions)
        assert set(language.words) == set(WORDS)
    scales = [row for row in text.questions if row.kind == QuestionKind.SCALE]
    assert {row.theme for row in scales} == set(Theme) - {Theme.OTHER}
    assert all(codes_of_theme(row.theme) for row in scales)


@pytest.mark.parametrize("code", [ENGLISH, EASY])
def test_the_english_is_for_a_reading_age_of_nine(code):
    language = next(row for row in shipped_text().languages if row.code == code)
    texts = [language.introduction, language.thanks, *language.questions.values()]
    texts += [words for key, words in language.words.items() if key not in SCALE]
    written = " ".join(text if text[-1] in ".?!" else f"{text}." for text in texts)

    assert reading_grade(written) <= 4  # a grade and five is an age


def test_a_language_without_a_question_or_an_answer_is_refused():
    with pytest.raises(ValidationError) as refused:
        check_language(LanguageText("so", "", words={"scale_1": "Marna"}), [1, 2])

    assert {"name", "scale_2", "scale_5", "question_2"} <= set(refused.value.message_dict)
    assert "scale_1" not in refused.value.message_dict


def test_a_language_runs_in_its_direction_and_falls_back_to_english():
    assert {direction(code) for code in ("ar", "fa", "ur")} == {"rtl"}
    assert {direction(code) for code in ("en-easy", "uk", "cy")} == {"ltr"}
    assert html_language("en-easy") == "en-GB"
    assert html_language("ar") == "ar"
    assert chosen_language("xx", {"en": 1}) == "en"
    assert word_in({"en": "Start", "pl": ""}, "pl") == "Start"


def test_any_question_may_be_left_out_but_not_all():
    check_answers({"1": 5}, {})
    check_answers({}, {"2": "More time"})
    for answers, comments in (({}, {}), ({}, {"2": "  "}), ({"1": 6}, {}), ({"1": 0}, {})):
        with pytest.raises(ValidationError):
            check_answers(answers, comments)
