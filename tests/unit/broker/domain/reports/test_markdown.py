from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pact_notary.domain.reports.comment import COMMENT_BYTES, marker, render_comment
from pact_notary.domain.reports.facts import Action, Cause, Status
from pact_notary.domain.reports.inert import code, sentence, table_row, visible, web_address
from pact_notary.domain.reports.markdown import render_markdown
from tests.unit.broker.domain.reports.builders import (
    PLACE,
    a_check,
    a_mismatch,
    a_question,
    a_report,
    an_outcome,
    reports,
    texts,
    urls,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from pact_notary.domain.reports.facts import Report

MARKDOWN: Final = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What our own Markdown is made of, and nothing of what it quotes.
OURS: Final = {"text", "code_inline", "softbreak", "link_open", "link_close"}


MANY: Final = (a_check(outcomes=(an_outcome(description="x" * 290),) * 300),)


def inlines(text: str) -> Iterator[Token]:
    for token in MARKDOWN.parse(text):
        yield from token.children or ()


def rows(text: str) -> list[list[str]]:
    """The cells of every row of every table as they are read."""
    found: list[list[str]] = []
    tokens = MARKDOWN.parse(text)
    for token, following in pairwise(tokens):
        if token.type == "tr_open":
            found.append([])
        if token.type in {"td_open", "th_open"}:
            found[-1].append("".join(each.content for each in following.children or ()))
    return found


def without_blanks(text: str) -> str:
    return "".join(text.split())


def seen(text: str) -> str:
    """A foreign text as it is shown, in one line, what is invisible in letters."""
    return "".join(each.content for each in inlines(f"x {text}"))[2:]


def test_summary_tells_what_failed_and_what_to_do() -> None:
    report = a_report(
        a_check(outcomes=(an_outcome(place=PLACE),), build_url="https://ci.example/7"),
        a_check(provider="Till", provider_version=None, status=Status.NEVER, outcomes=()),
        causes=(Cause("failed", "Menu does not keep the pact."),),
        actions=(Action("Menu has to be mended.", ("pact broker x\n  --y",)),),
    )

    assert render_markdown(report) == (
        "## ❌ No\n\nCan version 1 of Kiosk be deployed to production?\n\n"
        "### Why\n\n- Menu does not keep the pact\\.\n\n"
        "### What to do\n\n1. Menu has to be mended\\.\n\n"
        "   ```sh\n   pact broker x\n     --y\n   ```\n\n"
        "### Pacts\n\n| Result | Consumer | Provider | When | See |\n|---|---|---|---|---|\n"
        "| ❌ failed | `Kiosk` `1` | `Menu` `p1` | `2026-03-01T10:00:00+00:00` "
        "| [result](https://pacts.example/results/7) [build](https://ci.example/7) |\n"
        "| ❔ never verified | `Kiosk` `1` | `Till` (no version) | `2026-03-01T10:00:00+00:00` "
        "| [result](https://pacts.example/results/7) |\n\n"
        "### What failed: `Kiosk` with `Menu`\n\n"
        "❌ `a dish given dishes exist` in `tests/test_menu.py:12`\n\n"
        "| Where | Expected | Actual | What |\n|---|---|---|---|\n"
        '| `$.price` | `1` | `"1"` | Expected a number |\n\n'
    )


@pytest.mark.parametrize(
    ("verdict", "heading"),
    [(True, "## ✅ Yes"), (False, "## ❌ No"), (None, "## ❔ Not known yet")],
)
def test_heading_says_the_verdict_in_words(*, verdict: bool | None, heading: str) -> None:
    assert render_markdown(a_report(verdict=verdict)).splitlines()[0] == heading


@pytest.mark.parametrize(
    "text",
    [
        "@octocat",
        "#123",
        "octo/cat#7",
        "GH-12",
        "www.evil.example",
        ":tada:",
        "0123abc",
        "a@b.example",
    ],
)
def test_what_a_code_host_makes_links_of_is_code(text: str) -> None:
    [_, quoted, *_] = inlines(f"x {sentence(text)}")

    assert (quoted.type, quoted.content) == ("code_inline", text)


@given(texts())
def test_sentence_shows_a_text_and_makes_nothing_of_it(text: str) -> None:
    types = {token.type for token in inlines(f"x {sentence(text)}")}

    assert types <= {"text", "code_inline"}
    assert without_blanks(seen(sentence(text))) == without_blanks(visible(text))


@given(texts().filter(bool))
def test_code_is_one_span_that_shows_all_of_a_text(text: str) -> None:
    [_, span, *rest] = inlines(f"x {code(text)}")

    assert (span.type, rest) == ("code_inline", [])
    assert without_blanks(span.content) == without_blanks(visible(text))


@given(texts().filter(bool), texts())
def test_cells_of_a_table_show_what_they_show_elsewhere(text: str, other: str) -> None:
    table = "| a | b | c |\n|---|---|---|\n" + table_row((code(text), sentence(other), "last"))

    [_, shown] = rows(table)
    assert [without_blanks(cell) for cell in shown] == [
        without_blanks(visible(text)),
        without_blanks(visible(other)),
        "last",
    ]


@pytest.mark.parametrize("text", ["\u202e", "\u200b", "\x1b", "\x00", "\ud800", "\u2028"])
def test_what_cannot_be_seen_is_spelt_out(text: str) -> None:
    assert visible(f"a{text}b") == f"a\\u{ord(text):04x}b"


@given(reports())
def test_tables_have_a_row_for_each_thing_and_its_cells(report: Report) -> None:
    failed = [check for check in report.checks if check.status is Status.FAILED]
    mismatches = [
        outcome.mismatches for check in failed for outcome in check.failed if outcome.mismatches
    ]

    found = rows(render_markdown(report))

    expected = [5] * (len(report.checks) + bool(report.checks))
    expected += [4 for each in mismatches for _ in (None, *each)]
    assert [len(row) for row in found] == expected


@given(reports())
def test_foreign_text_is_never_markup(report: Report) -> None:
    tokens = [*inlines(render_markdown(report))]

    assert {token.type for token in tokens} <= OURS
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert all(link.lower().startswith(("http://", "https://")) for link in links)


@given(urls())
def test_only_addresses_of_the_web_are_links(url: str) -> None:
    address = web_address(url)

    assert address is None or url.lower().startswith(("http://", "https://"))
    assert address is None or not set(address) & set(' \n\r\t<>()[]`|"\\^{}')


@given(reports())
def test_all_that_is_left_out_is_counted(report: Report) -> None:
    address = replace(report, question=a_question())

    left_out = int(render_markdown(address, size_bytes=0).split()[0])

    failed = [check for check in report.checks if check.status is Status.FAILED]
    outcomes = [outcome for check in failed for outcome in check.failed]
    assert left_out == (
        len(report.causes)
        + len(report.actions)
        + len(report.checks)
        + sum(len(check.untold) for check in failed)
        + sum(1 + len(outcome.mismatches) for outcome in outcomes)
    )


@given(st.integers(600, 60_000))
def test_what_does_not_fit_is_counted(size: int) -> None:
    outcome = an_outcome(mismatches=(a_mismatch(expected="x" * 150),) * 20)
    report = a_report(a_check(outcomes=(outcome,) * 10))

    text = render_markdown(report, size_bytes=size)

    assert len(text.encode()) <= size
    told = text.count("❌ `") + text.count("| `$.price`") + text.count("| ❌ failed")
    left_out = 1 + 10 + 200 - told
    counted = "1 more entry is" if left_out == 1 else f"{left_out} more entries are"
    assert (f"{counted} left out: [read all of it]" in text) is (left_out > 0)


def test_mismatches_beyond_the_limit_are_counted() -> None:
    outcome = an_outcome(mismatches=(a_mismatch(),) * 60, left_out=5)

    text = render_markdown(a_report(a_check(outcomes=(outcome,))))

    assert text.count("| `$.price`") == 50
    assert "15 more mismatches of this interaction are left out." in text


def test_result_that_was_not_read_is_linked() -> None:
    text = render_markdown(a_report(a_check(outcomes=(), is_read=False)))

    assert "see [the result](https://pacts.example/results/7)" in text


def test_comment_begins_with_what_stays_the_same_for_other_versions() -> None:
    first, second = (
        render_comment(a_report(question=a_question(version=version))) for version in ("1", "2")
    )

    assert first.splitlines()[0] == second.splitlines()[0] == marker(a_question())
    assert marker(a_question()) == "<!-- pact-notary report of=Kiosk environment=production -->"
    assert first.splitlines()[1] == "<!-- version=1 -->"


@given(texts(), texts())
def test_marker_is_one_hidden_line_whatever_the_names_are(name: str, version: str) -> None:
    question = a_question(key=(("of", name),), version=version)

    lines = render_comment(a_report(question=question)).splitlines()

    assert all(line.count("--") == 2 and line.endswith(" -->") for line in lines[:2])
    assert lines[2] == ""


@given(reports())
def test_comment_fits_into_what_is_taken(report: Report) -> None:
    large = replace(report, checks=(*report.checks, *MANY))

    assert len(render_comment(large).encode()) <= COMMENT_BYTES
