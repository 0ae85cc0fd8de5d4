"""Verification results are found through the matrix, and copied in the order they were given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from pact_notary.domain.documents import compact
from pact_notary.operations.source_documents import read_result
from pact_notary.store import integrations, pacts, verifications, versions
from pact_notary.store.copying import count_results
from pact_notary.store.database import run_reading, run_writing

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable

    import sqlalchemy as sa

    from pact_notary.domain.documents import Json
    from pact_notary.operations.source import Source
    from pact_notary.operations.source_documents import SourceResult, SourceVersion
    from pact_notary.operations.tally import Tally
    from pact_notary.records import Pact
    from pact_notary.store.copying import ResultKey

_KIND = "verification results"
_RESULTS_AT_ONCE = 50
# All rows of one consumer version and one provider; brokers show 100 when they are not told.
_ALL_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Found:
    number: int
    path: str
    pact: Pact


class ResultCopier:
    """Copies the results of one source; it remembers which of those that are alike are there."""

    def __init__(
        self, engine: sa.Engine, source: Source, *, tally: Tally, tell: Callable[[str], None]
    ) -> None:
        self._engine = engine
        self._source = source
        self._tally = tally
        self._tell = tell
        self._missing: list[_Found] = []
        self._there: dict[int, Counter[ResultKey]] = {}

    def look(self, consumer: str, own: Iterable[SourceVersion]) -> None:
        """Find the results of an application's pacts, which are all copied already."""
        for pact in run_reading(self._engine, partial(_distinct_pacts, consumer=consumer, own=own)):
            rows = _find_results(self._source, pact)
            there = run_reading(self._engine, partial(count_results, content_id=pact.content_id))
            if there.total() >= len(rows):
                self._tally.present[_KIND] += len(rows)
            else:
                self._missing += rows
                self._there[pact.content_id] = there

    def copy(self) -> None:
        """Copy what was found and is not there, in the order of its numbers."""
        rest = iter(sorted(self._missing, key=lambda each: each.number))
        done = 0
        while some := list(islice(rest, _RESULTS_AT_ONCE)):
            read = [(each.pact, read_result(self._source.read(each.path))) for each in some]
            new = [(pact, result) for pact, result in read if not self._is_there(pact, result)]
            run_writing(self._engine, partial(_write, results=new))
            self._tally.copied[_KIND] += len(new)
            done += len(some)
            self._tell(f"{done} of {len(self._missing)} verification results")

    def _is_there(self, pact: Pact, result: SourceResult) -> bool:
        """Whether it is one of those that were there, each of which is counted once."""
        key = (result.provider_version, result.created_at, result.success)
        there = self._there[pact.content_id]
        if there[key] <= 0:
            return False
        there[key] -= 1
        self._tally.count(_KIND, is_new=False)
        return True


def _distinct_pacts(
    connection: sa.Connection, *, consumer: str, own: Iterable[SourceVersion]
) -> tuple[Pact, ...]:
    """Of each content the pact of the first version that has it."""
    found: dict[int, Pact] = {}
    for each in own:
        version = versions.find_by_name(connection, consumer, number=each.number)
        for pact in pacts.of_versions(connection, [version.id] if version else []):
            found.setdefault(pact.content_id, pact)
    return tuple(found.values())


def _find_results(source: Source, pact: Pact) -> list[_Found]:
    """Every result of the content, told by the numbers at the ends of their addresses."""
    query = [
        ("q[][pacticipant]", pact.consumer.name),
        ("q[][version]", pact.consumer_version.number),
        ("q[][pacticipant]", pact.provider.name),
        ("limit", _ALL_ROWS),
    ]
    rows = source.read(f"/matrix?{urlencode(query)}")["matrix"]
    paths = [
        source.path_of(row["verificationResult"]["_links"]["self"]["href"])
        for row in rows
        if row["verificationResult"] and row["provider"]["name"] == pact.provider.name
    ]
    return [_Found(int(urlsplit(path).path.rpartition("/")[2]), path, pact) for path in paths]


def _write(connection: sa.Connection, *, results: Iterable[tuple[Pact, SourceResult]]) -> None:
    for pact, result in results:
        version = versions.ensure(
            connection, pact.provider.id, number=result.provider_version, now=result.created_at
        ).item
        new = verifications.NewResult(
            success=result.success,
            wip=False,
            pending=None,
            build_url=result.build_url,
            verified_by=_text(result.verified_by),
            metadata_segment=None,
            test_results=_text(result.test_results),
        )
        verifications.add(connection, pact, version=version, result=new, now=result.created_at)
        pair = (pact.consumer.id, pact.provider.id)
        integrations.touch(connection, [pair], now=result.created_at)


def _text(value: Json) -> str | None:
    return None if value is None else compact(value)
