"""The detector of hurried texts, measured on texts of our own: some say what was seen, some could
be said of anybody."""

import time

import pytest

from assessments.reviews.rules.perfunctory import (
    EXAMPLES,
    alike,
    is_alike,
    is_mostly_generic,
    is_perfunctory,
    names_behaviour,
)
from assessments.reviews.rules.phrases import negative_reasons, private_phrases, quoted_figures
from tests.factories.reviews import AREAS, DEVELOPMENT, STRENGTHS

SEEN = [
    "In the tutorial on 4 March she waited until the quiet learner had found his own words.",
    "On 20 May she spoke for twelve of twenty minutes and the learner named no step himself.",
    "When a learner told her he was leaving, she asked what would have to change by Friday.",
    "I sampled ten records in April: nine said who does what by when.",
    "At the open evening in November she explained the difference between two levels to a parent "
    "without looking anything up.",
    "After the course in February she tried the new opening with one group and told the team what "
    "had happened.",
    "In the second observation seven of nine questions were open.",
    "She rang the safeguarding lead within the hour when a learner came in with a bruise.",
    "During the group session on Tuesday three learners talked and eleven were silent; she noticed "
    "it only at the end.",
    "In the review I watched in June the target was “do better”, and she let it stand.",
    "When the angry student came in she sat down beside him and said nothing for a while.",
    "Last term she handed over four learners to the employability team with a note for each.",
    "In December she told me that two of her groups had the same room and had already swapped one.",
    "A learner asked her to keep a secret in October; she explained what she cannot keep.",
    "In her one-to-one on 11 June she interrupted the learner five times before he had finished.",
    "She missed two of the six progress reviews in the spring term and rebooked both in a week.",
    "At the case conference in January she brought a chart of attendance and let the learner’s "
    "mother speak first.",
    "From the records I read in May, four had no date and two were written a fortnight later.",
    "When one learner said “I’m rubbish at this”, she asked him when it had last gone well.",
    "She led the workshop on revision in March; twenty came, and all of them wrote a plan.",
    "In the phone call I heard on 9 September she repeated back what the parent had said.",
    "He began the session on 3 October without the last actions; the learner had to remind him.",
    "Before the exam in May she met each of the six apprentices and checked what they would bring.",
    "The records I sampled in March were short, and each named one step in the learner’s words.",
    "In the lesson I visited she knelt beside a learner who had his head on the table and spoke "
    "with him quietly.",
    "She sends the notes of the meeting on the same day.",
    "I watched her calm a class of fifteen down in the motor vehicle workshop before half-term.",
    "Two apprentices told their employer in the May visit that nobody had asked them before.",
    "She keeps a list of promises made in one-to-ones and crossed out all but one by July.",
    "In January she cancelled three tutorials and told nobody.",
    "Her notes of the parents’ evening on 5 December were in the system by nine the next day.",
    "When a student would not leave the room she talked to him through the door for an hour.",
    "At my observation the target was set by her, not by the learner.",
    "She was late for both reviews I joined in the autumn.",
    "During the fire drill in October she counted her group twice and found who was missing.",
    "She spotted in week 5 that a learner had stopped eating with the others and asked why.",
]
HURRIED = [
    "She is a valued member of the team and always willing to help.",
    "Good year. Keep up the good work.",
    "Has excellent communication skills and a positive attitude.",
    "A pleasure to work with. Very reliable and professional at all times.",
    "Continues to develop in the role. No concerns.",
    "Meets all expectations.",
    "Should be more confident in meetings.",
    "Could improve time management and be more proactive.",
    "She supports learners well and has a great rapport with them.",
    "As discussed.",
    "N/A",
    "See last year.",
    "Needs to listen more in sessions.",
    "He goes above and beyond for his learners and is well respected across the college.",
    "On track in all areas, fully competent, nothing to add.",
    "Works hard, gets on with everybody, and is always there when needed.",
    "Strong understanding of targets. Uses a range of strategies to engage learners effectively.",
    "Her records are always up to date and of a good standard.",
    "It would be good to see her take part in more training next year.",
    "Excellent progress this year in what has been a challenging time for everybody.",
    "Has built on her strengths and shown real commitment to the role.",
    "To continue to develop coaching skills and to build confidence with harder conversations.",
    "Communicates effectively with learners, parents, teachers and outside agencies.",
    "Takes safeguarding seriously and follows procedures.",
    "Satisfactory.",
    "She always listens to every learner and asks good questions.",
    "Caring and patient; the learners love her.",
    "A great year in which she made a real difference to many learners.",
    "Brings energy and warmth to everything she does.",
    "Really grown this year.",
    "A safe pair of hands.",
    "Learners respond positively to her approach.",
    "Good at building relationships; could delegate more.",
    "Takes on feedback and acts upon it.",
    "I have been impressed with how she has settled in.",
    "She is punctual and well organised.",
    "Next year we would like to see more impact.",
    "Has completed all mandatory training and attended team meetings.",
]


def test_the_detector_is_measured():
    """Of what it calls hurried nearly all is, and it finds nearly all that is."""
    found = {text for text in SEEN + HURRIED if is_perfunctory(text)}
    wrongly, missed = found & set(SEEN), set(HURRIED) - found
    precision = (len(found) - len(wrongly)) / len(found)
    recall = (len(HURRIED) - len(missed)) / len(HURRIED)

    assert len(SEEN) + len(HURRIED) >= 40
    measured = f"precision {precision:.2f}, recall {recall:.2f}; {wrongly=}, {missed=}"
    assert precision >= 0.9, measured
    assert recall >= 0.9, measured


