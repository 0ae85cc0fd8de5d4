"""The evaluator that our workflows are tested with is right about what they use of the language."""

from __future__ import annotations

from typing import Any

import pytest

from tests.github_expressions import evaluate, fill

CONTEXTS = {
    "github": {"head_ref": "", "ref_name": "main", "event": {"number": 7}},
    "job": {"status": "success"},
    "steps": {"a-b": {"outputs": {"x": "1"}}},
}


@pytest.mark.parametrize(
    ("expression", "worth"),
    [
        ("github.head_ref || github.ref_name", "main"),
        ("github.event.pull_request.head.sha", None),
        ("github.event.number == '7'", True),
        ("steps.a-b.outputs.x != '1' || !github.head_ref", True),
        ("github.ref_name == 'MAIN' && 'it''s' || 'no'", "it's"),
        ("(false || true) && null", None),
        ('contains(fromJSON(\'["test", "main"]\'), github.ref_name)', True),
        ("!cancelled() && failure()", False),
    ],
)
def test_expression_is_worth_what_github_says(expression: str, worth: Any) -> None:
    assert evaluate(expression, CONTEXTS) == worth


def test_worth_stands_in_the_place_of_the_expression() -> None:
    text = "v${{ github.event.number }}: ${{ github.nothing }}, ${{ always() }}"

    assert fill(text, CONTEXTS) == "v7: , true"


@pytest.mark.parametrize("expression", ["a +", "(true", "true false"])
def test_what_is_not_in_the_language_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match=r"not known|not closed|goes on"):
        evaluate(expression, CONTEXTS)
