"""`pact-notary publish-openapi`: a provider's version publishes its OpenAPI document."""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from pact_notary.commands.comparing.files import read_file
from pact_notary.commands.options import with_options
from pact_notary.commands.remote import REMOTE, open_source, or_end
from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.source import WrongQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pact_notary.domain.documents import JsonObject
    from pact_notary.operations.source import Source

    Decorator = Callable[[Any], Any]

_REFUSED = 1
_RELATION = "pf:publish-provider-contract"

_VERSION: Sequence[Decorator] = (
    click.option("--provider", required=True, help="The application that the document is of."),
    click.option("-e", "--version", required=True, help="Its version."),
    click.option("--branch", help="The branch that the version is on."),
    click.option("--tag", multiple=True, help="A tag of the version. May be repeated."),
    click.option("--build-url", help="Where the version was built."),
    click.option(
        "--verification-success/--no-verification-success",
        default=None,
        help="Whether the provider was seen to keep the document.",
    ),
    click.option("--verifier", help="What saw it."),
    click.option(
        "-o",
        "--output",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
    ),
)


@click.command("publish-openapi")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_options((*_VERSION, *REMOTE))
def publish_openapi(file: Path, **given: Any) -> None:
    """Publish FILE, an OpenAPI document in JSON or YAML, as that of a provider's version.

    It ends with 0 when it is published, 1 when the document, or the broker, does not allow it, 2
    when the options are wrong, and 3 when the file cannot be read or the broker does not answer.
    """
    publication = _compose(_read(file), given)
    answer = or_end(lambda: _publish(open_source(given), given["provider"], publication))
    if given["output"] == "json":
        click.echo(json.dumps(answer, indent=2))
        return
    for notice in answer["notices"]:
        click.echo(notice["text"])


def _read(file: Path) -> bytes:
    """The document, which the broker would refuse without naming the file."""
    content = or_end(lambda: read_file(file))
    try:
        read_document(content, str(file))
    except InvalidDocument as error:
        click.echo(f"pact-notary: {error}", err=True)
        sys.exit(_REFUSED)
    return content


def _compose(content: bytes, given: Mapping[str, Any]) -> JsonObject:
    success, verifier = given["verification_success"], given["verifier"]
    if success is None and verifier is not None:
        raise click.UsageError(
            "Say with --verification-success or --no-verification-success what it saw."
        )
    is_json = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
    results = {"success": success, "verifier": verifier}
    contract: JsonObject = {
        "content": base64.b64encode(content).decode(),
        "contentType": "application/json" if is_json else "application/yaml",
        "specification": "oas",
    }
    if success is not None:
        told = {name: value for name, value in results.items() if value is not None}
        contract["selfVerificationResults"] = told
    publication: JsonObject = {
        "pacticipantVersionNumber": given["version"],
        "branch": given["branch"],
        "tags": list(given["tag"]),
        "buildUrl": given["build_url"],
        "contract": contract,
    }
    return {name: value for name, value in publication.items() if value is not None}


def _publish(source: Source, provider: str, publication: JsonObject) -> dict[str, Any]:
    source.start()
    relation = source.read("/")["_links"].get(_RELATION)
    if relation is None:
        raise CannotOperate(
            "this broker takes no OpenAPI documents; is it a pact-notary of this version?"
        )
    address = relation["href"].replace("{provider}", quote(provider, safe=""))
    try:
        return source.post(source.path_of(address), publication)
    except WrongQuestion as error:
        click.echo(f"pact-notary: {error}", err=True)
        sys.exit(_REFUSED)
