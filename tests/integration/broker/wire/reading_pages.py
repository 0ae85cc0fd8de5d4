"""A page as a person reads it: its texts, its links, and what is called what."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

_VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})


@dataclass
class Element:
    """An element, with the texts in it, each without blanks around."""

    tag: str
    attributes: dict[str, str | None]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.texts)


class Page(HTMLParser):
    """Whatever is not well nested fails."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.elements: list[Element] = []
        self.feed(html)
        self.close()
        assert not self._open, [element.tag for element in self._open]

    @property
    def text(self) -> str:
        return next(each.text for each in self.elements if each.tag == "main")

    @property
    def heading(self) -> str:
        return next(each.text for each in self.elements if each.tag == "h1")

    @property
    def ids(self) -> list[str]:
        return [each.attributes["id"] or "" for each in self.elements if "id" in each.attributes]

    def named(self, name: str) -> list[Element]:
        """The elements of a class."""
        return [
            each for each in self.elements if name in (each.attributes.get("class") or "").split()
        ]

    def texts_of(self, name: str) -> list[list[str]]:
        return [each.texts for each in self.named(name)]

    def count(self, name: str) -> int:
        return len(self.named(name))

    def link(self, text: str) -> str:
        """Where the first link with the text leads to."""
        found = [each for each in self.elements if each.tag == "a" and each.text == text]
        return found[0].attributes["href"] or ""

    def field(self, name: str) -> Element:
        """The first field of a form with the name."""
        return next(each for each in self.elements if each.attributes.get("name") == name)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        element = self._open.pop()
        assert element.tag == tag, (element.tag, tag, element.text[:200])

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        for element in self._open if text else ():
            element.texts.append(text)


def read_page(wire: Wire, path: str, *, status: int = 200) -> Page:
    """The page that a browser gets at a path."""
    response = wire.get(path, accept=BROWSER)
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "text/html;charset=utf-8"
    return Page(response.text)
