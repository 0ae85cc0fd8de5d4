"""The pages say what something holds: each check they name exists, no contract is left out."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
ARCHITECTURE: Final = ROOT / "ARCHITECTURE.md"
DECISIONS: Final = sorted((ROOT / "docs/decisions").glob("*.md"))
SECTIONS: Final = ["Context", "Choice", "What would change our mind", "Enforced by"]

each_page = pytest.mark.parametrize("page", [ARCHITECTURE, *DECISIONS], ids=lambda page: page.stem)
each_decision = pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)


def contracts() -> set[str]:
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    prefix = "importlinter:contract:"
    return {s.removeprefix(prefix) for s in parser.sections() if s.startswith(prefix)}


def checks_of_rows(page: Path) -> list[str]:
    """What stands in the last column of every table, heads and rules left out."""
    rows = re.findall(r"^\|.*\| (.+) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [check for check in rows if check != "Held by"]


def test_architecture_names_every_contract_and_no_other() -> None:
    named = re.findall(r"`([a-z-]+)`", " ".join(checks_of_rows(ARCHITECTURE)))

    assert set(named) == contracts()


def test_every_sentence_of_the_architecture_names_its_check() -> None:
    checks = checks_of_rows(ARCHITECTURE)

    assert len(checks) > 20
    assert all(re.fullmatch(r"`[^`]+`(, `[^`]+`)*", check) for check in checks)


@each_page
def test_named_test_exists(page: Path) -> None:
    named = re.findall(r"`(tests/[^`]+)`", page.read_text(encoding="utf-8"))

    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []


@each_page
def test_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@each_decision
def test_decision_has_its_sections_on_one_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert len(text.splitlines()) <= 60


@each_decision
def test_decision_names_contracts_that_exist(page: Path) -> None:
    _, _, enforced = page.read_text(encoding="utf-8").partition("## Enforced by")
    named = re.findall(r"`([a-z-]+)`", enforced)

    assert set(named) <= contracts()
