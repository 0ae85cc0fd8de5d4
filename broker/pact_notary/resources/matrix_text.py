"""A matrix as a table of text, with the verdict under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.resources.text_table import render_table

if TYPE_CHECKING:
    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.service.matrix import MatrixResult

_HEADINGS = ("CONSUMER", "C.VERSION", "PROVIDER", "P.VERSION", "SUCCESS?")
_VERDICTS = {True: "true", False: "false", None: "unknown"}


def render_matrix(result: MatrixResult) -> str:
    table = render_table(_HEADINGS, [_cells(row) for row in result.rows])
    reason = "\n".join(notice.text for notice in result.notices)
    verdict = _VERDICTS[result.summary.deployable]
    return f"{table}\n\nDeployable: {verdict}\nReason: {reason}\n"


def _cells(row: MatrixRow) -> tuple[str, ...]:
    pact = row.pact
    provider_version = row.provider_version.number if row.provider_version else "???"
    outcome = "???" if row.outcome is None else _VERDICTS[row.outcome]
    outcome += " [ignored]" if row.ignored else ""
    return (
        pact.consumer.name,
        pact.consumer_version.number,
        pact.provider.name,
        provider_version,
        outcome,
    )
