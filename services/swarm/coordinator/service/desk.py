"""What every use case works with: the store, the chain, a clock, and who is let in."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.errors import Forbidden, Unauthorized, Unavailable
from swarm.coordinator import store
from swarm.coordinator.chain import ChainUnreadable
from swarm.coordinator.metrics import Metrics
from swarm.coordinator.records import Holder, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.chain import Chain
    from swarm.coordinator.merging import Forge
    from swarm.coordinator.records import Depth
    from swarm.coordinator.store import Connection

MAX_ATTEMPTS: Final = 5
_RETRY_AFTER_S = 5
# One write in so many also drops a few rows that are too old: no table grows for ever, and no
# process has to remember when it last did.
_FORGET_EVERY = 64
_FORGET_AT_ONCE = 500
_AGGREGATION_LEASE = timedelta(minutes=10)


@dataclass(frozen=True)
class Desk:
    """`forge` None counts an approved issue as merged."""

    store: store.Store
    chain: Chain
    task_ids: frozenset[str]
    lease: timedelta
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    aggregation_lease: timedelta = _AGGREGATION_LEASE
    forge: Forge | None = None
    metrics: Metrics = field(default_factory=Metrics)

    def count_works(self) -> tuple[Depth, ...]:
        """How much is in each state; nothing while the database does not answer."""
        try:
            with self.store.reading() as connection:
                return store.count_works(connection)
        except store.StoreDown:
            return ()

    def read_standing(self) -> Standing:
        """How much is in each state, which lease ends first, and which rounds were audited."""
        with self.reading() as connection:
            return Standing(
                store.count_works(connection),
                store.find_oldest_lease(connection),
                store.list_audited(connection),
            )

    def check_ready(self) -> None:
        """Raise Unavailable while the database or the chain cannot be read."""
        with reading_chain():
            self.chain.check()
        try:
            self.store.check()
        except store.StoreDown as error:
            raise no_database() from error

    def admit(self, caller: Identity, *, round_number: int | None = None) -> None:
        """What stands between a good token and any work."""
        if caller.task not in self.task_ids:
            raise wire.TaskUnknown
        if None not in {caller.round, round_number} and caller.round != round_number:
            raise Forbidden(f"The token is bound to round {caller.round}.")
        if not self.is_staked(caller.staking_key, caller.task):
            raise wire.KeyNotStaked

    def is_staked(self, staking_key: str, task: str) -> bool:
        """Whether the key may work on the task."""
        with reading_chain():
            return self.chain.is_staked(staking_key, task)

    def find_distribution(self, task: str, round_number: int) -> Mapping[str, int]:
        """Staking key → what it gets for the round."""
        with reading_chain():
            found = self.chain.find_distribution(task, round_number)
        if found is None:
            raise wire.DistributionUnknown
        return found

    @contextmanager
    def writing_for(self, caller: Identity) -> Iterator[Connection]:
        """A write that the caller's token pays for, if it is one of the node's own."""
        with self.writing() as connection:
            if not caller.is_delegated:
                if not store.burn_token(connection, caller):
                    raise Unauthorized("The token was already used.")
                if zlib.crc32(caller.token_id.encode()) % _FORGET_EVERY == 0:
                    now_s = int(self.now().timestamp())
                    store.forget_tokens(connection, now_s=now_s, limit=_FORGET_AT_ONCE)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        try:
            with self.store.writing() as connection:
                yield connection
        except store.StoreDown as error:
            raise no_database() from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        try:
            with self.store.reading() as connection:
                yield connection
        except store.StoreDown as error:
            raise no_database() from error


def require_node(caller: Identity, act: str) -> None:
    if caller.is_delegated:
        raise Forbidden(f"Only the node itself may {act}, not {caller.actor} for it.")


def holder_of(caller: Identity, round_number: int) -> Holder:
    return Holder(caller.task, caller.staking_key, round_number)


def no_database() -> Unavailable:
    return Unavailable("The database does not answer.", retry_after_s=_RETRY_AFTER_S)


@contextmanager
def reading_chain(what: str = "stake list") -> Iterator[None]:
    """Raise Unavailable when the chain cannot be read: what is not known is never a pass."""
    try:
        yield
    except ChainUnreadable as error:
        text = f"The {what} cannot be read: {error}."
        raise Unavailable(text, retry_after_s=_RETRY_AFTER_S) from error
