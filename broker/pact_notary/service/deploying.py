"""A version is deployed at a target until another takes its place there, or released until
support for it ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.records import Ensured, PacticipantRef, Stay
from pact_notary.service.refusals import NotPossible
from pact_notary.store import stays

if TYPE_CHECKING:
    from pact_notary.records import Environment, Version
    from pact_notary.service.transaction import Transaction

# Each failed attempt means that another process deployed to the same target at that moment.
_ATTEMPTS = 10


def record_deployment(
    transaction: Transaction,
    version: Version,
    *,
    environment: Environment,
    target: str | None,
    origin: str = "user",
) -> Stay:
    """The version's stay at the target: the running one, or a new one that ends another's."""
    for _ in range(_ATTEMPTS):
        current = _find_current(transaction, version, environment, target)
        if current and current.version.id == version.id:
            return current
        if current:
            stays.end_deployment(transaction.connection, current.uuid, now=transaction.now)
        stay = _new_stay(transaction, version, environment, target)
        if stays.deploy(transaction.connection, version, stay=stay, origin=origin):
            return _find_current(transaction, version, environment, target) or stay
    raise NotPossible({"applicationInstance": ("is being deployed to by others; try again",)})


def record_undeployment(transaction: Transaction, stay: Stay) -> None:
    """End the stay; one that has ended stays as it is."""
    if stay.ended_at is None:
        stays.end_deployment(transaction.connection, stay.uuid, now=transaction.now)


def record_release(
    transaction: Transaction, version: Version, *, environment: Environment
) -> Ensured[Stay]:
    """The version's release there; support that had ended begins again."""
    stay = _new_stay(transaction, version, environment, None)
    is_new = stays.release(transaction.connection, version, stay=stay)
    found = stays.find_release(transaction.connection, version.id, environment_id=environment.id)
    if found and found.ended_at is not None:
        stays.reopen_release(transaction.connection, found.uuid, now=transaction.now)
        found = stays.find_released(transaction.connection, found.uuid)
    return Ensured(found or stay, is_new=is_new)


def record_support_ended(transaction: Transaction, stay: Stay) -> None:
    if stay.ended_at is None:
        stays.end_support(transaction.connection, stay.uuid, now=transaction.now)


def _find_current(
    transaction: Transaction, version: Version, environment: Environment, target: str | None
) -> Stay | None:
    return stays.find_current(
        transaction.connection,
        version.pacticipant_id,
        environment_id=environment.id,
        target=target,
    )


def _new_stay(
    transaction: Transaction, version: Version, environment: Environment, target: str | None
) -> Stay:
    return Stay(
        uuid=transaction.new_uuid(),
        pacticipant=PacticipantRef(version.pacticipant_id, ""),
        version=version.ref,
        environment_id=environment.id,
        target=target,
        created_at=transaction.now,
        updated_at=transaction.now,
        ended_at=None,
    )
