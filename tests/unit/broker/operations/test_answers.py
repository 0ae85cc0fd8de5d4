from __future__ import annotations

from typing import Any

from pact_notary.operations.answers import render_answer


def an_answer(**members: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "summary": {"deployable": None, "success": 1, "failed": 0, "unknown": 1},
        "notices": [{"type": "warning", "text": "Name a version."}, {"type": "error", "text": "e"}],
        "reasons": [],
        "actions": [],
    }
    return {**answer, **members}


def a_reason(text: str = "It is not verified.", **members: Any) -> dict[str, Any]:
    return {"text": text, "_links": {}, **members}


def test_verdict_and_warnings_come_first() -> None:
    assert render_answer(an_answer()).splitlines() == [
        "Not known yet: 1 verified, 0 failed, 1 not verified.",
        "Warning: Name a version.",
        "",
        "Nothing is known that would make it a yes.",
    ]


def test_yes_tells_only_what_was_ignored() -> None:
    summary = {"deployable": True, "success": 0, "failed": 0, "unknown": 0, "ignored": 1}

    told = render_answer(an_answer(summary=summary, notices=[], reasons=[a_reason("Ignored: x.")]))

    assert told.splitlines() == [
        "Yes: 0 verified, 0 failed, 0 not verified, 1 ignored.",
        "",
        "1. Ignored: x.",
    ]


def test_actions_name_the_reasons_they_are_for() -> None:
    action = {"text": "Do it.", "commands": ["pact a", "pact b"], "solves": [0, 1]}

    told = render_answer(an_answer(reasons=[a_reason(), a_reason()], actions=[action]))

    assert told.splitlines()[-4:] == ["Do this:", "- Do it. (for 1, 2)", "    pact a", "    pact b"]


def test_what_is_left_out_is_counted() -> None:
    interaction = {"description": "", "mismatches": [], "mismatchesLeftOut": 3, "error": "a\nb"}
    reason = a_reason(interactions=[interaction], interactionsLeftOut=2)

    assert render_answer(an_answer(reasons=[reason])).splitlines()[3:9] == [
        "1. It is not verified.",
        "   - an interaction without a description",
        "       a",
        "       b",
        "       and 3 more",
        "   and 2 more interactions",
    ]


def test_text_holds_no_character_that_a_terminal_obeys() -> None:
    told = render_answer(an_answer(reasons=[a_reason("a\x1b[2Jb\u202ec")]))

    assert "1. a\ufffd[2Jb\ufffdc" in told
