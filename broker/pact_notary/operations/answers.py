"""An answer of `/matrix` as text for a person: the verdict, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_VERDICTS = {True: "Yes", False: "No", None: "Not known yet"}


def render_answer(answer: Mapping[str, Any]) -> str:
    lines = (line for text in _tell(answer) for line in text.splitlines() or [""])
    return "\n".join(map(_printable, lines))


def _printable(text: str) -> str:
    """A terminal is told by other characters what to do."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def _tell(answer: Mapping[str, Any]) -> Iterator[str]:
    summary = answer["summary"]
    verdict = summary["deployable"]
    yield f"{_VERDICTS[verdict]}: {_count(summary)}"
    for notice in answer["notices"]:
        if notice["type"] == "warning":
            yield f"Warning: {notice['text']}"
    if answer["reasons"]:
        yield ""
    for number, reason in enumerate(answer["reasons"], start=1):
        yield from _tell_reason(number, reason)
    if verdict is not True:
        yield ""
        yield from _tell_actions(answer["actions"])


def _count(summary: Mapping[str, Any]) -> str:
    counted = [
        f"{summary['success']} verified",
        f"{summary['failed']} failed",
        f"{summary['unknown']} not verified",
        f"{summary['ignored']} ignored" if summary.get("ignored") else "",
    ]
    return ", ".join(each for each in counted if each) + "."


def _tell_reason(number: int, reason: Mapping[str, Any]) -> Iterator[str]:
    yield f"{number}. {reason['text']}"
    for interaction in reason.get("interactions", ()):
        yield f"   - {interaction['description'] or 'an interaction without a description'}"
        for mismatch in interaction["mismatches"]:
            where = " ".join(part for part in (mismatch["about"], mismatch["path"]) if part)
            yield f"       {where}: {mismatch['text']}" if where else f"       {mismatch['text']}"
        if interaction.get("error"):
            yield from (f"       {line}" for line in interaction["error"].splitlines())
        if interaction["mismatchesLeftOut"]:
            yield f"       and {interaction['mismatchesLeftOut']} more"
    for misfit in reason.get("misfits", ()):
        yield f"   - {misfit['interaction'] or 'an interaction without a description'}"
        yield f"       {misfit['text']}"
    if reason.get("misfitsLeftOut"):
        yield f"   and {reason['misfitsLeftOut']} more"
    if reason.get("interactionsLeftOut"):
        yield f"   and {reason['interactionsLeftOut']} more interactions"
    result = reason["_links"].get("pb:verification-result")
    if result:
        yield f"   {result['href']}"


def _tell_actions(actions: list[Mapping[str, Any]]) -> Iterator[str]:
    if not actions:
        yield "Nothing is known that would make it a yes."
        return
    yield "Do this:"
    for action in actions:
        solved = ", ".join(str(index + 1) for index in action["solves"])
        yield f"- {action['text']}" + (f" (for {solved})" if solved else "")
        yield from (f"    {command}" for command in action["commands"])
