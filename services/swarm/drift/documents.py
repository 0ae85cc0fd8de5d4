"""The report and the uses of a route as JSON documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from swarm.drift.report import MET, NOT_MET, UNKNOWN

if TYPE_CHECKING:
    from swarm.drift.report import Place, Report, Row
    from swarm.drift.routes import Route, Use


def write_report(report: Report) -> str:
    document = {
        "provider": report.provider,
        "source": report.source,
        "notes": list(report.notes),
        "counts": {verdict: report.count(verdict) for verdict in (MET, NOT_MET, UNKNOWN)},
        "exit_code": report.exit_code,
        "interactions": [_show(row) for row in report.rows],
    }
    return json.dumps(document, indent=2)


def write_uses(route: Route, provider: str, uses: tuple[Use, ...]) -> str:
    document = {
        "provider": provider,
        "method": route.method,
        "path": route.path,
        "uses": [
            {"consumer": use.consumer, **_place(use.place), "interactions": list(use.descriptions)}
            for use in uses
        ],
    }
    return json.dumps(document, indent=2)


def _show(row: Row) -> dict[str, Any]:
    interaction = row.interaction
    return {
        "consumer": interaction.consumer,
        "description": interaction.description,
        "states": list(interaction.states),
        "method": interaction.method,
        "path": interaction.path,
        "in_use": row.is_in_use,
        "needed_by": [_place(place) for place in row.places],
        "verdict": row.verdict,
        "kind": row.kind,
        "why": row.why,
        "differences": [
            {"kind": one.kind, "where": one.where, "text": one.text} for one in row.differences
        ],
    }


def _place(place: Place) -> dict[str, str]:
    return {"version": place.version, "environment": place.environment, "how": place.how}
