"""A large world for pages: 50 services, 200 integrations, 10,000 versions, of every status.

`python -m tests.load.large_world DATABASE_URL` fills a database, which `pact-notary serve` shows.
Everything but the time is the same each time: the newest version is as old as the world is told.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from pact_notary.store import schema
from pact_notary.store.database import migrate, open_engine, run_writing
from tests.load.broker_past import SPACING, insert, settle, sha_of
from tests.load.large_activity import write_activity
from tests.load.large_documents import a_large_document, reported_results

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

NAMES: Final = tuple(
    f"{subject}-{part}"
    for subject in (
        "accounts",
        "baskets",
        "catalogue",
        "deliveries",
        "invoices",
        "orders",
        "payments",
        "prices",
        "returns",
        "stock",
    )
    for part in ("web", "mobile-app", "api", "worker", "store")
)
STEPS: Final = (1, 3, 7, 12)
VERSIONS: Final = 200
ENVIRONMENTS: Final = ("test", "staging", "production")
# Every so many versions of the main branch go there, and the last of them stays.
_COMES_TO: Final = {"test": (1, 200), "staging": (10, 190), "production": (20, 180)}
_EVERY: Final = timedelta(hours=6)
_PER_CONTENT: Final = 10
_LAST_CONTENT: Final = VERSIONS // _PER_CONTENT
_FEATURE: Final = 5
"""Each fifth version but one is of a feature branch; those of 25 are of one branch."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An integration: its number from 1, and both sides' ids."""

    place: int
    consumer: int
    provider: int

    @property
    def part(self) -> dict[str, int]:
        return {"consumer_id": self.consumer, "provider_id": self.provider}

    @property
    def is_broken(self) -> bool:
        return self.place % 25 == 7

    @property
    def is_new(self) -> bool:
        """Nobody has verified it yet."""
        return self.place % 25 == 8

    @property
    def is_stale(self) -> bool:
        """Its newest contents are not verified, though older ones are."""
        return self.place % 25 == 9


