"""A comparison as GitHub Flavored Markdown, for the summary of a job or a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.openapi.misfits import Severity
from pact_notary.domain.reports.inert import code, sentence, shorten, table_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi.coverage import Coverage
    from pact_notary.domain.openapi.misfits import Misfit
    from pact_notary.domain.openapi.verdict import Verdict

# A summary holds a mebibyte, and a person reads the first few.
_MISFITS = 200
_ROWS = 500
_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️"}


def render_markdown(verdict: Verdict) -> str:
    return "".join(_parts(verdict))


def _parts(verdict: Verdict) -> Iterator[str]:
    sign = "✅" if verdict.is_good else "❌"
    name = code(shorten(verdict.comparison.document))
    yield f"## {sign} {name} {sentence(verdict.text)}\n\n"
    yield from _misfits((*verdict.comparison.errors, *verdict.comparison.warnings))
    yield from _shares(verdict)
    yield from _map(verdict.coverage)
    yield from _unused(verdict.coverage)


def _misfits(misfits: tuple[Misfit, ...]) -> Iterator[str]:
    if not misfits:
        return
    yield "### Misfits\n\n| | Consumer | Interaction | What | Pact | OpenAPI |\n"
    yield "|---|---|---|---|---|---|\n"
    for misfit in misfits[:_MISFITS]:
        cells = (misfit.consumer, misfit.interaction)
        places = (f"{misfit.pact}#{misfit.pact_pointer}", misfit.document_pointer)
        yield table_row(
            (
                _SIGNS[misfit.severity],
                *(code(shorten(cell)) for cell in cells),
                sentence(shorten(misfit.text, 1000)),
                *(code(shorten(place)) for place in places),
            )
        )
    yield _more(len(misfits) - _MISFITS)


def _shares(verdict: Verdict) -> Iterator[str]:
    yield "### Used\n\n| | Used | Declared | Share | Minimum |\n|---|--:|--:|--:|--:|\n"
    for kind, share in verdict.coverage.shares:
        minimum = verdict.minima.get(kind)
        told = "" if minimum is None else f"{minimum:g} %"
        counts = (str(share.used), str(share.declared), f"{share.percent:g} %")
        yield table_row((kind.replace("_", " "), *counts, told))
    yield "\n"


def _map(coverage: Coverage) -> Iterator[str]:
    yield "<details><summary>Who uses what</summary>\n\n"
    yield "| Operation | Status | Field | Consumers |\n|---|---|---|---|\n"
    rows = [
        (operation.title, status.status, name, consumers)
        for operation in coverage.operations
        for status in operation.statuses
        for name, consumers in (
            ("", status.consumers),
            *((field.name, field.consumers) for field in status.fields),
        )
        if consumers
    ]
    for title, status, name, consumers in rows[:_ROWS]:
        shown = ", ".join(code(shorten(each)) for each in consumers)
        yield table_row((code(shorten(title)), status, code(name) if name else "", shown))
    yield f"{_more(len(rows) - _ROWS)}</details>\n\n"


def _unused(coverage: Coverage) -> Iterator[str]:
    if not coverage.unused:
        return
    yield "### Safe to remove\n\nNobody in these pacts uses:\n\n"
    for each in coverage.unused[:_ROWS]:
        yield f"- {code(shorten(each.name))}\n"
    yield _more(len(coverage.unused) - _ROWS)


def _more(count: int) -> str:
    return f"\n{count} more are left out.\n\n" if count > 0 else "\n"
