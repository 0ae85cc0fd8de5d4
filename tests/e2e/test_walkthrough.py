"""What a README tells people to type is typed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e.pages import ROOT, read_page, type_script

if TYPE_CHECKING:
    from pathlib import Path

PORTS = ("8100", "8200", "8300")


def test_walkthrough_of_one_round(tmp_path: Path) -> None:
    blocks = read_page(ROOT / "services" / "README.md", PORTS)
    (script,) = [block.text for block in blocks if block.language == "bash"]

    ended = type_script(script, tmp_path, within_s=120)

    assert ended.code == 0, ended.output + ended.errors
    assert '"pull_request": "forge://octo-aggregator/demo/pulls/1"' in ended.output
    assert ended.output.splitlines()[-2].endswith("Add a switch")
