"""What pages have that nobody types: made of declarations, parsers and fragments."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pact_notary.__main__ import main as pact_notary
from swarm.__main__ import main as swarm
from tests.site.commands import render_commands, render_settings
from tests.site.endpoints import render_endpoints
from tests.site.modules import render_models, render_modules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT: Final = Path(__file__).resolve().parents[2]
MARK: Final = re.compile(r"^<!-- made: ([a-z ,-]+) -->$", re.MULTILINE)
_RELATIVE: Final = re.compile(r"\[([^]]+)\]\((?!https?:|#)[^)]+\)")
# A site has no pages of hidden folders.
_HIDDEN: Final = re.compile(r"\]\(((?:\.\./)*)\.github/actions/README\.md")


def make() -> Mapping[str, str]:
    """What is made, by what a mark asks for."""
    return {asked: made() for asked, made in MADE.items()}


def fill(page: str, made: Mapping[str, str]) -> str:
    """The page, with what is made in the place of each mark, and links to what is a page.

    Raises:
        KeyError: Nobody makes what a mark asks for.
    """
    filled = MARK.sub(lambda mark: made[mark[1]], page)
    return _HIDDEN.sub(r"](\1docs/reference/actions.md", filled)


def _endpoints(service: str) -> str:
    document = ROOT / f"docs/openapi/{service}.json"
    return render_endpoints(json.loads(document.read_text(encoding="utf-8")))


def _actions() -> str:
    """Their README, without its heading; what it links of its own folder is only named."""
    readme = (ROOT / ".github/actions/README.md").read_text(encoding="utf-8")
    return _RELATIVE.sub(r"\1", readme.partition("\n")[2])


def _unreleased() -> str:
    """What the next release will say."""
    towncrier = [sys.executable, "-m", "towncrier", "build", "--draft"]
    heading = ["--version", "Next", "--date", "not released"]
    ended = subprocess.run(
        [*towncrier, *heading], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return ended.stdout


MADE: Final[Mapping[str, Callable[[], str]]] = {
    "endpoints of coordinator": partial(_endpoints, "coordinator"),
    "endpoints of node": partial(_endpoints, "node"),
    "endpoints of container": partial(_endpoints, "container"),
    "commands of pact-notary": partial(render_commands, pact_notary, "pact-notary"),
    "commands of swarm": partial(render_commands, swarm, "swarm"),
    "settings of pact-notary": partial(render_settings, pact_notary, "pact-notary"),
    "settings of swarm": partial(render_settings, swarm, "swarm"),
    "modules of the wire": render_modules,
    "models of coordinator": partial(render_models, "coordinator"),
    "models of node": partial(render_models, "node"),
    "models of container": partial(render_models, "container"),
    "actions": _actions,
    "changes to come": _unreleased,
}
