"""Verifies a provider again and again, a field renamed at a time, and tells what nobody expects."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from providers.sources import Folder
from providers.verification import verify
from tests.integration.contracts.builders import write_pact
from tests.integration.contracts.renames import Reading, Run, SpokenBy, plan_runs, spell
from tests.integration.contracts.renaming_proxy import RenamingProxy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from providers.verification import Provider

Missed = dict[tuple[str, str], set[str]]
"""By consumer and interaction, all that did not match; of bodies, where."""


@dataclass(frozen=True)
class Surprise:
    """An interaction that did not miss the field it reads, or missed what was not renamed."""

    consumer: str
    description: str
    renamed: str
    missed: frozenset[str]


def find_surprises(
    provider: Provider[Any], readings: Sequence[Reading], spoken_by: SpokenBy, *, folder: Path
) -> list[Surprise]:
    """Start `provider` once; for every run that `readings` need, verify all who ask there."""
    found: list[Surprise] = []
    (folder / "provider").mkdir()
    with provider.start(folder / "provider") as stage:
        proxy = RenamingProxy(stage.url, spoken_by)
        with proxy.serve() as url:
            seen = replace(provider, start=lambda _: nullcontext(replace(stage, url=url)))
            for number, run in enumerate(plan_runs(readings)):
                proxy.run = run
                asking = [reading for reading in readings if reading.endpoint in run]
                missed = _verify(seen, asking, folder / f"run-{number}")
                found += _compare(asking, missed, run)
    return found


def _verify(provider: Provider[Any], asking: Sequence[Reading], pacts: Path) -> Missed:
    pacts.mkdir()
    for consumer in {reading.consumer for reading in asking}:
        interactions = [r.interaction for r in asking if r.consumer == consumer]
        write_pact(pacts, *interactions, consumer=consumer, provider=provider.name)
    report = verify(provider, Folder(pacts))
    assert report.problems == ()
    return {
        (replayed.consumer, replayed.description): {
            # Which element of a list it was does not matter: all of them were renamed.
            re.sub(r"\[\d+\]", "[*]", mismatch.where)
            for mismatch in replayed.mismatches
        }
        for replayed in report.replayed
    }


def _compare(asking: Sequence[Reading], missed: Missed, run: Run) -> Iterator[Surprise]:
    for reading in asking:
        renamed = run[reading.endpoint]
        reads = {spell(renamed)} if renamed in reading.places else set()
        if missed[reading.name] != reads:
            yield Surprise(*reading.name, spell(renamed), frozenset(missed[reading.name]))
