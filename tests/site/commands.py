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
    """A list of the environment variables that some command reads, and who reads them."""
    readers: dict[tuple[str, str, str], list[str]] = {}
    for context in walk(command, program):
        for variable, option in _settings(context):
            key = variable, _meaning(option, context), option.opts[0]
            readers.setdefault(key, []).append(f"`{context.command_path}`")
    return "".join(
        f"- `{variable}`: {meaning} The same as `{option}` of {', '.join(commands)}.\n"
        for (variable, meaning, option), commands in sorted(readers.items())
    )


def _section(context: click.Context) -> str:
    usage = context.command.get_usage(context).removeprefix("Usage: ")
    options = (each for each in context.command.params if isinstance(each, click.Option))
    records = (option.get_help_record(context) for option in options)
    rows = ((f"`{name}`", inline(meaning)) for name, meaning in filter(None, records))
    told = inspect.cleandoc(context.command.help or "").split("\n\n")
    parts = (
        f"## {context.command_path}\n",
        *(f"{inline(text)}\n" for text in told),
        f"```text\n{usage}\n```\n",
        table(("Option", "Meaning"), rows),
    )
    return "\n".join(parts)


def _settings(context: click.Context) -> Iterator[tuple[str, click.Option]]:
    for option in context.command.params:
        if isinstance(option, click.Option) and isinstance(option.envvar, str):
            yield option.envvar, option


def _meaning(option: click.Option, context: click.Context) -> str:
    said = [inline(option.help or "")]
    if option.is_bool_flag and option.secondary_opts:
        said.append("On unless set to `false`." if option.default else "Off unless set to `true`.")
    elif default := option.get_help_extra(context).get("default"):
        said.append(f"Default: `{default}`.")
    elif option.required:
        said.append("It has to be given.")
    return " ".join(text for text in said if text)
