"""Small reports, and any text a stranger may have written into one."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

from pact_notary.domain.reading.results import Mismatch
from pact_notary.domain.reports.facts import (
    Action,
    Cause,
    Check,
    Outcome,
    Place,
    Question,
    Report,
    Status,
)

URL: Final = "https://pacts.example/matrix?q[][pacticipant]=Kiosk"
PLACE: Final = Place("tests/test_menu.py", 12)


def a_mismatch(**members: Any) -> Mismatch:
    told = {
        "about": "body",
        "rule": "type",
        "path": "$.price",
        "expected": "1",
        "actual": '"1"',
        "text": "Expected a number",
    }
    return Mismatch(**{**told, **members})


def an_outcome(**members: Any) -> Outcome:
    told = {
        "description": "a dish",
        "states": ("dishes exist",),
        "success": False,
        "mismatches": (a_mismatch(),),
    }
    return Outcome(**{**told, **members})


def a_check(**members: Any) -> Check:
    told = {
        "consumer": "Kiosk",
        "consumer_version": "1",
        "provider": "Menu",
        "provider_version": "p1",
        "status": Status.FAILED,
        "verified_at": "2026-03-01T10:00:00+00:00",
        "result_url": "https://pacts.example/results/7",
        "outcomes": (an_outcome(),),
        "is_read": True,
    }
    return Check(**{**told, **members})


def a_question(**members: Any) -> Question:
    told = {
        "text": "Can version 1 of Kiosk be deployed to production?",
        "key": (("of", "Kiosk"), ("environment", "production")),
        "version": "1",
        "url": URL,
    }
    return Question(**{**told, **members})


def a_report(*checks: Check, **members: Any) -> Report:
    told = {"question": a_question(), "verdict": False, "checks": checks or (a_check(),)}
    return Report(**{**told, **members})


_HOSTILE: Final = st.sampled_from(
    [
        *("|", "\\|", "`", "``", "\\", "**", "_", "~~", "1. ", "- ", "# ", "](", "{0}"),
        *("@octocat", "#123", "GH-1", "octo/cat#7", ":tada:", "deadbeef1", "me@evil.example"),
        *("<b>", "</details>", "<!--", "-->", "]]>", "&lt;", "&#64;", "http://evil.example"),
        *("[x](http://evil.example)", "![x](http://evil.example/i.png)", "www.evil.example"),
        *("::error::", "%0A", "%", ",", ":", "\n", "\r", "\x00", "\x1b[31m", "\u2028"),
        *("\u202e", "\u200b", "\ud800", "\ufffe"),
    ]
)


def texts() -> st.SearchStrategy[str]:
    return st.lists(_HOSTILE | st.text(max_size=8), max_size=6).map("".join)


def urls() -> st.SearchStrategy[str]:
    return (
        texts() | texts().map(lambda text: f"https://ci.example/{text}") | st.just("javascript:x")
    )


def _places() -> st.SearchStrategy[Place]:
    return st.builds(Place, texts().filter(bool), st.integers(1, 9999))


def _outcomes(text: st.SearchStrategy[str]) -> st.SearchStrategy[Outcome]:
    mismatches = st.builds(Mismatch, text, text, text, text, text, text)
    return st.builds(
        Outcome,
        description=text,
        states=st.lists(text, max_size=2).map(tuple),
        success=st.sampled_from([True, False, False, None]),
        mismatches=st.lists(mismatches, max_size=2).map(tuple),
        error=text,
        left_out=st.integers(0, 2),
        hints=st.just(()),
        place=st.none() | _places(),
    )


def _checks(text: st.SearchStrategy[str]) -> st.SearchStrategy[Check]:
    return st.builds(
        Check,
        *(text, text, text, st.none() | text),
        status=st.sampled_from(Status),
        verified_at=text,
        pact_url=urls(),
        result_url=urls(),
        build_url=urls(),
        outcomes=st.lists(_outcomes(text), max_size=2).map(tuple),
        untold=st.lists(text, max_size=1).map(tuple),
        is_read=st.booleans(),
    )


def reports() -> st.SearchStrategy[Report]:
    """Reports in which every word that is foreign is any text."""
    text = texts()
    key = st.lists(st.tuples(st.just("of"), text), max_size=2).map(tuple)
    causes = st.builds(Cause, text, text, st.booleans())
    actions = st.builds(Action, text, st.lists(text, max_size=2).map(tuple))
    return st.builds(
        Report,
        st.builds(Question, text, key, text, urls()),
        st.sampled_from([True, False, None]),
        st.lists(_checks(text), max_size=3).map(tuple),
        st.lists(causes, max_size=2).map(tuple),
        st.lists(actions, max_size=2).map(tuple),
    )
