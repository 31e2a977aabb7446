"""What the screens of sessions ask for, each reader's own rights applied."""

from .agreements import (
    agreement_between,
    agreement_now,
    agreements_of,
    agreements_of_supervisee,
    agreements_of_supervisor,
    is_supervised,
    supervises_anybody,
)
from .balances import function_balance, year_before
from .diaries import Proposal, busy_times, clashes, closures, due_for, moment_of, proposals
from .feeds import feed_at, feed_of
from .homes import (
    MentorHome,
    Supervisee,
    SupervisorHome,
    mentor_home,
    supervisees_of,
    supervisor_home,
)
from .invitations import sessions_of_notice
from .mentors import (
    debrief_to_come,
    mentors_for,
    people_for_debrief,
    supervisors_for_debrief,
)
from .reminding import (
    Late,
    expected_at,
    late_people,
    near_sessions,
    stand_ins,
    told_already,
    unmarked_sessions,
)
from .sessions import (
    coming_as_mentor,
    coming_sessions,
    next_session_of,
    past_sessions,
    reads_whole,
    sessions_for_calendar,
    sessions_listed_for,
    sessions_of,
    to_be_marked,
)
from .standing import due_for_booking, standing_of, standings
from .teams import attendances_listed_for, facts, team_attendances, team_of, team_standings

__all__ = [
    "Late",
    "MentorHome",
    "Proposal",
    "Supervisee",
    "SupervisorHome",
    "agreement_between",
    "agreement_now",
    "agreements_of",
    "agreements_of_supervisee",
    "agreements_of_supervisor",
    "attendances_listed_for",
    "busy_times",
    "clashes",
    "closures",
    "coming_as_mentor",
    "coming_sessions",
    "debrief_to_come",
    "due_for",
    "due_for_booking",
    "expected_at",
    "facts",
    "feed_at",
    "feed_of",
    "function_balance",
    "is_supervised",
    "late_people",
    "mentor_home",
    "mentors_for",
    "moment_of",
    "near_sessions",
    "next_session_of",
    "past_sessions",
    "people_for_debrief",
    "proposals",
    "reads_whole",
    "sessions_for_calendar",
    "sessions_listed_for",
    "sessions_of",
    "sessions_of_notice",
    "stand_ins",
    "standing_of",
    "standings",
    "supervisees_of",
    "supervises_anybody",
    "supervisor_home",
    "supervisors_for_debrief",
    "team_attendances",
    "team_of",
    "team_standings",
    "to_be_marked",
    "told_already",
    "unmarked_sessions",
    "year_before",
]
