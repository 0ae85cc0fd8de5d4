from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pact_notary.operations import checkout
from pact_notary.operations.checkout import read_checkout
from pact_notary.operations.refusals import CannotOperate

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, path: str, content: bytes = b"x") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def paths(root: Path) -> list[str]:
    return [file.path for file in read_checkout(root)]


def test_source_files_are_read_with_paths_below_the_root(tmp_path: Path) -> None:
    for path in ("b.py", "a/c.spec.ts", "a/b/C.java", "README.md", "a/data.json"):
        write(tmp_path, path)

    assert sorted(paths(tmp_path)) == ["a/b/C.java", "a/c.spec.ts", "b.py"]
    assert paths(tmp_path) == paths(tmp_path)


@pytest.mark.parametrize(
    "folder", ["node_modules", ".git", ".tox", ".venv", "venv", "lib/site-packages", "__pycache__"]
)
def test_what_was_installed_is_not_read(tmp_path: Path, folder: str) -> None:
    write(tmp_path, f"{folder}/deep/x.py")

    assert paths(tmp_path) == []


def test_virtual_environment_is_known_by_its_settings(tmp_path: Path) -> None:
    write(tmp_path, "my-env/pyvenv.cfg")
    write(tmp_path, "my-env/x.py")

    assert paths(tmp_path) == []


def test_links_and_pipes_are_not_opened(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret.py")
    root = tmp_path / "root"
    write(root, "own.py")
    (root / "linked.py").symlink_to(outside)
    (root / "folder").symlink_to(outside.parent)
    os.mkfifo(root / "pipe.py")

    assert paths(root) == ["own.py"]


def test_large_file_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "large.py", b"x" * (1024 * 1024 + 1))
    write(tmp_path, "whole.py", b"x" * 1024 * 1024)

    assert paths(tmp_path) == ["whole.py"]


def test_no_more_files_are_read_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkout, "MOST_FILES", 3)
    for number in range(5):
        write(tmp_path, f"{number}/x.py")

    assert paths(tmp_path) == ["0/x.py", "1/x.py", "2/x.py"]


def test_text_in_another_encoding_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    write(tmp_path, "latin.py", b'"caf\xe9" "tea"')

    [file] = read_checkout(tmp_path)

    assert file.text == '"caf\ufffd" "tea"'


def test_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotOperate, match="is no folder"):
        list(read_checkout(tmp_path / "none"))
