"""The report and the uses of a route as tables for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from swarm.drift.report import MET, NOT_MET, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swarm.drift.report import Place, Report, Row
    from swarm.drift.routes import Route, Use

_LONGEST: Final = 400
_VERDICTS: Final = (NOT_MET, UNKNOWN, MET)


def order_rows(rows: Sequence[Row]) -> list[Row]:
    """What is not met and in use first; else as the pacts have them."""
    return sorted(rows, key=lambda row: (_VERDICTS.index(row.verdict), not row.is_in_use))


def show_report(report: Report) -> str:
    header = ("verdict", "in use", "consumer", "interaction", "why")
    lines = [
        (
            row.kind or row.verdict,
            "yes" if row.is_in_use else "no",
            row.interaction.consumer,
            row.interaction.description,
            row.why,
        )
        for row in order_rows(report.rows)
    ]
    return "\n".join([*_lay_out(header, lines), "", *report.notes, report.summary])


def show_uses(route: Route, provider: str, uses: Sequence[Use]) -> str:
    if not uses:
        return f"Nobody deployed or released needs {route.method} {route.path} of {provider}."
    header = ("consumer", "version", "where", "interactions")
    lines = [
        (use.consumer, use.place.version, say_where(use.place), "; ".join(use.descriptions))
        for use in uses
    ]
    return "\n".join(_lay_out(header, lines))


def say_where(place: Place) -> str:
    return f"{place.how} in {place.environment}"


def _lay_out(header: Sequence[str], lines: Sequence[Sequence[str]]) -> list[str]:
    cells = [[_clean(cell) for cell in line] for line in (header, *lines)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(header))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]


def _clean(text: str) -> str:
    """What the other side wrote does not move the cursor of a terminal."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
