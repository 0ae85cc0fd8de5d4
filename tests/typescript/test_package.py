"""What is published is generated, checked, tested and small, and nothing else is published."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.typescript.conftest import Package

PACKED = Path(__file__).with_name("packed.txt")
SERVICES = ("coordinator", "node", "container")
PARTS = ("", "/signing", *(f"{room}/{name}" for room in ("", "/zod") for name in SERVICES))


def test_generated_files_are_what_the_documents_say(package: Package, tmp_path: Path) -> None:
    package.npm("run", "generate", "--", str(tmp_path))

    made = {str(file.relative_to(tmp_path)): file for file in tmp_path.rglob("*.ts")}
    assert len(made) == 3 * len(SERVICES)
    for name, file in made.items():
        committed = package.folder / "src" / name
        assert committed.read_text("utf-8") == file.read_text("utf-8"), f"npm run generate: {name}"


@pytest.mark.parametrize("script", ["lint", "types", "test", "size", "package"])
def test_script_finds_nothing(package: Package, script: str) -> None:
    package.npm("run", script)


def test_version_is_that_of_the_python_package(package: Package) -> None:
    described = json.loads((package.folder / "package.json").read_text(encoding="utf-8"))

    assert described["version"] == version("pro-me-the-us")


def test_nothing_else_is_packed(package: Package) -> None:
    [packed] = json.loads(package.npm("pack", "--dry-run", "--json"))

    files = "".join(f"{file['path']}\n" for file in packed["files"])
    assert files == PACKED.read_text(encoding="utf-8"), "if that is meant, write it there"


def test_each_part_loads_in_both_ways_with_the_same_in_it(package: Package) -> None:
    names = [f"@pro-me-the-us/integration{part}" for part in PARTS]
    required = package.node(
        "--no-experimental-require-module",
        "-e",
        f"for (const n of {names}) console.log(n, Object.keys(require(n)).sort().join())",
    )
    imported = package.node(
        "--input-type=module",
        "-e",
        f"for (const n of {names}) console.log(n, Object.keys(await import(n)).sort().join())",
    )

    assert required == imported
    assert len(imported.splitlines()) == len(names)


def test_nothing_of_node_is_loaded(package: Package) -> None:
    sources = [*(package.folder / "dist").rglob("*js"), *(package.folder / "src").rglob("*.ts")]

    assert [f.name for f in sources if "node:" in f.read_text(encoding="utf-8")] == []
    assert len(sources) > len(PARTS)
