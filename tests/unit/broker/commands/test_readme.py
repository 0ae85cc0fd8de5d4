"""What is not in the README is not there: options, commands and scopes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from pact_notary.__main__ import main, serve_command
from pact_notary.domain.scopes import Scope

README: Final = Path(__file__).parents[4] / "broker/README.md"


def rows() -> dict[str, str]:
    """The variables of the settings table, by option."""
    found = re.findall(r"^\| `(--[a-z-]+)` \|([^|]*)\|", README.read_text("utf-8"), re.MULTILINE)
    return {option: variable.strip(" `") for option, variable in found}


def test_readme_lists_every_option_of_serve_with_its_variable() -> None:
    options = {str(option.opts[0]): str(option.envvar or "") for option in serve_command.params}

    assert rows() == options


@pytest.mark.parametrize("command", [name for name in main.commands if name != "migrate"])
def test_readme_shows_every_command(command: str) -> None:
    assert f"pact-notary {command}" in README.read_text("utf-8")


@pytest.mark.parametrize("scope", Scope, ids=lambda scope: scope.value)
def test_readme_explains_every_scope(scope: Scope) -> None:
    assert f"| `{scope.value}` |" in README.read_text("utf-8")


@pytest.mark.parametrize("option", serve_command.params, ids=lambda option: option.name)
def test_help_explains_every_option(option: object) -> None:
    assert getattr(option, "help", None)
