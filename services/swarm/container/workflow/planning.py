"""Cuts a spec into issues and todos by its headings and lists: the same plan for the same spec."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from pro_me_the_us.plans import PlannedIssue, PlannedPhase, PlannedTodo
from swarm.container.workflow.outline import Item, read_outline
from swarm.container.workflow.port import WorkImpossible
from swarm.container.workflow.texts import clip_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swarm.container.workflow.outline import Section
    from swarm.container.workflow.port import Brief

MAX_ISSUES: Final = 1000
_NAMESPACE: Final = UUID("6f0c4b1e-52a5-4e0b-9d7e-0d6a7f6c2b31")
_MAX_CRITERIA: Final = 100
_TEXT_CHARACTERS: Final = 10_000
_TOOLS: Final = ["read_file", "write_file"]


def cut(brief: Brief) -> tuple[PlannedIssue, ...]:
    """The plan: an issue a heading, each after the one before; a todo a list item.

    Items of a numbered list wait for each other, others do not; items under an item are its
    acceptance criteria. What has neither headings nor items is one issue with one todo.

    Raises:
        WorkImpossible: There are more headings than a plan may have issues.
    """
    sections = read_outline(brief.description, title=brief.title)
    if len(sections) > MAX_ISSUES:
        raise WorkImpossible(f"the description has more than {MAX_ISSUES} headings")
    uuids = [_name(brief.spec, str(number)) for number in range(len(sections))]
    return tuple(
        PlannedIssue(
            uuid=uuid,
            title=_title(section.title, brief),
            description=_text(section.text) or _title(section.title, brief),
            predecessor=before,
            todos=_cut_section(brief, uuid, section),
        )
        for uuid, before, section in zip(uuids, [None, *uuids], sections, strict=False)
    )


def _cut_section(brief: Brief, issue: str, section: Section) -> list[PlannedTodo]:
    items = section.items or (Item(section.title, section.text),)
    uuids = [_name(issue, str(number)) for number in range(len(items))]
    return [
        _todo(brief, uuid, item, after=(before,) if item.follows and before else ())
        for uuid, before, item in zip(uuids, [None, *uuids], items, strict=False)
    ]


def _todo(brief: Brief, uuid: str, item: Item, *, after: tuple[str, ...]) -> PlannedTodo:
    title = _title(item.title, brief)
    criteria = _criteria(item.criteria) or [f"What “{title}” asks for is there."]
    description = _text(item.text) or title
    listed = "\n".join(f"- {criterion}" for criterion in criteria)
    return PlannedTodo(
        uuid=uuid,
        title=title,
        description=description,
        acceptance_criteria=criteria,
        phases=[
            PlannedPhase(prompt=f"Do this: {title}\n\n{description}", tools=_TOOLS),
            PlannedPhase(prompt=_text(f"Check that:\n{listed}"), tools=_TOOLS[:1]),
        ],
        dependencies=after,
    )


def _criteria(lines: Sequence[str]) -> list[str]:
    """The criteria that a todo can have; the description has all of them."""
    return [text for line in lines[:_MAX_CRITERIA] if (text := _text(line))]


def _name(*parts: str) -> str:
    return str(uuid5(_NAMESPACE, "/".join(parts)))


def _title(text: str, brief: Brief) -> str:
    return clip_title(text) or clip_title(brief.title) or brief.spec


def _text(text: str) -> str:
    """What can be sent: no control characters but line breaks and tabs, and not too long."""
    kept = "".join(c for c in text if c in "\n\t" or c.isprintable())
    return kept[:_TEXT_CHARACTERS].strip()