@dataclass(frozen=True)
class LargeWorld:
    """What there is, as rows; ids are made of ids, so that nothing has to be looked up."""

    until: datetime

    @cached_property
    def ids(self) -> range:
        return range(1, len(NAMES) + 1)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        calls = [(own, (own + step - 1) % len(NAMES) + 1) for own in self.ids for step in STEPS]
        return tuple(Pair(place, *call) for place, call in enumerate(calls, 1))

    def at(self, order: int) -> datetime:
        return self.until - (VERSIONS - order) * _EVERY

    def times(self, order: int) -> dict[str, datetime]:
        return {"created_at": self.at(order), "updated_at": self.at(order)}

    def write(self, connection: sa.Connection) -> None:
        insert(connection, schema.environments, self._environments())
        insert(connection, schema.pacticipants, self._pacticipants())
        insert(connection, schema.labels, self._labels())
        for own in self.ids:
            insert(connection, schema.versions, self._versions(own))
            insert(connection, schema.branches, self._branches(own))
            insert(connection, schema.branch_versions, self._branch_versions(own))
            insert(connection, schema.tags, self._tags(own))
            insert(connection, schema.deployed_versions, self._stays(own))
        insert(connection, schema.integrations, self._integrations())
        for pair in self.pairs:
            insert(connection, schema.pact_contents, self._contents(pair))
            insert(connection, schema.pact_publications, self._publications(pair))
            if not pair.is_new:
                self._write_results(connection, pair)
        write_activity(connection, self.until, pairs=[pair.part for pair in self.pairs])
        settle(connection)

    def _environments(self) -> Iterator[dict[str, Any]]:
        for number, name in enumerate(ENVIRONMENTS, 1):
            uuid = f"00000000-0000-4000-8000-{number:012}"
            is_production = name == "production"
            yield {
                "id": number,
                "uuid": uuid,
                "name": name,
                "display_name": name.title(),
                "production": is_production,
                **self.times(0),
            }

    def _pacticipants(self) -> Iterator[dict[str, Any]]:
        for own, name in enumerate(NAMES, 1):
            yield {
                "id": own,
                "name": name,
                "main_branch": "main",
                "repository_url": f"https://git.example/{name}",
                "last_order": VERSIONS,
                **self.times(0),
            }

    def _labels(self) -> Iterator[dict[str, Any]]:
        for own in self.ids:
            yield {"pacticipant_id": own, "name": f"team-{own % 7}", **self.times(0)}

    def _versions(self, own: int) -> Iterator[dict[str, Any]]:
        for order in range(1, VERSIONS + 1):
            yield {
                "id": own * SPACING + order,
                "pacticipant_id": own,
                "number": number_of(own, order),
                "sort_order": order,
                "build_url": f"https://ci.example/{NAMES[own - 1]}/{order}",
                **self.times(order),
            }

    def _branches(self, own: int) -> Iterator[dict[str, Any]]:
        heads = {branch_of(order): order for order in range(1, VERSIONS + 1)}
        for name, order in heads.items():
            yield {
                "id": _branch_id(own, name),
                "pacticipant_id": own,
                "name": name,
                "head_version_id": own * SPACING + order,
                **self.times(order),
            }

    def _branch_versions(self, own: int) -> Iterator[dict[str, Any]]:
        for order in range(1, VERSIONS + 1):
            yield {
                "branch_id": _branch_id(own, branch_of(order)),
                "version_id": own * SPACING + order,
                "sort_order": order,
                **self.times(order),
            }

    def _tags(self, own: int) -> Iterator[dict[str, Any]]:
        for order in range(1, VERSIONS + 1):
            names = [branch_of(order)] + (["release"] if order % 20 == 0 else [])
            for name in names:
                yield {
                    "pacticipant_id": own,
                    "version_id": own * SPACING + order,
                    "name": name,
                    "sort_order": order,
                    **self.times(order),
                }

    def _stays(self, own: int) -> Iterator[dict[str, Any]]:
        for number, name in enumerate(ENVIRONMENTS, 1):
            step, last = _COMES_TO[name]
            came = [o for o in range(step, last + 1, step) if branch_of(o) == "main"]
            for order, following in zip(came, [*came[1:], None], strict=True):
                yield {
                    "uuid": f"{own:08}-{number:04}-4000-8000-{order:012}",
                    "pacticipant_id": own,
                    "version_id": own * SPACING + order,
                    "environment_id": number,
                    "ended_at": following and self.at(following),
                    **self.times(order),
                }

    def _integrations(self) -> Iterator[dict[str, Any]]:
        for pair in self.pairs:
            touched = {"created_at": self.at(0), "contract_data_updated_at": self.until}
            yield {**pair.part, **touched}

    def _contents(self, pair: Pair) -> Iterator[dict[str, Any]]:
        consumer, provider = NAMES[pair.consumer - 1], NAMES[pair.provider - 1]
        for number in range(_LAST_CONTENT + 1):
            document = a_large_document(consumer, provider, variant=number)
            yield {
                "id": pair.place * SPACING + number,
                "sha": sha_of(pair.place * SPACING + number),
                "interactions_count": len(document["interactions"]),
                "messages_count": 0,
                "content": json.dumps(document),
                "created_at": self.at(number * _PER_CONTENT),
                **pair.part,
            }

    def _publications(self, pair: Pair) -> Iterator[dict[str, Any]]:
        for order in range(1, VERSIONS + 1):
            yield {
                "id": pair.place * SPACING + order,
                "consumer_version_id": pair.consumer * SPACING + order,
                "pact_content_id": pair.place * SPACING + order // _PER_CONTENT,
                "sort_order": order,
                "revision": 1,
                "created_at": self.at(order),
                **pair.part,
            }

    def _write_results(self, connection: sa.Connection, pair: Pair) -> None:
        results = list(self._results(pair))
        insert(connection, schema.verifications, results)
        wanted = schema.latest_verifications.c.keys()
        latest = {(row["pact_content_id"], row["provider_version_id"]): row for row in results}
        rows = [{**row, "verification_id": row["id"]} for row in latest.values()]
        insert(connection, schema.latest_verifications, [{k: r[k] for k in wanted} for r in rows])

    def _results(self, pair: Pair) -> Iterator[dict[str, Any]]:
        """Each version of the provider's main branch meets what was newest in its time."""
        for number, (order, content) in enumerate(_meetings(pair), 1):
            is_failure = order % 17 == 0 or (pair.is_broken and content == _LAST_CONTENT)
            success = not is_failure
            told = order > VERSIONS - 20
            yield {
                "id": pair.place * SPACING + number,
                "pact_content_id": pair.place * SPACING + content,
                "provider_version_id": pair.provider * SPACING + order,
                "sort_order": order,
                "success": success,
                "created_at": max(self.at(order), self.at(content * _PER_CONTENT)),
                "build_url": f"https://ci.example/{NAMES[pair.provider - 1]}/{order}",
                "test_results": json.dumps(reported_results(success=success)) if told else None,
                **pair.part,
            }


def number_of(own: int, order: int) -> str:
    """Of a version: as builds make them, with a part of the commit."""
    return f"1.{order}.0+{sha_of(own * SPACING + order)[:7]}"


def branch_of(order: int) -> str:
    is_feature = order % _FEATURE == _FEATURE - 1
    return f"feat/change-{order // (_FEATURE * _FEATURE)}" if is_feature else "main"


def write_large_world(database_url: str, *, until: datetime) -> None:
    """Fill an empty database, or one that does not exist yet."""
    engine = open_engine(database_url)
    migrate(engine)
    run_writing(engine, LargeWorld(until).write)
    engine.dispose()


def _meetings(pair: Pair) -> Iterator[tuple[int, int]]:
    """Versions of the provider and contents they verified; what is deployed verified the last."""
    deployed = {last for _, last in _COMES_TO.values()}
    newest = _LAST_CONTENT - 2 if pair.is_stale else _LAST_CONTENT
    for order in range(1, VERSIONS + 1):
        if branch_of(order) == "main":
            own = min(order // _PER_CONTENT, newest)
            is_deployed = order in deployed
            contents = range(_LAST_CONTENT - 2, newest + 1) if is_deployed else (own,)
            yield from ((order, content) for content in contents)


def _branch_id(own: int, name: str) -> int:
    return own * 100 + (0 if name == "main" else 1 + int(name.rpartition("-")[2]))


if __name__ == "__main__":
    write_large_world(sys.argv[1], until=datetime.now(UTC))
