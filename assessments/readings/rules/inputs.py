"""What a review reads, and the caveat printed beside each (domain.md 6.2)."""

from django.db.models import TextChoices


class InputKind(TextChoices):
    """Kinds of evidence a judgement can rest on. Two links “of different kinds” differ in this."""

    MODULE = "module", "Modules"
    TRAINING = "training", "Quizzes and scenarios"
    CPD = "cpd", "CPD and its impact"
    SUPERVISION = "supervision", "Supervision: attendance and shared actions"
    OBSERVATION = "observation", "Observation"
    VOICE = "voice", "Learner voice"
    OUTCOME = "outcome", "Outcomes"
    FORMATIVE = "formative", "Feedback through the year"
    OBJECTIVE = "objective", "Objectives"
    COLLEAGUE = "colleague", "Feedback from colleagues"
    SELF = "self", "Self-assessment"
    CASELOAD = "caseload", "Caseload"


CAVEATS: dict[InputKind, str] = {
    InputKind.MODULE: "Access, leave and a late start bear on what is done.",
    InputKind.TRAINING: "Training evidence only: it is no proof of practice.",
    InputKind.CPD: "The target is pro rata. Hours are input; what changed is the impact.",
    InputKind.SUPERVISION: "What was said in supervision is no input, only that it took place.",
    InputKind.OBSERVATION: (
        "One session is a small sample: at least two a year, with different learners."
    ),
    InputKind.VOICE: "Hidden below the threshold. Not a popularity vote.",
    InputKind.OUTCOME: (
        "Many causes, and the mentor shares the responsibility. Small groups are not shown."
    ),
    InputKind.FORMATIVE: "What was said at the time, and read at the time.",
    InputKind.OBJECTIVE: "Some of what an objective needs is in other hands.",
    InputKind.COLLEAGUE: "By people who chose to answer.",
    InputKind.SELF: "How it looks from inside.",
    InputKind.CASELOAD: "What else there was to do.",
}
