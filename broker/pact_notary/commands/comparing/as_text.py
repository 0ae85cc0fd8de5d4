"""A comparison for people at a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pact_notary.domain.openapi.misfits import Severity
from pact_notary.domain.reports.inert import visible
from pact_notary.resources.text_table import render_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi.coverage import UsedOperation
    from pact_notary.domain.openapi.fitting import Comparison
    from pact_notary.domain.openapi.misfits import Misfit
    from pact_notary.domain.openapi.verdict import Verdict

_SHOWN = 60
_NOBODY = "nobody"


def render_text(verdict: Verdict) -> str:
    return "\n\n".join(filter(None, _paragraphs(verdict))) + "\n"


def _paragraphs(verdict: Verdict) -> Iterator[str]:
    comparison, coverage = verdict.comparison, verdict.coverage
    yield render_table(("consumer", "compared", "misfits", "warnings"), _consumers(comparison))
    yield "\n".join(map(_tell_misfit, (*comparison.errors, *comparison.warnings)))
    headings = ("operation", "status", "fields used", "consumers")
    rows = [row for operation in coverage.operations for row in _operation_rows(operation)]
    yield render_table(headings, rows) if rows else ""
    yield render_table(("used", "by pacts", "declared", "share", "minimum"), _shares(verdict))
    yield "\n".join(_unused(verdict))
    yield "\n".join(_notes(verdict))
    yield f"{visible(comparison.document)} {verdict.text}"


def _consumers(comparison: Comparison) -> list[tuple[str, ...]]:
    compared = Counter(each.consumer for each in comparison.compared)
    misfits = Counter((each.consumer, each.severity) for each in comparison.misfits)
    return [
        (
            visible(name),
            str(count),
            str(misfits[name, Severity.ERROR]),
            str(misfits[name, Severity.WARNING]),
        )
        for name, count in sorted(compared.items())
    ]


def _tell_misfit(misfit: Misfit) -> str:
    told = f"{misfit.consumer}, {misfit.interaction!r}: {misfit.text}"
    place = f"{misfit.pact}#{misfit.pact_pointer}"
    return (
        f"{misfit.severity.value} ({misfit.kind.value}) {visible(told)}\n"
        f"  in {visible(place)}\n"
        f"  against {visible(misfit.document_pointer)}"
    )


def _operation_rows(operation: UsedOperation) -> Iterator[tuple[str, ...]]:
    """A row for each status that somebody uses, or one that says nobody does."""
    used = [status for status in operation.statuses if status.consumers]
    title = visible(operation.title)
    if not used:
        yield title, "", "", ", ".join(map(visible, operation.consumers)) or _NOBODY
    for status in used:
        named = sum(1 for each in status.fields if each.consumers)
        consumers = ", ".join(map(visible, status.consumers))
        yield title, status.status, f"{named} of {len(status.fields)}", consumers
        title = ""


def _shares(verdict: Verdict) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for kind, share in verdict.coverage.shares:
        minimum = verdict.minima.get(kind)
        rows.append(
            (
                kind.replace("_", " "),
                str(share.used),
                str(share.declared),
                f"{share.percent:g} %",
                "" if minimum is None else f"{minimum:g} %",
            )
        )
    return rows


def _unused(verdict: Verdict) -> Iterator[str]:
    unused = verdict.coverage.unused
    if unused:
        yield "Safe to remove, as nobody in these pacts uses it:"
    for each in unused[:_SHOWN]:
        yield f"  {visible(each.name)}"
    if len(unused) > _SHOWN:
        yield f"  and {len(unused) - _SHOWN} more: --format json, markdown or html lists them"


def _notes(verdict: Verdict) -> Iterator[str]:
    reasons = Counter(each.reason for each in verdict.comparison.left_out)
    for reason, count in reasons.items():
        yield f"{count} left out: {visible(reason)}"
    for pattern in verdict.comparison.idle:
        yield f"No path is ignored by {visible(pattern)}"
    for pattern in verdict.coverage.idle:
        yield f"Nothing is excepted by {visible(pattern)}"
