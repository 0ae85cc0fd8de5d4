"""An import: every document is kept, works are made of those that can be worked with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from swarm.coordinator import store
from swarm.coordinator.store import exports, imports
from swarm.coordinator.transfer import mapping, states
from swarm.coordinator.transfer.documents import read_line, text_of
from swarm.coordinator.transfer.files import BATCH, COLLECTIONS, file_of, read_batches
from swarm.coordinator.transfer.findings import Findings, Report, Tally
from swarm.coordinator.transfer.members import MEMBERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from swarm.coordinator.records import Assignment, Bounty, Issue, Todo
    from swarm.coordinator.store import Connection, Ledger
    from swarm.coordinator.store.imports import Kept, PlannedSpec
    from swarm.coordinator.transfer.documents import Document
    from swarm.coordinator.transfer.files import Read


@dataclass
class _Import:
    connection: Connection
    now: datetime
    findings: Findings = field(default_factory=Findings)
    sequence: int = 0


@dataclass(frozen=True)
class _Batch:
    """The new documents of a batch, and the works that were made of them, by digest."""

    new: Sequence[Read]
    works: dict[str, str]


def import_directory(
    connection: Connection, directory: Path, *, now: datetime, on_bytes: Callable[[int], object]
) -> Report:
    """Import what the folder has, in the transaction of `connection`.

    Raises:
        ImportRefused: A line is no document; the transaction must be undone.
    """
    run = _Import(connection, now)
    starts = {name: imports.last_position(connection, name) for name in COLLECTIONS}
    lacking = imports.unlink_lacking(connection)
    tallies = {
        name: _import_file(run, name, file_of(directory, name), on_bytes) for name in COLLECTIONS
    }
    _link(run, "issues", starts["issues"])
    _link(run, "todos", starts["todos"])
    _link_batch(connection, "todos", _documents(lacking))
    imports.settle_bounties(connection)
    for name in filter(exports.has_states, COLLECTIONS):
        _remember_states(connection, name, starts[name])
    return Report(tallies, run.findings)


def _import_file(run: _Import, name: str, file: Path, on_bytes: Callable[[int], object]) -> Tally:
    start = position = imports.last_position(run.connection, name)
    read = works = 0
    for batch in read_batches(file, on_bytes):
        read += len(batch)
        digests = [one.digest for one in batch]
        known = imports.known_digests(run.connection, name, digests, up_to=start)
        new = [one for one in batch if one.digest not in known]
        _note_members(run, name, new)
        made = _IMPORTERS.get(name, _keep_only)(run, new)
        works += len([one for one in made if one is not None])
        rows = [
            imports.NewDocument(position + n, one.digest, one.text, work)
            for n, (one, work) in enumerate(zip(new, made, strict=True), start=1)
        ]
        imports.keep_documents(run.connection, name, rows)
        position += len(rows)
    return Tally(read, position - start, works)


def _keep_only(_: _Import, new: Sequence[Read]) -> list[str | None]:
    return [None] * len(new)


def _import_specs(run: _Import, new: Sequence[Read]) -> list[str | None]:
    ids = _texts(new, "swarmBountyId")
    seen = set(imports.known_bounties(run.connection, ids))
    taken = _taken(run, new, store.SPECS)
    bounties: list[Bounty] = []
    planned: list[PlannedSpec] = []
    given: list[Assignment] = []

    def make(one: Read) -> str:
        bounty, mapped = mapping.map_spec(one.document, taken, now=run.now)
        _require_new(bounty.id, seen)
        bounties.append(bounty)
        planned.append(mapped.work)
        _give(run, one, mapped, given, taken)
        return bounty.id

    made = [_try(run, one, make) for one in new]
    imports.add_bounties(run.connection, bounties, planned)
    store.insert_assignments(run.connection, given, of=store.SPECS)
    return made


def _import_issues(run: _Import, new: Sequence[Read]) -> list[str | None]:
    seen = set(store.known_issues(run.connection, _texts(new, "uuid")))
    known = set(imports.known_bounties(run.connection, _texts(new, "bountyId")))
    taken = _taken(run, new, store.ISSUES)
    missing: list[Bounty] = []
    issues: list[Issue] = []
    given: list[Assignment] = []

    def make(one: Read) -> str:
        mapping.require_build(one.document)
        run.sequence += 1
        mapped = mapping.map_issue(one.document, taken, sequence=run.sequence, now=run.now)
        bounty = mapped.work.bounty
        told = mapping.bounty_of_issue(one.document, now=run.now)
        _require_new(mapped.work.uuid, seen)
        if bounty not in known:
            run.findings.note("issue of a bounty without spec", one.where)
            missing.append(told)
            known.add(bounty)
        issues.append(mapped.work)
        _give(run, one, mapped, given, taken)
        return mapped.work.uuid

    made = [_try(run, one, make) for one in new]
    specs = [imports.PlannedSpec(one.id, "done", 0, None) for one in missing]
    imports.add_bounties(run.connection, missing, specs)
    imports.add_issues(run.connection, issues, given, of=store.ISSUES)
    return made


def _import_todos(run: _Import, new: Sequence[Read]) -> list[str | None]:
    seen = set(store.known_todos(run.connection, _texts(new, "uuid")))
    bounties = imports.bounties_of(run.connection, _texts(new, "issueUuid"))
    taken = _taken(run, new, store.TODOS)
    todos: list[Todo] = []
    given: list[Assignment] = []

    def make(one: Read) -> str:
        mapping.require_build(one.document)
        bounty = bounties.get(text_of(one.document.get("issueUuid")) or "")
        if bounty is None:
            raise mapping.NotWork("todo of an issue that is not there")
        if text_of(one.document.get("bountyId")) != bounty:
            run.findings.note("todo of another bounty than its issue's", one.where)
        run.sequence += 1
        mapped = mapping.map_todo(one.document, bounty, taken, sequence=run.sequence, now=run.now)
        _require_new(mapped.work.uuid, seen)
        todos.append(mapped.work)
        _give(run, one, mapped, given, taken)
        return mapped.work.uuid

    made = [_try(run, one, make) for one in new]
    imports.add_todos(run.connection, todos, given, of=store.TODOS)
    return made


def _import_prompts(run: _Import, new: Sequence[Read]) -> list[str | None]:
    told = [mapping.prompt_of(one.document) for one in new]
    unknown = imports.set_system_prompts(run.connection, dict(filter(None, told)))
    made: list[str | None] = []
    for one, found in zip(new, told, strict=True):
        is_known = found is not None and found[0] not in unknown
        if not is_known:
            run.findings.note("system prompt of no bounty that is there", one.where)
        made.append(found[0] if found is not None and is_known else None)
    return made


def _import_audits(run: _Import, new: Sequence[Read]) -> list[str | None]:
    def make(one: Read) -> str:
        audit = mapping.map_audit(one.document, now=run.now)
        store.keep_audit(run.connection, audit)
        return mapping.key_of(audit)

    return [_try(run, one, make) for one in new]


def _import_told(_: _Import, new: Sequence[Read]) -> list[str | None]:
    """Bounties of other kinds, which are only told of."""
    return [text_of(one.document.get("swarmBountyId")) for one in new]


def _import_lines(_: _Import, new: Sequence[Read]) -> list[str | None]:
    """Log lines, which are not recorded again."""
    return [mapping.writer_of(one.document) for one in new]


_IMPORTERS: Final[dict[str, Callable[[_Import, Sequence[Read]], list[str | None]]]] = {
    "specs": _import_specs,
    "issues": _import_issues,
    "todos": _import_todos,
    "systemprompts": _import_prompts,
    "audits": _import_audits,
    "documentations": _import_told,
    "bugfinders": _import_told,
    "builderlogs": _import_lines,
    "buildererrorlogs": _import_lines,
}


def _try(run: _Import, one: Read, make: Callable[[Read], str]) -> str | None:
    try:
        return make(one)
    except mapping.NotWork as error:
        run.findings.note(str(error), one.where)
        return None


def _give(
    run: _Import,
    one: Read,
    mapped: mapping.Mapped[Any],
    given: list[Assignment],
    taken: set[Any],
) -> None:
    given.extend(mapped.given)
    taken.update(assignment.holder for assignment in mapped.given)
    for kind in mapped.odd:
        run.findings.note(kind, one.where)


def _require_new(key: str, seen: set[str]) -> None:
    if key in seen:
        raise mapping.NotWork("uuid that was there before")
    seen.add(key)


def _taken(run: _Import, new: Sequence[Read], of: Ledger) -> set[Any]:
    holders = [holder for one in new for holder in mapping.holders_of(one.document)]
    taken: set[Any] = set()
    for start in range(0, len(holders), BATCH):
        some = holders[start : start + BATCH]
        taken |= imports.taken_holders(run.connection, some, of=of)
    return taken


def _texts(new: Sequence[Read], member: str) -> list[str]:
    """What can be asked of a database; other texts are nobody's."""
    found = (text_of(one.document.get(member)) for one in new)
    return [text for text in found if text is not None and mapping.is_identifier(text)]


