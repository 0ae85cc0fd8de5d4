"""The tutorial, typed by somebody who has an empty folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.e2e import stand_ins
from tests.e2e.guides import as_typed, find_differences
from tests.e2e.pages import ROOT, read_page, type_script

if TYPE_CHECKING:
    from pathlib import Path

TUTORIAL: Final = ROOT / "docs/tutorial.md"
ENVIRONMENT: Final = {
    "CHECKOUT": str(ROOT),
    # Of all plugins that are installed here, a reader has this one.
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "PYTEST_PLUGINS": "pact_notary.testing",
}


def test_tutorial_is_as_it_says(tmp_path: Path) -> None:
    blocks = read_page(TUTORIAL, ("9292",))
    (folder := tmp_path / "empty").mkdir()

    programs = (stand_ins.install(tmp_path / "bin"),)
    ended = type_script(as_typed(blocks), folder, within_s=300, env=ENVIRONMENT, programs=programs)

    assert ended.code == 0, ended.output + ended.errors
    assert find_differences(blocks, ended.output) == []


def test_every_block_of_the_tutorial_is_run_or_compared() -> None:
    languages = [block.language for block in read_page(TUTORIAL, ())]

    assert set(languages) == {"bash", "text"}
    assert languages.count("bash") > languages.count("text") > 10