@pytest.mark.parametrize(
    "text",
    [STRENGTHS, DEVELOPMENT, *EXAMPLES.values(), *(text for _, _, text in AREAS.values())],
)
def test_what_we_give_as_examples_is_none(text):
    assert not is_perfunctory(text)


def test_an_empty_text_names_nothing_and_is_not_called_generic():
    assert not names_behaviour("")
    assert not is_mostly_generic("  ")
    assert is_perfunctory("")


def test_one_seen_deed_among_praise_names_behaviour_and_stays_mostly_generic():
    text = (
        "She is a valued member of the team. She has a great attitude. "
        "On 4 March she waited until a learner had finished."
    )

    assert names_behaviour(text)
    assert is_mostly_generic(text)


# Alike ------------------------------------------------------------------------------


def words(count: int, mark: str = "w") -> str:
    return " ".join(f"{mark}{number}" for number in range(count))


@pytest.mark.parametrize(("same", "is_copy"), [(79, False), (80, True), (100, True)])
def test_alike_begins_at_the_percent(same, is_copy):
    one = words(100)
    other = f"{words(same)} {words(100 - same, 'x')}".strip()

    assert alike(one, other) == pytest.approx(same / 100)
    assert is_alike(one, other, percent=80) is is_copy


def test_case_marks_pronouns_and_names_do_not_hide_a_copy():
    one = "She waited, then asked Yasmin’s learner what had helped."
    other = "he waited – then asked Sam's learner what had helped"

    assert alike(one, other, names=["Yasmin Haddad", "Sam Whitfield"]) == 1.0
    assert alike(one, other) < 1.0


def test_the_same_words_in_another_order_are_no_copy():
    assert not is_alike(words(40), " ".join(reversed(words(40).split())), percent=80)


def test_nothing_is_like_nothing():
    assert alike("", "") == 0.0
    assert alike("a word", "") == 0.0


def test_sixty_texts_are_compared_at_once():
    """Five areas with a year of one reviewer’s texts: no page waits for it."""
    texts = [" ".join(f"{w}{n % 7}" for w in words(120).split()) for n in range(60)]
    begun = time.process_time()
    for text in texts[:5]:
        for other in texts:
            is_alike(text, other, percent=80)

    assert time.process_time() - begun < 2.0


# Figures (PR-14) --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "has_number", "has_note"),
    [
        ("The pass rate was 84%.", False, False),
        ("The pass rate was 84% (n = 25).", True, False),
        ("The pass rate was 84% of 25 learners, against 81% in the college.", True, True),
        (
            "Learners rated her 4.2 out of 5. 23 learners answered. It is one of many causes.",
            True,
            True,
        ),
        ("Attendance is at 91 per cent, because one group moved.", False, True),
    ],
)
def test_a_figure_and_what_belongs_to_it(text, has_number, has_note):
    (quote,) = quoted_figures(text)

    assert (quote.has_number, quote.has_note) == (has_number, has_note)


@pytest.mark.parametrize(
    "text",
    [
        "In March seven of ten records were dated.",
        "Attendance at her workshops was good.",
        "She spoke for 60% of the session.",
        "The post is 60% of full time.",
    ],
)
def test_other_numbers_are_no_figures_of_feedback_or_outcomes(text):
    assert quoted_figures(text) == []


# Private (PR-15) --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("In supervision she said that she cannot cope with the group.", "supervision"),
        ("Her supervisor tells me that she is tired.", "supervision"),
        ("She talked about it at length in her last supervision.", "supervision"),
        ("The supervision record says that she was upset.", "supervision"),
        ("She admitted to her supervisor that she had forgotten.", "supervision"),
        ("In her private reflection she doubts herself.", "private notes"),
        ("She wrote in her journal that it went badly.", "private notes"),
        ("She got question 7 of the quiz wrong twice.", "answers in training"),
        ("In the scenario she chose to keep the secret.", "answers in training"),
    ],
)
def test_what_is_private_is_found(text, about):
    assert [phrase.about for phrase in private_phrases(text)] == [about]


@pytest.mark.parametrize(
    "text",
    [
        "Five of six supervision sessions took place.",
        "Supervision was held on time; two sessions were cancelled by the college.",
        "She completed every module, with her best result in coaching questions.",
        "She chose the right moment to speak in the meeting.",
        "She asked the learner to write a reflection.",
        "In March she asked an open question in each review.",
    ],
)
def test_what_may_be_said_is_not(text):
    assert private_phrases(text) == []


# No reason (PR-16) ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The target was not met because of her sickness absence.", "absence"),
        ("She is often off work, which makes her unreliable.", "absence"),
        ("Her anxiety affects the team.", "health"),
        ("Since her pregnancy she has been less committed.", "family leave"),
        ("Her union duties get in the way of the reviews, and two were missed.", "union work"),
        ("Despite her disability she keeps up.", "health"),
    ],
)
def test_an_unfair_reason_is_found(text, about):
    assert [phrase.about for phrase in negative_reasons(text)] == [about]


@pytest.mark.parametrize(
    "text",
    [
        "The target was adjusted for her absence and not counted.",
        "She followed up every learner’s absence within two days, and missed none.",
        "When a learner’s mental health got worse, she did not wait and rang the team.",
        "She was on maternity leave until March.",
        "The reviews of the second term were held late.",
    ],
)
def test_a_fair_sentence_is_not(text):
    assert negative_reasons(text) == []
