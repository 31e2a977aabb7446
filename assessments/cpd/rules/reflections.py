"""Ways to reflect, each with its prompts (domain.md 5.4). What is written to them is private."""

from django.db.models import TextChoices


class ReflectionModel(TextChoices):
    WHAT = "what", "What? So what? Now what?"
    GIBBS = "gibbs", "Gibbs’ cycle"
    KOLB = "kolb", "Kolb’s cycle"
    FREE = "free", "In my own way"


PROMPTS: dict[ReflectionModel, dict[str, str]] = {
    ReflectionModel.WHAT: {
        "what": "What happened?",
        "so_what": "Why does it matter?",
        "now_what": "What will I do next?",
    },
    ReflectionModel.GIBBS: {
        "description": "Description: what happened?",
        "feelings": "Feelings: what did I think and feel?",
        "evaluation": "Evaluation: what went well, and what did not?",
        "analysis": "Analysis: why did it go the way it went?",
        "conclusion": "Conclusion: what else could I have done?",
        "action_plan": "Action plan: what will I do next time?",
    },
    ReflectionModel.KOLB: {
        "experience": "Experience: what did I do?",
        "reflect": "Reflect: what did I notice?",
        "conceptualise": "Conceptualise: what do I make of it?",
        "try_out": "Try out: where will I try it next?",
    },
    ReflectionModel.FREE: {"free": "What will a learner notice that is different?"},
}
ALL_PROMPTS = {key: prompt for prompts in PROMPTS.values() for key, prompt in prompts.items()}
LONGEST_ANSWER = 5_000


def tidy_reflection(answers: dict[str, str]) -> dict[str, str]:
    """Answers to known prompts that say something. Those to another model's prompts stay: who
    changes the model back finds her words again."""
    return {
        key: text.strip()[:LONGEST_ANSWER]
        for key, text in answers.items()
        if key in ALL_PROMPTS and text.strip()
    }
