"""Who is told. Nothing of what was seen, rated or answered: a notice goes by e-mail."""

from datetime import datetime

from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import queries
from ..models import Observation
from ..rules import ObservationKind, RecordingConsent, Stance


def when(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%A} {local.day} {local:%B}, {local:%H:%M}"


def _is_formal(observation: Observation) -> bool:
    return observation.kind == ObservationKind.FORMAL


def parties(observation: Observation) -> list[User]:
    people = [observation.mentor, observation.observer, observation.second_observer]
    return [person for person in people if person is not None]


def of_booking(observation: Observation, by: User, at: datetime | None) -> None:
    """Both, also whoever planned it: it is the line for the diary."""
    mentor, observer = observation.mentor, observation.observer
    moment = when(observation.planned_for)
    if by.pk == mentor.pk:
        asked = f"{mentor.display_name} invites you to watch a session: {moment}."
        title = "You are invited to watch a colleague"
    else:
        asked = f"With {mentor.display_name}: {moment}."
        title = "An observation is planned"
    _send(observer, observation, "planned", title, asked, by, at)
    kind = "formal" if _is_formal(observation) else "developmental"
    words = f"{observer.display_name} comes to see a session of yours: {moment}. It is {kind}."
    _send(mentor, observation, "planned", "An observation is planned", words, by, at)


def of_move(observation: Observation, by: User, at: datetime | None, *, is_moved: bool) -> None:
    title = "An observation has moved" if is_moved else "An observation was changed"
    body = f"It is now on {when(observation.planned_for)}."
    key = f"moved-{observation.revision}"
    for person in parties(observation):
        if person.pk != by.pk:
            _send(person, observation, key, title, body, by, at)


def of_calling_off(observation: Observation, by: User, at: datetime | None) -> None:
    body = f"{by.display_name} called off the one of {when(observation.planned_for)}."
    for person in parties(observation):
        if person.pk != by.pk:
            _send(person, observation, "called-off", "An observation was called off", body, by, at)


def of_second(observation: Observation, before: User | None, by: User, at: datetime | None) -> None:
    second = observation.second_observer
    if second is not None and second != before:
        title = "You are asked to observe as the second person"
        body = (
            f"On {when(observation.planned_for)}. You rate apart, and compare when both are done."
        )
        _send(second, observation, "second", title, body, by, at)
        title = "Two people see this observation"
        body = (
            "It is part of a sample that checks how alike observers rate. It says nothing of you."
        )
        _send(observation.mentor, observation, f"two-{second.pk}", title, body, by, at)
        title = "A second person observes with you"
        body = "You rate apart, and see each other’s ratings when both are done."
        _send(observation.observer, observation, f"two-{second.pk}", title, body, by, at)


def of_recording(observation: Observation, by: User, at: datetime | None) -> None:
    to = observation.recording
    key = f"recording-{to}-{timezone.now():%Y%m%d}"
    if to == RecordingConsent.ASKED:
        title = "May the session be recorded?"
        body = "Ask everybody who will be in it, then answer. Without a yes nothing is recorded."
        _send(observation.mentor, observation, key, title, body, by, at)
    elif by.pk == observation.mentor_id:
        said = "may" if to == RecordingConsent.GIVEN else "may not"
        title = f"The session {said} be recorded"
        _send(observation.observer, observation, key, title, "", by, at)


def of_seeing(observation: Observation, by: User, at: datetime | None) -> None:
    if _is_formal(observation):
        return
    title = "How did it go, in your own words?"
    body = f"{by.display_name} saw your session. Write your own view before you read theirs."
    _send(observation.mentor, observation, "seen", title, body, by, at)


def of_both_rated(observation: Observation, by: User, at: datetime | None) -> None:
    title = "Both of you have rated an observation"
    body = "Now each sees the other’s ratings, and where you agree."
    for person in (observation.observer, observation.second_observer):
        if person is not None:
            _send(person, observation, "both-rated", title, body, by, at)


def of_release(observation: Observation, by: User, at: datetime | None) -> None:
    title = "What was seen in your session is ready"
    if _is_formal(observation):
        body = "Read it, answer it and sign. If you see it differently, say so: both texts stand."
    elif observation.reflected_at is None:
        body = "Write your own view first: then you read it at once."
    else:
        body = "You have written your own view, so you can read it now."
    _send(observation.mentor, observation, "released", title, body, by, at)


def of_answer(observation: Observation, by: User, at: datetime | None) -> None:
    title = "An observation was answered"
    if _is_formal(observation):
        body = f"{by.display_name} has answered and signed. Read the answer, then sign."
    else:
        body = f"{by.display_name} has answered what you wrote."
    _send(observation.observer, observation, "answered", title, body, by, at)
    if _is_formal(observation) and observation.response_stance == Stance.NOT_AGREED:
        title = "A mentor sees a formal observation differently"
        body = "Both texts stand. Read them, and talk with the two if that helps."
        for lead in queries.quality_leads(without=observation):
            _send(lead, observation, "disputed", title, body, by, at)


def of_sealing(observation: Observation, by: User, at: datetime | None) -> None:
    title = "An observation is signed by both"
    body = "It stays as it is, and what was seen as secure or strong stands as evidence."
    _send(observation.mentor, observation, "sealed", title, body, by, at)


def of_sharing(observation: Observation, switch: str, by: User, at: datetime | None) -> None:
    if switch == "manager_reads":
        people = queries.managers_today(observation.mentor)
    else:
        people = queries.supervisors_today(observation.mentor)
    title = f"{by.display_name} shows you an observation"
    for person in people:
        if person.pk != observation.observer_id:
            _send(person, observation, f"{switch}-{person.pk}", title, "", by, at)


def remind_of_tomorrow(observation: Observation, at: datetime | None) -> None:
    moment = when(observation.planned_for)
    day = timezone.localdate(observation.planned_for)
    for person in parties(observation):
        title = "An observation is tomorrow"
        _send(person, observation, f"tomorrow-{day}", title, f"{moment}.", None, at)


def remind_to_note(observation: Observation, at: datetime | None) -> None:
    title = "Did the observation take place?"
    body = f"It was planned for {when(observation.planned_for)}. Note it, or call it off."
    day = timezone.localdate(observation.planned_for)
    _send(observation.observer, observation, f"not-noted-{day}", title, body, None, at)


def remind_to_reflect(observation: Observation, at: datetime | None) -> None:
    title = "What was seen in your session waits for your own view"
    body = "Write how it went for you, in a sentence or two. Then you read it at once."
    _send(observation.mentor, observation, "reflect", title, body, None, at)


def remind_to_write_up(observation: Observation, at: datetime | None) -> None:
    title = "An observation is still to be written up"
    body = "It is some days ago now. The sooner it is written, the more it helps."
    people = [observation.observer]
    second = observation.second_observer
    if second is not None and not queries.is_rated(observation, "second"):
        people.append(second)
    for person in people:
        _send(person, observation, "write-up", title, body, None, at)


def _send(
    recipient: User,
    observation: Observation,
    key: str,
    title: str,
    body: str,
    by: User | None,
    at: datetime | None,
) -> None:
    send_notice(
        recipient=recipient,
        kind=NoticeKind.OBSERVATION,
        key=f"observation-{observation.pk}-{key}",
        title=title,
        body=body,
        url=observation.get_absolute_url(),
        by=by,
        at=at,
    )
