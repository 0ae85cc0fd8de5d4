"""Who may be deployed, in which order: the official command answers, this asks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from providers.official import PactCommand

Pair = tuple[str, str]
"""Consumer, provider."""


@dataclass(frozen=True)
class Verdict:
    """The answer for one participant, and the gate's reason in its own words."""

    participant: str
    deployable: bool
    reason: str


def order_groups(pairs: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Participants, providers before their consumers; those that need each other stand together."""
    reach: dict[str, set[str]] = {}
    for consumer, provider in pairs:
        reach.setdefault(consumer, set()).add(provider)
        reach.setdefault(provider, set())
    for _ in reach:
        for seen in reach.values():
            seen.update(*(reach[name] for name in seen))
    groups = {
        tuple(sorted({name, *(n for n in seen if name in reach[n])}))
        for name, seen in reach.items()
    }
    return sorted(groups, key=lambda group: (len(reach[group[0]] - set(group)), group))


def ask(
    command: PactCommand, groups: Iterable[tuple[str, ...]], *, version: str, environment: str
) -> list[Verdict]:
    """Ask for every participant; record the deployment of those that may go.

    Participants that need each other and are not in the environment yet can only arrive together,
    so they are asked about together; whoever is there already is asked about alone.
    """
    present = command.list_deployed(environment)
    verdicts: list[Verdict] = []
    for group in groups:
        new = tuple(name for name in group if name not in present)
        for together in filter(None, (new, *((n,) for n in group if n in present))):
            deployable, reason = command.can_i_deploy(together, version, environment=environment)
            verdicts += [Verdict(name, deployable, reason) for name in together]
            for name in together if deployable else ():
                command.record_deployment(name, version, environment=environment)
    return verdicts
