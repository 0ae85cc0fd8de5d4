"""A comparison as one HTML file that loads nothing and runs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from pact_notary.domain.reports.inert import visible

if TYPE_CHECKING:
    from pact_notary.domain.openapi.verdict import Verdict


def render_page(verdict: Verdict) -> str:
    environment = Environment(
        loader=PackageLoader("pact_notary.commands.comparing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    return environment.get_template("comparison.html").render(
        verdict=verdict,
        comparison=verdict.comparison,
        coverage=verdict.coverage,
        misfits=(*verdict.comparison.errors, *verdict.comparison.warnings),
    )
