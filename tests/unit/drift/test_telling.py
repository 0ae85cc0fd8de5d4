from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from swarm.drift.documents import write_report
from swarm.drift.page import write_page
from swarm.drift.report import Difference, Place, Report
from swarm.drift.tables import show_report
from tests.unit.drift.builders import a_row

OTHER = Difference("logic", "$.a", "$.a is 'x', where 'y' was expected.")
ODD = Difference("unknown", "", "Nobody has verified this pact.")
HOSTILE = Difference("logic", "$.a", "$.a is '<script>alert(1)</script>\x1b[2J', where …")


def a_report(*rows: Any) -> Report:
    return Report("coordinator", "http://there", rows, ("A note.",))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((a_row(),), 0),
        ((a_row(OTHER), a_row()), 1),
        ((a_row(OTHER, is_in_use=False), a_row()), 0),
        ((a_row(ODD, verdict="unknown"), a_row()), 3),
        ((a_row(ODD, verdict="unknown"), a_row(OTHER)), 1),
        ((a_row(ODD, verdict="unknown", is_in_use=False),), 0),
    ],
    ids=["met", "broken", "unused", "unknown", "broken-and-unknown", "unknown-unused"],
)
def test_what_is_in_use_decides(rows: Any, code: int) -> None:
    assert a_report(*rows).exit_code == code


def test_table_begins_with_what_is_not_met() -> None:
    report = a_report(a_row(), a_row(OTHER, description="another"))

    header, first, second, *_, note, summary = show_report(report).splitlines()

    assert header.split() == ["verdict", "in", "use", "consumer", "interaction", "why"]
    assert first == "logic    yes     website   another      $.a is 'x', where 'y' was expected."
    assert second.startswith("met ")
    assert note == "A note."
    assert summary == (
        "coordinator at http://there: 1 of 2 interactions met, "
        "1 not met (1 of them in use), 0 unknown."
    )


def test_terminal_is_told_nothing_by_an_answer() -> None:
    assert "\x1b" not in show_report(a_report(a_row(HOSTILE)))


def test_document_holds_all_of_it() -> None:
    place = Place("1", "live", "deployed")

    document = json.loads(write_report(a_report(a_row(OTHER, places=(place,)))))

    assert document == {
        "provider": "coordinator",
        "source": "http://there",
        "notes": ["A note."],
        "counts": {"met": 0, "not met": 1, "unknown": 0},
        "exit_code": 1,
        "interactions": [
            {
                "consumer": "website",
                "description": "a list",
                "states": ["all is well"],
                "method": "GET",
                "path": "/v1/things",
                "in_use": True,
                "needed_by": [{"version": "1", "environment": "live", "how": "deployed"}],
                "verdict": "not met",
                "kind": "logic",
                "why": "$.a is 'x', where 'y' was expected.",
                "differences": [
                    {
                        "kind": "logic",
                        "where": "$.a",
                        "text": "$.a is 'x', where 'y' was expected.",
                    }
                ],
            }
        ],
    }


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [name for name, _ in attrs if name in {"src", "href", "onclick"}]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_page_escapes_and_loads_nothing() -> None:
    page = write_page(a_report(a_row(HOSTILE), a_row()))

    tags = _Tags()
    tags.feed(page)
    assert (tags.open, tags.links) == ([], [])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "color-scheme: light dark" in page
    assert '<meta name="viewport"' in page
