"""What was asked before an interaction makes no difference to it, whoever's it was."""

from __future__ import annotations

import json
import random
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from pro_me_the_us.participants import COORDINATOR
from providers.coordinator import PROVIDER
from providers.sources import Folder
from providers.verification import verify
from tests.unit.surface import PACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from providers.coordinator import Stage

Interactions = list[dict[str, Any]]


def shuffle(interactions: Interactions) -> Interactions:
    return random.Random(5).sample(interactions, k=len(interactions))  # noqa: S311  # an order


def repeat(interactions: Interactions) -> Interactions:
    """Each of them twice in a row: what it leaves behind is of no use to itself."""
    again = [{**one, "description": f"{one['description']}, again"} for one in interactions]
    return [one for pair in zip(interactions, again, strict=True) for one in pair]


def break_the_chain(interactions: Interactions) -> Interactions:
    """Before each of them, the one that leaves most behind."""
    [broken] = [one for one in interactions if one["description"] == BREAKS_THE_CHAIN]
    return [
        one
        for number, interaction in enumerate(interactions)
        for one in ({**broken, "description": f"{BREAKS_THE_CHAIN}, {number}"}, interaction)
    ]


BREAKS_THE_CHAIN: Final = "a claim while the chain cannot be read"
ORDERS: Final = (shuffle, repeat, break_the_chain)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with PROVIDER.start(tmp_path_factory.mktemp("coordinator")) as started:
        yield started


@pytest.mark.parametrize("order", ORDERS)
def test_coordinator_keeps_its_promises_in_any_order(
    order: Callable[[Interactions], Interactions], stage: Stage, tmp_path: Path
) -> None:
    """One pact has them all, since a verifier takes one pact after the other."""
    pacts = Folder(PACTS).load(COORDINATOR)
    everything = [interaction for pact in pacts for interaction in pact["interactions"]]
    merged = {**pacts[0], "interactions": order(everything)}
    (tmp_path / "all-coordinator.json").write_text(json.dumps(merged), encoding="utf-8")

    started = replace(PROVIDER, start=lambda _: nullcontext(stage))
    report = verify(started, Folder(tmp_path))

    assert report.holds, report.explain()
