"""Links are absolute, below the base URL, each segment percent-encoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses below one base URL, which ends without a slash."""

    base: str

    def to(self, *segments: str | int) -> str:
        return "/".join([self.base, *(quote(str(segment), safe="") for segment in segments)])

    def template(self, path: str) -> str:
        """The address of a path that holds `{variables}` and is otherwise written out."""
        return self.base + path

    def query(self, href: str, parameters: Mapping[str, str | int]) -> str:
        return f"{href}?{urlencode(parameters)}" if parameters else href


def link(href: str, *, title: str | None = None, name: str | None = None) -> dict[str, Any]:
    members = {"href": href, "title": title, "name": name}
    return {member: value for member, value in members.items() if value is not None}


def template(href: str, *, title: str | None = None) -> dict[str, Any]:
    return link(href, title=title) | {"templated": True}
