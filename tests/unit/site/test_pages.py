"""What pages tell people to type and to open is there."""

from __future__ import annotations

import re
from configparser import ConfigParser
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import pytest
from markdown_it import MarkdownIt

from pact_notary.__main__ import main as pact_notary
from swarm.__main__ import main as swarm
from tests.site.commands import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

ROOT: Final = Path(__file__).parents[3]
PAGES: Final = sorted(
    page
    for pattern in ("*.md", "*/README.md", "*/*/README.md", "docs/**/*.md")
    for page in ROOT.glob(pattern)
    if "node_modules" not in page.parts
)
COMMANDS: Final = {
    context.command_path: context
    for context in (*walk(pact_notary, "pact-notary"), *walk(swarm, "swarm"))
}
BETWEEN_COMMANDS: Final = re.compile(r"\|\||&&|[|;&(){}\n>]")
SET_BEFORE: Final = re.compile(r"^(\w+=\S*\s+)*")
PLACE_OF_A_MACHINE: Final = re.compile(r"/(?:tmp|root|work)/")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def tokens_of(page: Path) -> Iterator[Token]:
    for token in MarkdownIt().enable("table").parse(page.read_text("utf-8")):
        yield from (token, *(token.children or ()))


def typed_on(page: Path) -> Iterator[str]:
    """Each simple command of the page, on one line."""
    return chain.from_iterable(map(_commands_in, tokens_of(page)))


def _commands_in(token: Token) -> Iterator[str]:
    text = token.content.replace("\\\n", " ")
    if token.type == "fence" and token.info == "console":
        text = "\n".join(re.findall(r"^\s*\$ (.*)$", text, re.MULTILINE))
    elif token.type != "code_inline" and token.info not in {"bash", "yaml"}:
        text = ""
    parts = (part.strip() for part in BETWEEN_COMMANDS.split(text))
    return (SET_BEFORE.sub("", part) for part in parts)


def find_fault(words: list[str]) -> str | None:
    """What a command line has that its program does not."""
    depth = max(n for n in range(1, len(words) + 1) if " ".join(words[:n]) in COMMANDS)
    context = COMMANDS[" ".join(words[:depth])]
    options = {"--help"}.union(*((*p.opts, *p.secondary_opts) for p in context.command.params))
    if isinstance(context.command, click.Group) and re.match(r"[a-z]", "".join(words[depth:])):
        return f"{context.command_path} has no command {words[depth]}"
    named = (word.partition("=")[0] for word in words[depth:] if re.match(r"--?[a-z]", word))
    unknown = [option for option in named if option not in options]
    return f"{context.command_path} has no {', '.join(unknown)}" if unknown else None


@each_page
def test_commands_on_the_page_exist(page: Path) -> None:
    lines = [line.split() for line in typed_on(page) if re.match(r"(pact-notary|swarm)( |$)", line)]

    assert [fault for words in lines if (fault := find_fault(words))] == []


@each_page
def test_tox_environments_on_the_page_exist(page: Path) -> None:
    parser = ConfigParser()
    parser.read(ROOT / "tox.ini", encoding="utf-8")
    named = re.findall(r"tox run (?:-c \S+ )?-e ([a-z,-]+)", page.read_text("utf-8"))

    assert {f"testenv:{name}" for names in named for name in names.split(",")} <= {*parser}


@each_page
def test_links_on_the_page_lead_to_files(page: Path) -> None:
    targets = (str(token.attrs.get("href", "")) for token in tokens_of(page))
    paths = (target.partition("#")[0] for target in targets if "://" not in target)

    assert [path for path in paths if not (page.parent / path).exists()] == []


@each_page
def test_page_names_no_place_of_a_machine(page: Path) -> None:
    assert PLACE_OF_A_MACHINE.findall(page.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("swarm node run --role worker", None),
        ("pact-notary serve --help", None),
        ("swarm nodes run", "swarm has no command nodes"),
        ("pact-notary token make ci", "pact-notary token has no command make"),
        ("pact-notary serve --prot 1", "pact-notary serve has no --prot"),
    ],
)
def test_what_is_not_there_is_found(line: str, fault: str | None) -> None:
    assert find_fault(line.split()) == fault


def test_pages_name_commands_and_options() -> None:
    lines = [line for page in PAGES for line in typed_on(page)]

    assert sum(line.startswith(("pact-notary ", "swarm ")) for line in lines) > 50
    assert (
        "pact-notary owed --workflow --provider menu --broker-base-url https://pacts.example"
        in [" ".join(line.split()) for line in lines]
    )
