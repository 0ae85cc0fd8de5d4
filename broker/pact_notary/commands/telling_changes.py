"""Changes of promises, told to people at a terminal, to programs, and in a job's summary."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from pact_notary.domain.openapi.misfits import Severity
from pact_notary.domain.reports.inert import code, sentence, shorten, table_row, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi.breaking.changes import Change

_OPERATIONS: Final = 3
# A job's summary holds a mebibyte, and a person reads the first few.
_ROWS: Final = 500
_SIGNS: Final = {Severity.ERROR: "❌", Severity.WARNING: "⚠️"}


def render_table(changes: tuple[Change, ...]) -> str:
    lines = [line for change in changes for line in _tell(change)]
    return "\n".join([*lines, _sum_up(changes)]) + "\n"


def render_json(changes: tuple[Change, ...]) -> str:
    """Its members are promised, more may come."""
    told = {
        "breaking": any(change.is_breaking for change in changes),
        "changes": [
            {
                "rule": change.rule.value,
                "severity": change.severity.value,
                "file": change.file,
                "pointer": change.pointer,
                "field": change.field,
                "old": change.old,
                "new": change.new,
                "operations": change.operations,
            }
            for change in changes
        ],
    }
    return json.dumps(told, indent=2) + "\n"


def render_markdown(changes: tuple[Change, ...]) -> str:
    sign = "❌" if any(change.is_breaking for change in changes) else "✅"
    parts = [f"## {sign} {sentence(_sum_up(changes))}\n\n"]
    if changes:
        parts += [
            "| | Rule | Operations | Field | Old | New | Where |\n|---|---|---|---|---|---|---|\n"
        ]
    for change in changes[:_ROWS]:
        texts = (_tell_operations(change), change.field, change.old, change.new, _where(change))
        cells = (code(shorten(text)) if text else "" for text in texts)
        parts.append(table_row((_SIGNS[change.severity], change.rule.value, *cells)))
    if len(changes) > _ROWS:
        parts.append(f"\n{len(changes) - _ROWS} more are left out.\n")
    return "".join(parts)


def _tell(change: Change) -> Iterator[str]:
    place = " ".join(filter(None, (_tell_operations(change), change.field)))
    yield f"{change.severity.value} ({change.rule.value}) {visible(place)}"
    yield f"  {visible(change.old) or 'nothing'} → {visible(change.new) or 'nothing'}"
    yield f"  at {visible(_where(change))}"


def _tell_operations(change: Change) -> str:
    more = len(change.operations) - _OPERATIONS
    told = ", ".join(change.operations[:_OPERATIONS])
    return f"{told} and {more} more" if more > 0 else told


def _where(change: Change) -> str:
    return f"{change.file}#{change.pointer}"


def _sum_up(changes: tuple[Change, ...]) -> str:
    breaking = sum(change.is_breaking for change in changes)
    warnings = len(changes) - breaking
    told = f"{breaking} breaking change{'' if breaking == 1 else 's'}"
    return f"{told}, {warnings} warning{'' if warnings == 1 else 's'}" if warnings else told
