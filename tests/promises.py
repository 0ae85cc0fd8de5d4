"""Fails when the OpenAPI documents break what the last release promised, and nobody says so.

`python -m tests.promises` compares `docs/openapi` of the newest tag `v*` with what is there now.
What breaks needs a commit whose subject carries `!`, and a fragment `changelog.d/*.contract.md`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DOCUMENTS: Final = "docs/openapi"
_SHALLOW: Final = "There is no release in this shallow clone; fetch all of it to be sure."
_LOUD: Final = re.compile(r"[a-z]+(\([^)]*\))?!: ")


class Undecided(Exception):
    """It cannot be found out; the text says why."""


@dataclass(frozen=True, slots=True)
class Since:
    """What has happened since a release.

    Attributes:
      broken: what the documents break, a line each.
      subjects: of the commits.
      fragments: names of the notes for the changelog that speak of contracts.
    """

    tag: str
    broken: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    fragments: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What has to be said of a break, and is not."""
        if not self.broken:
            return ()
        is_loud = any(_LOUD.match(subject) for subject in self.subjects)
        commit = f"a commit since {self.tag} whose subject carries `!`: feat(node)!: …"
        fragment = "a fragment changelog.d/<slug>.contract.md: what breaks, and what to do"
        told = {commit: is_loud, fragment: bool(self.fragments)}
        return tuple(text for text, is_there in told.items() if not is_there)


def main(root: Path) -> int:
    """0 when no promise is broken in silence, 1 when one is, 3 when that cannot be found out."""
    try:
        tag = find_release(root)
        since = None if tag is None else look_back(root, tag)
        is_whole = _git(root, "rev-parse", "--is-shallow-repository").strip() == "false"
    except Undecided as reason:
        print(reason, file=sys.stderr)  # noqa: T201  # a command's output
        return 3
    told = tell(since) if since or is_whole else (_SHALLOW,)
    print("\n".join(told))  # noqa: T201  # same
    return 1 if since and since.missing else 0


def tell(since: Since | None) -> tuple[str, ...]:
    if since is None:
        return ("There is no release yet: nothing is promised.",)
    if not since.broken:
        return (f"No promise of {since.tag} is broken.",)
    if not since.missing:
        return (*since.broken, f"Promises of {since.tag} are broken, and it is said.")
    missing = (f"  {text}" for text in since.missing)
    return (*since.broken, f"Promises of {since.tag} are broken. There must be:", *missing)


def find_release(root: Path) -> str | None:
    """The newest tag `v*` that this commit comes after."""
    tags = _git(root, "tag", "--list", "v*", "--merged", "HEAD", "--sort=-version:refname")
    return next(iter(tags.split()), None)


def look_back(root: Path, tag: str) -> Since:
    names = _git(root, "ls-tree", "--name-only", tag, f"{DOCUMENTS}/").split()
    return Since(
        tag,
        broken=tuple(line for name in names for line in _compare(root, tag, name)),
        subjects=tuple(_git(root, "log", "--format=%s", f"{tag}..HEAD").splitlines()),
        fragments=tuple(file.name for file in (root / "changelog.d").glob("*.contract.md")),
    )


def _compare(root: Path, tag: str, name: str) -> tuple[str, ...]:
    """What the document breaks, as `pact-notary breaking` says it."""
    if not (root / name).exists():
        return (f"{name} is gone",)
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / f"{tag}.json"
        old.write_text(_git(root, "show", f"{tag}:{name}"), encoding="utf-8")
        command = [sys.executable, "-m", "pact_notary", "breaking", str(old), name]
        done = _run(root, *command, "--format", "json")
    if done.returncode not in {0, 1}:
        raise Undecided(done.stderr.strip())
    changes = json.loads(done.stdout)["changes"]
    return tuple(
        f"{name}: {change['rule']}: {', '.join(change['operations'])} {change['field']}: "
        f"{change['old'] or 'nothing'} → {change['new'] or 'nothing'}"
        for change in changes
        if change["severity"] == "error"
    )


def _git(root: Path, *arguments: str) -> str:
    done = _run(root, "git", *arguments)
    if done.returncode:
        raise Undecided(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def _run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=root, capture_output=True, check=False, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
