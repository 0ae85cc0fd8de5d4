"""A report as a comment on a pull request, which the next report of the same question replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from pact_notary.domain.reports.markdown import render_markdown

if TYPE_CHECKING:
    from pact_notary.domain.reports.facts import Question, Report

COMMENT_BYTES = 65_536
_KEY_CHARACTERS = 1000


def marker(question: Question) -> str:
    """The hidden first line: the same for every version that the question is asked of."""
    pairs = " ".join(f"{name}={_value(value)}" for name, value in question.key)
    return f"<!-- pact-notary report {pairs} -->"


def render_comment(report: Report) -> str:
    """A comment that GitHub takes, for it counts its 65,536 in characters, and this in bytes."""
    version = f"<!-- version={_value(report.question.version)} -->"
    head = f"{marker(report.question)}\n{version}\n\n"
    return head + render_markdown(report, size_bytes=COMMENT_BYTES - len(head.encode()))


def _value(text: str) -> str:
    """Without blanks, and without the `--` and `>` that end a comment."""
    quoted = quote(text, safe="", errors="replace").replace("-", "%2D")
    return quoted[:_KEY_CHARACTERS]
