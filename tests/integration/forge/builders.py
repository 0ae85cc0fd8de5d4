"""Forges with something in them, made by the forge's own methods."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from swarm.forge.git import Git
from swarm.forge.local import LocalForge
from swarm.forge.records import Branch, Proposal, Repository, Stamp

if TYPE_CHECKING:
    from swarm.forge.records import PullRequest

DEMO: Final = Repository("octo-aggregator", "demo")
MAIN: Final = Branch(DEMO, "main")
STAMP: Final = Stamp("octo-worker", datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC))


def find_git() -> Path:
    program = shutil.which("git")
    if program is None:
        raise FileNotFoundError("git")
    return Path(program)


def a_forge(folder: Path) -> LocalForge:
    """A forge with the repository `DEMO`."""
    directory = folder / "forge"
    directory.mkdir()
    forge = LocalForge(Git(find_git()), directory)
    forge.create_repository(DEMO, stamp=STAMP)
    return forge


def push_work(forge: LocalForge, folder: Path, *, files: dict[str, str], branch: str) -> Branch:
    """A branch of octo-worker's fork with one commit."""
    work = Branch(forge.fork(DEMO, owner="octo-worker"), branch)
    clone = forge.clone(MAIN, into=folder / branch)
    clone.commit(files, message="Work\n", stamp=STAMP)
    forge.push(clone, to=work)
    return work


def a_proposal(source: Branch, **changes: Any) -> Proposal:
    fields = {"title": "Sweep", "body": "Swept.", "author": "octo-worker", "target": MAIN}
    return Proposal(source=source, **{**fields, **changes})


def open_one(forge: LocalForge, folder: Path, *, branch: str = "work") -> PullRequest:
    """A pull request that adds one file of its own."""
    source = push_work(forge, folder, files={f"{branch}.md": "done\n"}, branch=branch)
    return forge.open_pull_request(a_proposal(source))


def look(forge: LocalForge, repository: Repository, *arguments: str) -> str:
    """What plain git says of a repository of the forge."""
    path = forge.directory / repository.owner / f"{repository.name}.git"
    done = subprocess.run(
        ["git", f"--git-dir={path}", *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


def link_in_main(forge: LocalForge, folder: Path, *, name: str, to: Path) -> None:
    """Have the main branch of `DEMO` hold a symbolic link."""
    tree = folder / "tree"
    path = forge.directory / DEMO.owner / f"{DEMO.name}.git"
    subprocess.run(["git", "clone", "--quiet", str(path), str(tree)], check=True)
    (tree / name).symlink_to(to)
    who = ("-c", "user.name=octo", "-c", "user.email=octo@swarm.invalid")
    for arguments in (["add", "."], ["commit", "--quiet", "-m", "Link"], ["push", "--quiet"]):
        subprocess.run(["git", *who, *arguments], cwd=tree, check=True, capture_output=True)
