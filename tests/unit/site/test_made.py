"""What the site makes of declarations and parsers holds all of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from markdown_it import MarkdownIt

from pact_notary.__main__ import main as pact_notary
from swarm.__main__ import main as swarm
from tests.describe import ROOMS
from tests.site.commands import render_commands, render_settings, walk
from tests.site.endpoints import render_endpoints
from tests.site.made import MADE, MARK, fill
from tests.site.markdown import inline, table
from tests.site.modules import render_models, render_modules
from tests.unit.surface import ROOT

if TYPE_CHECKING:
    import click

    from pro_me_the_us.endpoint import Endpoint

DOCUMENTS: Final = {
    file.stem: json.loads(file.read_text("utf-8")) for file in (ROOT / "docs/openapi").iterdir()
}

each_endpoint = pytest.mark.parametrize(
    ("room", "endpoint"),
    [(name, endpoint) for name, room in ROOMS.items() for endpoint in room.ENDPOINTS],
    ids=lambda value: getattr(value, "name", value),
)
each_program = pytest.mark.parametrize(
    ("program", "command"), [("pact-notary", pact_notary), ("swarm", swarm)]
)


def test_each_thing_made_is_on_one_page() -> None:
    pages = [page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md")]

    assert sorted(mark for page in pages for mark in MARK.findall(page)) == sorted(MADE)


def test_mark_is_replaced_by_what_is_made() -> None:
    page = "# A page\n\n<!-- made: a list -->\n\nThe end.\n"

    assert fill(page, {"a list": "- one"}) == "# A page\n\n- one\n\nThe end.\n"


def test_link_to_what_a_site_cannot_have_leads_to_its_page() -> None:
    page = "[all](../.github/actions/README.md#can-i-deploy) and [one](.github/actions/README.md)"

    assert fill(page, {}) == (
        "[all](../docs/reference/actions.md#can-i-deploy) and [one](docs/reference/actions.md)"
    )


def test_mark_that_nobody_makes_is_refused() -> None:
    with pytest.raises(KeyError, match="a song"):
        fill("<!-- made: a song -->\n", {})


@each_endpoint
def test_endpoint_is_shown_with_its_request_scope_statuses_and_codes(
    room: str, endpoint: Endpoint[Any, Any]
) -> None:
    _, found, after = render_endpoints(DOCUMENTS[room]).partition(f"### {endpoint.name}\n")
    section = after.partition("\n### ")[0]

    assert found
    assert f"`{endpoint.method} {endpoint.path}`" in section
    assert endpoint.scope is None or f"`{endpoint.scope}`" in section
    assert all(f"| {status} |" in section for status in endpoint.status)
    assert all(f"{refusal.status} " in section for refusal in endpoint.refusals)
    assert all(f"`{refusal.code}`" in section for refusal in endpoint.refusals)


@each_program
def test_command_is_shown_with_its_options(program: str, command: click.Command) -> None:
    page = render_commands(command, program)

    for context in walk(command, program):
        _, found, after = page.partition(f"## {context.command_path}\n")
        section = after.partition("\n## ")[0]
        assert found
        options = [p.opts[0] for p in context.command.params if p.param_type_name == "option"]
        assert [option for option in options if option not in section] == []


@each_program
def test_setting_is_shown_with_who_reads_it(program: str, command: click.Command) -> None:
    items = render_settings(command, program).splitlines()

    for context in walk(command, program):
        for option in context.command.params:
            told = f"`{option.envvar}`: ", f"`{option.opts[0]}` of ", f"`{context.command_path}`"
            shown = [item for item in items if all(text in item for text in told)]
            assert len(shown) == (option.envvar is not None), told


@pytest.mark.parametrize("room", DOCUMENTS)
def test_models_are_shown_with_refusals(room: str) -> None:
    page = render_models(room)

    assert f"## pro_me_the_us.{room}.models" in page
    assert page.count(".. autoclass::") > 8
    assert page not in render_modules()


def test_modules_of_all_are_shown() -> None:
    assert ".. automodule:: pro_me_the_us.client" in render_modules()


def test_text_is_shown_as_it_reads() -> None:
    text = "one  [a]{b}\n*two* <c> `code *as is*` _three_ | four"

    rendered = MarkdownIt().enable("table").render(table(("A", "B"), [(inline(text), "`x|y`")]))

    assert "one [a]{b} *two* &lt;c&gt; <code>code *as is*</code> _three_ | four" in rendered
    assert "<code>x|y</code>" in rendered


def test_table_without_rows_is_nothing() -> None:
    assert table(("A", "B"), []) == ""
