"""What the publication of a pact means to those who wait for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.document import CONTRACT_CONTENT_CHANGED, CONTRACT_PUBLISHED
from pact_notary.store import pacts, tags

if TYPE_CHECKING:
    from pact_notary.records import Pact
    from pact_notary.service.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Event:
    """A thing that happened, and why it counts as that."""

    name: str
    comment: str


def detect_for_new(transaction: Transaction, pact: Pact) -> tuple[Event, ...]:
    """The events of a version's first publication; compared by tag, not by branch."""
    names = tags.names_of(transaction.connection, [pact.consumer_version.id])
    earlier = _find_earlier(transaction, pact, names.get(pact.consumer_version.id, ()))
    comments = [
        _compare(pact, previous, described=described) for described, previous in earlier.items()
    ]
    changes = [comment for comment in comments if comment]
    if changes:
        return Event(CONTRACT_PUBLISHED, "a pact was published"), Event(
            CONTRACT_CONTENT_CHANGED, "; ".join(changes)
        )
    return (Event(CONTRACT_PUBLISHED, "the content is that of the version before"),)


def detect_for_revision(old_sha: str, new_sha: str) -> tuple[Event, ...]:
    """The events of publishing a version's pact again."""
    if old_sha == new_sha:
        return (Event(CONTRACT_PUBLISHED, "the version had the same pact already"),)
    return (
        Event(CONTRACT_PUBLISHED, "a pact was published"),
        Event(CONTRACT_CONTENT_CHANGED, "the content of this version changed"),
    )


def _find_earlier(
    transaction: Transaction, pact: Pact, names: tuple[str, ...]
) -> dict[str, Pact | None]:
    """The pact before this one with each of the tags, or without tags if there are none."""
    connection, pair = transaction.connection, (pact.consumer.name, pact.provider.name)
    order = pact.consumer_version.order
    if not names:
        return {"without tags": pacts.find_untagged_before(connection, *pair, order=order)}
    before = pacts.before(order)
    return {
        f"with tag {name}": pacts.find(connection, *pair, before, pacts.with_tag(name))
        for name in names
    }


def _compare(pact: Pact, previous: Pact | None, *, described: str) -> str | None:
    """How the pact differs from the one before it; None: not at all."""
    if previous is None:
        return f"the first pact {described}"
    if previous.sha == pact.sha:
        return None
    number = previous.consumer_version.number
    return f"the content changed since version {number}, the last one {described}"
