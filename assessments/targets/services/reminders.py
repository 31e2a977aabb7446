"""What the site asks and says by itself. Each may run late or twice: nobody is told twice."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import Policy, cpd_year
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..queries import records
from ..queries.reminding import Question, mentors_at_work, policies_of, to_be_asked
from ..rules import day_words


def ask_impact(*, on: date | None = None) -> int:
    """Six and twelve weeks after an entry’s last day, its owner is asked what changed for learners.

    A run that comes late asks once for all it has missed. Answers how many were asked.
    """
    day = on or timezone.localdate()
    policies = policies_of(day)
    found = [(question, policies[question.year]) for question in to_be_asked(day)]
    return sum(_ask(each, policy, day) for each, policy in found if _is_due(each, policy, day))


def _is_due(question: Question, policy: Policy, day: date) -> bool:
    return rules.is_to_be_asked(
        question.last_on,
        asked=question.asked,
        noted_at=question.noted_at,
        policy=policy,
        today=day,
    )


@transaction.atomic
def _ask(question: Question, policy: Policy, day: date) -> bool:
    number = rules.asks_due(question.last_on, policy=policy, today=day)
    # The row itself says how often it was asked: of two runs at once, one goes on.
    mine = CPDEntry.objects.filter(pk=question.pk, impact_asked=question.asked)
    if not mine.update(impact_asked=number):
        return False
    send_notice(
        recipient=question.owner,
        kind=NoticeKind.CPD_IMPACT,
        key=f"cpd-impact-{question.pk}-{number}",
        title=f"What changed after “{question.kind}” on {day_words(question.last_on)}?",
        body=(
            "Have learners noticed a difference? A sentence is enough, and “too early to say” is "
            "an answer too. Do not name a learner."
        ),
        url=reverse("cpd:entry_impact", args=[question.pk]),
    )
    return True


def alert_gaps(*, on: date | None = None) -> int:
    """Once a month: who has a gap running, is behind, or logged no off-the-job hours last month
    where the standard asks for them. Answers how many have something to be told."""
    day = on or timezone.localdate()
    people = list(mentors_at_work(day))
    found = records(people, cpd_year(day), today=day)
    told = 0
    for person in people:
        reasons = found[person.pk].reasons_to_tell(day)
        if not reasons:
            continue
        told += 1
        send_notice(
            recipient=person,
            kind=NoticeKind.CPD_RECORD,
            key=f"cpd-year-{day:%Y-%m}",
            title=f"Your CPD year {found[person.pk].year.label}: a look now helps",
            body=" ".join(reasons),
            url=reverse("targets:my_year"),
        )
    return told
