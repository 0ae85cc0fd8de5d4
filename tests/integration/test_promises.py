"""A promise that is broken in silence is found; one that is broken aloud is let through."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests import promises
from tests.promises import Since, find_release, look_back

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = ("docs/openapi/shop.json: operation-removed: GET /things : GET /things → nothing",)
AS = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


def a_document(*paths: str) -> dict[str, Any]:
    operation = {"get": {"responses": {"200": {"description": "Fine."}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": dict.fromkeys(paths, operation),
    }


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *AS, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, subject: str, **documents: dict[str, Any]) -> None:
    folder = root / "docs/openapi"
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document))
    git(root, "add", ".")
    git(root, "commit", "--allow-empty", "-m", subject)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository without a release, whose shop has things and parts."""
    git(tmp_path, "init", "-b", "main")
    commit(tmp_path, "feat(shop)!: begin", shop=a_document("/things", "/parts"))
    return tmp_path


def test_without_a_release_nothing_is_promised(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "tag", "w1.0.0")

    assert promises.main(root) == 0
    assert capsys.readouterr().out == "There is no release yet: nothing is promised.\n"


def test_shallow_clone_is_told_to_be_one(
    root: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root, "feat(shop): more")
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--depth", "1", root.as_uri(), ".")

    assert promises.main(clone) == 0
    assert "shallow clone" in capsys.readouterr().out


def test_release_is_the_newest_that_this_comes_after(root: Path) -> None:
    git(root, "tag", "v1.9.0")
    git(root, "tag", "v1.10.0")
    git(root, "switch", "-c", "other")
    commit(root, "feat(shop): more")
    git(root, "tag", "v2.0.0")
    git(root, "switch", "main")

    assert find_release(root) == "v1.10.0"


def test_break_is_let_through_once_it_is_said(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(root, "tag", "v1.0.0")
    commit(root, "feat(shop): forget things", shop=a_document("/parts"))

    assert promises.main(root) == 1
    assert capsys.readouterr().out.splitlines() == [
        *BROKEN,
        "Promises of v1.0.0 are broken. There must be:",
        "  a commit since v1.0.0 whose subject carries `!`: feat(node)!: …",
        "  a fragment changelog.d/<slug>.contract.md: what breaks, and what to do",
    ]

    (root / "changelog.d").mkdir()
    (root / "changelog.d/things.contract.md").write_text("Things are gone.")
    commit(root, "feat(shop)!: say that things are gone")

    assert promises.main(root) == 0
    assert "Promises of v1.0.0 are broken, and it is said." in capsys.readouterr().out


def test_document_that_is_gone_breaks_all_of_it(root: Path) -> None:
    git(root, "tag", "v1.0.0")
    git(root, "rm", "docs/openapi/shop.json")

    assert look_back(root, "v1.0.0").broken == ("docs/openapi/shop.json is gone",)


def test_what_cannot_be_read_is_no_yes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(root, "tag", "v1.0.0")
    commit(root, "feat(shop): mistake", shop={"openapi": "2.0"})

    assert promises.main(root) == 3
    assert "docs/openapi/shop.json: at /openapi" in capsys.readouterr().err


def test_what_is_no_repository_is_no_yes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert promises.main(tmp_path) == 3
    assert "not a git repository" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("since", "missing"),
    [
        pytest.param(Since("v1"), [], id="nothing is broken"),
        pytest.param(Since("v1", BROKEN), ["commit", "fragment"], id="in silence"),
        pytest.param(Since("v1", BROKEN, ("feat!: x",)), ["fragment"], id="no note"),
        pytest.param(Since("v1", BROKEN, ("feat(a)!: x",)), ["fragment"], id="nor in a room"),
        pytest.param(Since("v1", BROKEN, (), ("a.contract.md",)), ["commit"], id="no commit"),
        pytest.param(
            Since("v1", BROKEN, ("feat: x!: y", "Feat it!"), ("a.contract.md",)),
            ["commit"],
            id="a mark elsewhere",
        ),
        pytest.param(Since("v1", BROKEN, ("fix!: x",), ("a.contract.md",)), [], id="aloud"),
    ],
)
def test_break_needs_a_commit_and_a_note(since: Since, missing: list[str]) -> None:
    assert [text.split()[1] for text in since.missing] == missing
