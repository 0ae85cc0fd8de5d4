"""Commands and settings, as their parsers have them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

from tests.site.markdown import inline, table

if TYPE_CHECKING:
    from collections.abc import Iterator

# Usage is never wrapped: the page does that.
_WIDTH = 10_000


def walk(command: click.Command, program: str) -> Iterator[click.Context]:
    """The command itself, and all that it has under it, in the order of its help."""
    return _walk(click.Context(command, info_name=program, terminal_width=_WIDTH))


def _walk(context: click.Context) -> Iterator[click.Context]:
    yield context
    command = context.command
    names = command.list_commands(context) if isinstance(command, click.Group) else ()
    for name in names:
        assert isinstance(command, click.Group)
        found = command.get_command(context, name)
        assert found is not None, name
        yield from _walk(click.Context(found, context, info_name=name, terminal_width=_WIDTH))


def render_commands(command: click.Command, program: str) -> str:
    """A section for each command: what it does, its usage, its options."""
    return "\n".join(map(_section, walk(command, program)))


def render_settings(command: click.Command, program: str) -> str:
    """A row for each environment variable that some command reads."""
    options: dict[tuple[str, str], list[str]] = {}
    for context in walk(command, program):
        for variable, option in _settings(context):
            key = variable, _meaning(option, context)
            options.setdefault(key, []).append(f"`{context.command_path}` `{option.opts[0]}`")
    rows = (
        (f"`{variable}`", meaning, ", ".join(named))
        for (variable, meaning), named in sorted(options.items())
    )
    return table(("Variable", "Meaning", "The same as"), rows)


def _section(context: click.Context) -> str:
    usage = context.command.get_usage(context).removeprefix("Usage: ")
    options = (option for option in context.command.get_params(context))
    rows = ((f"`{record[0]}`", inline(record[1])) for record in _records(context, options))
    parts = (
        f"## {context.command_path}\n",
        *(
            f"{inline(text)}\n"
            for text in inspect.cleandoc(context.command.help or "").split("\n\n")
        ),
        f"```text\n{usage}\n```\n",
        table(("Option", "Meaning"), rows),
    )
    return "\n".join(parts)


def _records(
    context: click.Context, parameters: Iterator[click.Parameter]
) -> Iterator[tuple[str, str]]:
    records = (parameter.get_help_record(context) for parameter in parameters)
    return (record for record in records if record is not None)


def _settings(context: click.Context) -> Iterator[tuple[str, click.Option]]:
    for option in context.command.params:
        if isinstance(option, click.Option) and isinstance(option.envvar, str):
            yield option.envvar, option


def _meaning(option: click.Option, context: click.Context) -> str:
    default = option.get_help_extra(context).get("default")
    said = inline(option.help or "")
    return said if default is None else f"{said} Default: `{default}`."