def _note_members(run: _Import, name: str, new: Sequence[Read]) -> None:
    known = MEMBERS[name]
    for one in new:
        for member in one.document.keys() - known:
            run.findings.note(f"member of {name} that is not known: {member[:50]!a}", one.where)


def _link(run: _Import, name: str, start: int) -> None:
    for batch in _kept(run.connection, name, start):
        for work in _link_batch(run.connection, name, _documents(batch)):
            run.findings.note(f"{name.removesuffix('s')} that needs one that is not there", work)


def _documents(batch: Sequence[Kept]) -> dict[str, Document]:
    return {one.work: read_line(one.document.encode()) for one in batch if one.work}


def _link_batch(connection: Connection, name: str, documents: dict[str, Document]) -> Sequence[str]:
    if name == "todos":
        needed = {work: mapping.needs_of(document) for work, document in documents.items()}
        return sorted(imports.link_todos(connection, needed))
    before = {
        work: found
        for work, document in documents.items()
        if (found := mapping.predecessor_of(document)) is not None
    }
    return sorted(imports.link_issues(connection, before))


def _remember_states(connection: Connection, name: str, start: int) -> None:
    for batch in _kept(connection, name, start):
        found = states.read_values(connection, name, [one.work for one in batch if one.work])
        told = {one.position: json.dumps(found[one.work]) for one in batch if one.work in found}
        imports.set_states(connection, name, told)


def _kept(connection: Connection, name: str, start: int) -> Iterator[Sequence[Kept]]:
    after = start
    while batch := imports.list_kept(connection, name, after=after, limit=BATCH):
        yield batch
        after = batch[-1].position
