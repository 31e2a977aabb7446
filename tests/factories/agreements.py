"""Agreements at every stage, made by the services: their words, hashes and signatures are real."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessments.supervision.models import SupervisionAgreement, SupervisorPost
from assessments.supervision.rules.agreements import AgreementContent, starting_content
from assessments.supervision.services import agreements as services
from cms.people.accounts.models import User
from tests.factories.people import days_ago


def post(supervisor: User, **fields: Any) -> SupervisorPost:
    """Trained a hundred days ago, half a post: ten places."""
    defaults: dict[str, Any] = {"fte": Decimal("0.5"), "trained_on": days_ago(100)}
    row, _ = SupervisorPost.objects.get_or_create(
        supervisor=supervisor, defaults={**defaults, **fields}
    )
    return row


def content(**fields: Any) -> AgreementContent:
    return replace(starting_content(timezone.localdate()), **fields)


def drafted(
    supervisee: User, supervisor: User, manager: User | None = None, **fields: Any
) -> SupervisionAgreement:
    """Being written by a supervisor who is ready."""
    post(supervisor)
    return services.draft_agreement(
        supervisee=supervisee,
        supervisor=supervisor,
        manager=manager,
        content=content(**fields),
        by=supervisor,
    )


def offered(
    supervisee: User, supervisor: User, manager: User | None = None, **fields: Any
) -> SupervisionAgreement:
    draft = drafted(supervisee, supervisor, manager, **fields)
    return services.offer_agreement(agreement=draft, by=supervisor)


def signed_by(agreement: SupervisionAgreement, *people: User) -> SupervisionAgreement:
    for person in people:
        agreement = services.sign_agreement(
            agreement=agreement, words_hash=agreement.words_hash, by=person
        )
    return agreement


def agreed(
    supervisee: User, supervisor: User, manager: User | None = None, **fields: Any
) -> SupervisionAgreement:
    """In force, signed by everybody."""
    made = offered(supervisee, supervisor, manager, **fields)
    people = [person for person in (supervisor, manager, supervisee) if person is not None]
    return signed_by(made, *people)


def next_offered(agreement: SupervisionAgreement, **fields: Any) -> SupervisionAgreement:
    """The version after one in force, offered with other words."""
    by = agreement.supervisor
    draft = services.begin_next_version(agreement=agreement, by=by)
    services.change_agreement(
        agreement=draft, content=content(**fields), manager=draft.manager, by=by
    )
    return services.offer_agreement(agreement=draft, by=by)
