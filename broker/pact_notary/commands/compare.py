"""`pact-notary compare`: do pacts fit an OpenAPI document, and what of it do they use?"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pact_notary.commands.comparing.as_json import render_json
from pact_notary.commands.comparing.as_markdown import render_markdown
from pact_notary.commands.comparing.as_page import render_page
from pact_notary.commands.comparing.as_text import render_text
from pact_notary.commands.comparing.files import read_file, read_pacts
from pact_notary.commands.comparing.settings import read_settings
from pact_notary.commands.options import with_options
from pact_notary.domain.openapi.coverage import KINDS, map_coverage
from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi.fitting import compare
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.domain.openapi.verdict import judge
from pact_notary.domain.openapi_effort import find_depth, find_depth_allowed
from pact_notary.operations.refusals import CannotOperate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pact_notary.commands.comparing.settings import Settings
    from pact_notary.domain.openapi.pacts import Pact
    from pact_notary.domain.openapi.verdict import Verdict

    Decorator = Callable[[Any], Any]

_MISFITS = 1
_COULD_NOT_READ = 3
_PROJECT = Path("pyproject.toml")

_FORMS: Mapping[str, Callable[[Verdict], str]] = {
    "table": render_text,
    "json": render_json,
    "html": render_page,
    "markdown": render_markdown,
}


def _minimum(kind: str) -> Decorator:
    name = kind.replace("_", "-")
    return click.option(
        f"--minimum-{name}",
        type=click.FloatRange(0, 100),
        metavar="PERCENT",
        help=f"How many of the declared {name.replace('-', ' ')} must be used.",
    )


_OPTIONS: Sequence[Decorator] = (
    click.option(
        "--provider", multiple=True, help="Only pacts with this provider. May be repeated."
    ),
    click.option(
        "--ignore-path",
        multiple=True,
        metavar="PATTERN",
        help="Paths, such as '/internal/*', that the document leaves out on purpose. "
        "May be repeated.",
    ),
    click.option(
        "--except",
        "exceptions",
        multiple=True,
        metavar="PATTERN",
        help="What need not be used: 'GET /things', '* 5??', 'GET /things 200 $.size'. "
        "May be repeated.",
    ),
    *map(_minimum, KINDS),
    click.option(
        "--format",
        "form",
        type=click.Choice(list(_FORMS)),
        default="table",
        show_default=True,
        help="For a terminal, a program, a browser, or the summary of a job.",
    ),
    click.option(
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="File to write, whole or not at all; standard output when there is none.",
    ),
    click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        help="TOML file with the table [tool.pact-notary.compare]; pyproject.toml if there is one.",
    ),
)


@click.command("compare")
@click.argument("pacts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.argument("openapi", type=click.Path(path_type=Path))
@with_options(_OPTIONS)
def compare_command(pacts: tuple[Path, ...], openapi: Path, **given: Any) -> None:
    """Compare PACTS (files, or folders of them) with the provider's OPENAPI document (3.0 or 3.1,
    JSON or YAML), and tell who uses what of it.

    It ends with 0 when every interaction fits and enough is used, 1 when not, 2 when the question
    is wrong, and 3 when a file cannot be read or nothing could be compared.
    """
    if given["config"] is None and _PROJECT.is_file():
        given["config"] = _PROJECT
    settings = read_settings(given, openapi)
    try:
        verdict = _compare(pacts, openapi, settings)
    except (InvalidDocument, CannotOperate) as error:
        click.echo(f"pact-notary: {error}", err=True)
        sys.exit(_COULD_NOT_READ)
    text = _FORMS[given["form"]](verdict)
    if given["output"] is None:
        click.echo(text.encode(), nl=False)
    else:
        _write(text, given["output"])
        click.echo(f"{openapi} {verdict.text}")
    if not verdict.is_good:
        sys.exit(_MISFITS)


def _compare(paths: tuple[Path, ...], openapi: Path, settings: Settings) -> Verdict:
    document = read_document(read_file(openapi), str(openapi))
    pacts = _choose(read_pacts(paths), settings.providers)
    allowed = find_depth_allowed(document)
    deep = next((pact for pact in pacts if find_depth(pact) > allowed), None)
    if deep is not None:
        raise CannotOperate(
            f"the schemas of {openapi} branch so often that it would take too long to compare "
            f"bodies as deep as those of {deep.name}"
        )
    comparison = compare(pacts, document, ignored_paths=settings.ignored_paths)
    if not comparison.compared:
        reasons = dict.fromkeys(each.reason for each in comparison.left_out)
        told = "; ".join(reasons) or "the pacts hold no interaction"
        raise CannotOperate(f"nothing was compared: {told}")
    coverage = map_coverage(comparison, document, exceptions=settings.exceptions)
    return judge(comparison, coverage, settings.minima)


def _choose(pacts: tuple[Pact, ...], providers: tuple[str, ...]) -> tuple[Pact, ...]:
    """Pacts with several providers are about several documents."""
    names = sorted({pact.provider for pact in pacts})
    if not providers and len(names) > 1:
        raise click.UsageError(
            f"The pacts are with several providers ({', '.join(names)}): choose with --provider."
        )
    missing = [name for name in providers if name not in names]
    if missing:
        raise CannotOperate(
            f"no pact is with the provider {missing[0]}; there are pacts with {', '.join(names)}"
        )
    return tuple(pact for pact in pacts if not providers or pact.provider in providers)


def _write(text: str, output: Path) -> None:
    """Beside the file first, so that what is there is whole at any time."""
    beside = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        beside.write_bytes(text.encode())
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from error
