"""A round: task, submission, audit, distribution. Run again, it goes on where it was and does
nothing twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pro_me_the_us.errors import IntegrationError
from swarm.node.chain import ChainError
from swarm.node.metrics import Metrics
from swarm.node.publication import Unpublishable
from swarm.node.records import PHASES
from swarm.node.spans import span_of
from swarm.node.work import Unfinished

if TYPE_CHECKING:
    from collections.abc import Callable

    from swarm.node.auditing import Auditor
    from swarm.node.distributing import Distributor
    from swarm.node.publication import Publisher
    from swarm.node.records import Distribution, Phase, Result, Vote
    from swarm.node.store import NodeStore
    from swarm.node.work import Worker

_FAULTS: Final = (IntegrationError, ChainError, Unfinished, Unpublishable, OSError)


@dataclass(frozen=True)
class Summary:
    """What this node has done in a round, and what kept it from doing more in the last turn."""

    round: int
    results: tuple[Result, ...]
    votes: tuple[Vote, ...]
    distribution: Distribution | None
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Rounds:
    """Runs rounds, one phase after the other. Each phase raises `Stopped` when the process is to
    stop, and keeps whatever else kept it from its end.
    """

    worker: Worker
    publisher: Publisher
    auditor: Auditor
    distributor: Distributor
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def store(self) -> NodeStore:
        return self.worker.store

    def work(self, round_number: int) -> None:
        """Do the round's task."""
        self._try(round_number, "task", self._work)

    def publish(self, round_number: int) -> None:
        """Publish what came of the round's task."""
        self._try(round_number, "submission", self._publish)

    def audit(self, round_number: int) -> None:
        """Vote on what the others published in the round."""
        self._try(round_number, "audit", self._audit)

    def distribute(self, round_number: int, *, turn: int) -> None:
        """Bring the round's list on the chain, if it is this node's to do, and have it applied."""

        def phase(number: int) -> tuple[str, ...]:
            self.distributor.distribute(number, turn=turn)
            return ()

        self._try(round_number, "distribution", phase)

    def run(self, round_number: int, phases: tuple[Phase, ...] = PHASES) -> Summary:
        """The given phases of one round, at once."""
        with span_of(self.worker.credentials, round_number):
            if "task" in phases:
                self.work(round_number)
            if "submission" in phases:
                self.publish(round_number)
            if "audit" in phases:
                self.audit(round_number)
            if "distribution" in phases:
                self.distribute(round_number, turn=1)
        return summarize(self.store, round_number)

    def _try(self, number: int, name: Phase, phase: Callable[[int], tuple[str, ...]]) -> None:
        clock, outcome = self.worker.timer.monotonic, "broke"
        started_s = clock()
        try:
            errors = phase(number)
            outcome = "faulty" if errors else "done"
        except _FAULTS as error:
            errors, outcome = (str(error),), "faulty"
        finally:
            self.metrics.note_phase(name, outcome, seconds=clock() - started_s)
        self.store.put_faults(number, name, errors)

    def _work(self, round_number: int) -> tuple[str, ...]:
        return self.worker.do_task(round_number)

    def _publish(self, round_number: int) -> tuple[str, ...]:
        self.publisher.publish(round_number)
        return ()

    def _audit(self, round_number: int) -> tuple[str, ...]:
        return self.auditor.audit(round_number).errors


def summarize(store: NodeStore, round_number: int) -> Summary:
    """What is kept of the round."""
    faults = store.find_faults(round_number)
    return Summary(
        round=round_number,
        results=tuple(store.find_results(round_number).values()),
        votes=tuple(store.find_votes(round_number).values()),
        distribution=store.find_distribution(round_number),
        errors=tuple(error for phase in PHASES for error in faults.get(phase, ())),
    )
