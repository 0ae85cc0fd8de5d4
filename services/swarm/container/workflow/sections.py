"""Sections of a pull request's body, between comments: how auditors find what they look for.

Source: the deployed protocol. `<!-- BEGIN_X -->` and `<!-- END_X -->` enclose section X; the
section STAKING_KEY reads `key: signature`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

STAKING_KEY: Final = "STAKING_KEY"
_SIGNED: Final = re.compile(r"([1-9A-HJ-NP-Za-km-z]+): ?([1-9A-HJ-NP-Za-km-z]+)")


@dataclass(frozen=True, slots=True)
class Signed:
    """What the STAKING_KEY section says: a key, and a signed body said to be its own."""

    staking_key: str
    attestation: str


def write_sections(sections: Mapping[str, str]) -> str:
    """A body with these sections. No text can open or close one: its comments are made visible."""
    return "\n\n".join(
        f"<!-- BEGIN_{name} -->\n{_show_comments(text).strip()}\n<!-- END_{name} -->"
        for name, text in sections.items()
    )


def find_section(body: str, name: str) -> str | None:
    """The text of the section; None unless there is exactly one of that name."""
    found = re.findall(f"<!-- BEGIN_{name} -->(.*?)<!-- END_{name} -->", body, re.DOTALL)
    return found[0].strip() if len(found) == 1 else None


def find_signed(body: str) -> Signed | None:
    """The STAKING_KEY section, when it is as it should be."""
    found = _SIGNED.fullmatch(find_section(body, STAKING_KEY) or "")
    return Signed(found[1], found[2]) if found else None


def _show_comments(text: str) -> str:
    return text.replace("<!--", "&lt;!--")
