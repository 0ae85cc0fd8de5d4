"""The report as one HTML page that loads nothing and runs nothing."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from swarm.drift.report import KINDS
from swarm.drift.tables import order_rows, say_where

if TYPE_CHECKING:
    from swarm.drift.report import Report, Row

_STYLE: Final = """
:root { color-scheme: light dark; --line: #8885; --bad: #b3261e; --good: #1b6e3c; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --good: #7bd89b; } }
body { font: 1rem/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
th { white-space: nowrap; }
code { font-size: .9em; }
.met { color: var(--good); } .not { color: var(--bad); font-weight: 600; }
.unused { opacity: .7; }
@media (max-width: 45rem) {
  thead { display: none; }
  tr, td { display: block; }
  tr { border-bottom: 2px solid var(--line); padding: .5rem 0; }
  td { border: 0; padding: .1rem 0; }
}
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def write_page(report: Report) -> str:
    title = escape(f"What {report.provider} does of what is needed")
    notes = "".join(f"<p>{escape(note)}</p>\n" for note in report.notes)
    rows = "\n".join(_row(row) for row in order_rows(report.rows))
    kinds = "".join(f"<dt>{kind}</dt><dd>{escape(text)}</dd>" for kind, text in KINDS.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
<p>{escape(report.summary)}</p>
{notes}<table>
<thead><tr><th>Verdict</th><th>Consumer</th><th>Interaction</th><th>Why</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<h2>Verdicts</h2>
<dl>{kinds}</dl>
</body>
</html>
"""


def _row(row: Row) -> str:
    interaction = row.interaction
    states = f" Given {'; '.join(interaction.states)}." if interaction.states else ""
    request = f"{interaction.method} {interaction.path}"
    why = "<br>".join(escape(one.text) for one in row.differences)
    needed = ", ".join(f"{place.version} {say_where(place)}" for place in row.places)
    use = f"<br>{escape(needed)}" if needed else ("" if row.is_in_use else "<br>not in use")
    return (
        f'<tr class="{"used" if row.is_in_use else "unused"}">'
        f'<td class="{row.verdict.split()[0]}">{escape(row.kind or row.verdict)}</td>'
        f"<td>{escape(interaction.consumer)}{use}</td>"
        f"<td>{escape(interaction.description)}<br><code>{escape(request)}</code>"
        f"{escape(states)}</td>"
        f"<td>{why}</td></tr>"
    )
