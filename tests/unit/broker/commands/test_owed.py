from __future__ import annotations

import json
from typing import Any

import pytest

from pact_notary.commands.owed import OwedLine, read_line, show_matrix, show_table
from pact_notary.operations.refusals import CannotOperate


def a_document(**members: Any) -> dict[str, Any]:
    document = {
        "consumer": {
            "name": "Kiosk",
            "versions": [{"number": "1", "branch": "main"}, {"number": "1", "environment": "test"}],
            "totalVersions": 2,
        },
        "provider": {"name": "Menu", "version": "p1", "for": ["live", "test"], "waitsFor": []},
        "waitingSince": "2026-03-01T10:20:30+00:00",
        "_links": {"pb:pact-version": {"href": "https://broker.example/pact"}},
    }
    return {**document, **members}


def a_line(**members: str) -> OwedLine:
    texts = {
        "waiting_since": "2026-03-01T10:20:30+00:00",
        "consumer": "Kiosk",
        "versions": "1 (main)",
        "provider": "Menu",
        "provider_version": "p1",
        "stands_for": "live",
        "pact_url": "https://broker.example/pact",
    }
    return OwedLine(**{**texts, **members})


def test_document_is_read_into_words() -> None:
    assert read_line(a_document()) == a_line(versions="1 (main), 1 (test)", stands_for="live, test")


def test_many_versions_are_counted() -> None:
    heads = [{"number": str(number), "branch": f"b{number}"} for number in range(5)]
    consumer = {"name": "Kiosk", "versions": heads, "totalVersions": 120}

    line = read_line(a_document(consumer=consumer))

    assert line.versions == "0 (b0), 1 (b1), 2 (b2) and 117 more"


@pytest.mark.parametrize(
    "members",
    [{"consumer": None}, {"provider": {}}, {"_links": []}, {"consumer": {"versions": ["1"]}}],
    ids=str,
)
def test_document_of_another_shape_is_refused(members: dict[str, Any]) -> None:
    with pytest.raises(CannotOperate, match="does not tell what is owed"):
        read_line(a_document(**members))


def test_table_holds_no_character_that_a_terminal_obeys() -> None:
    shown = show_table([a_line(consumer="a\x1b[2Jb\u202ec")])

    assert "a\ufffd[2Jb\ufffdc" in shown
    assert shown.splitlines()[-1].startswith("2026-03-01 10:20  ")


def test_job_has_each_pact_once_and_not_too_many() -> None:
    lines = [a_line(pact_url=f"u{number % 150}") for number in range(300)]

    (job,) = json.loads(show_matrix(lines))["include"]

    assert job["pact-url"].split(" ") == [f"u{number}" for number in range(100)]
