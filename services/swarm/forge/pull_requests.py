"""Pull requests of the local forge: one JSON file each, written whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from swarm.forge.records import Branch, ForgeError, Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swarm.forge.records import Proposal

_URL: Final = re.compile(r"forge://([^/]+)/([^/]+)/pulls/([1-9][0-9]{0,8})")


class BranchName(BaseModel):
    """A branch, as a record names it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    owner: str
    name: str
    branch: str

    @classmethod
    def of(cls, branch: Branch) -> BranchName:
        repository = branch.repository
        return cls(owner=repository.owner, name=repository.name, branch=branch.name)

    def as_branch(self) -> Branch:
        return Branch(Repository(self.owner, self.name), self.branch)


class Record(BaseModel):
    """A pull request as its file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    number: int
    title: str
    body: str
    author: str
    source: BranchName
    target: BranchName
    state: Literal["open", "merged"] = "open"
    merge_commit: str | None = None


def parse_url(url: str) -> tuple[Repository, int] | None:
    """Repository and number of `forge://owner/name/pulls/N`; None for any other URL."""
    found = _URL.fullmatch(url)
    if found is None:
        return None
    try:
        return Repository(found[1], found[2]), int(found[3])
    except ForgeError:
        return None


def write_url(repository: Repository, number: int) -> str:
    return f"forge://{repository}/pulls/{number}"


def read_record(folder: Path, number: int) -> Record | None:
    """The record of that number; None when there is none.

    Raises:
        ForgeError: Its file is damaged.
    """
    file = folder / f"{number}.json"
    try:
        return Record.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise ForgeError(f"{file.name} is no pull request: {error}") from error


def find_open(folder: Path, proposal: Proposal) -> Record | None:
    """The open pull request between the two branches of the proposal."""
    source, target = BranchName.of(proposal.source), BranchName.of(proposal.target)
    for number in _numbers(folder):
        record = read_record(folder, number)
        if record and (record.source, record.target, record.state) == (source, target, "open"):
            return record
    return None


def add_record(folder: Path, proposal: Proposal) -> Record:
    """File the proposal under the next number that nobody has taken."""
    folder.mkdir(exist_ok=True)
    number = max(_numbers(folder), default=0)
    while True:
        number += 1
        record = Record(
            number=number,
            title=proposal.title,
            body=proposal.body,
            author=proposal.author,
            source=BranchName.of(proposal.source),
            target=BranchName.of(proposal.target),
        )
        with _draft(folder, record) as draft:
            try:
                os.link(draft, folder / f"{number}.json")
            except FileExistsError:
                continue
        return record


def replace_record(folder: Path, record: Record) -> None:
    with _draft(folder, record) as draft:
        draft.replace(folder / f"{record.number}.json")


def _numbers(folder: Path) -> list[int]:
    return sorted(int(file.stem) for file in folder.glob("*.json") if file.stem.isdecimal())


@contextmanager
def _draft(folder: Path, record: Record) -> Iterator[Path]:
    """The record in a file of another name, complete and on disk."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
        file.write(record.model_dump_json(indent=2).encode())
        file.flush()
        os.fsync(file.fileno())
    draft = Path(file.name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)
