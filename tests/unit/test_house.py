"""Limits of size and nesting, and no module whose name says nothing; nothing is exempt."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[2]
TREES: Final = (".github", "integration", "services", "broker", "consumers", "providers", "tests")
MODULES: Final = tuple(file for tree in TREES for file in sorted((ROOT / tree).rglob("*.py")))
NAMELESS: Final = {"util", "helper", "common", "misc", "base", "manager", "handler", "processor"}
BLOCKS: Final = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)

each_module = pytest.mark.parametrize(
    "module", MODULES, ids=lambda module: str(module.relative_to(ROOT))
)


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def nesting(node: ast.AST) -> int:
    """How many blocks stand in each other; an `elif` is as deep as its `if`."""
    others = node.orelse if isinstance(node, ast.If) else []
    is_chain = len(others) == 1 and isinstance(others[0], ast.If)
    inner = (nesting(n) - (is_chain and n is others[0]) for n in ast.iter_child_nodes(node))
    return max(inner, default=0) + isinstance(node, BLOCKS)


@each_module
def test_module_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


@each_module
def test_functions_are_short_and_flat(module: Path) -> None:
    long = [f.name for f in functions(module) if (f.end_lineno or 0) - f.lineno >= 40]
    deep = [f.name for f in functions(module) if nesting(f) > 3]

    assert (long, deep) == ([], [])


@each_module
def test_module_is_named_for_what_it_holds(module: Path) -> None:
    words = {word.removesuffix("s") for word in module.stem.split("_")}

    assert not words & NAMELESS
    assert module.parent.name.removesuffix("s") not in NAMELESS
