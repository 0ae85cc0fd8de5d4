"""The question whether a version can be deployed, asked with the official client's options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Decorator = Callable[[Any], Any]
    Pairs = Sequence[tuple[str, str]]

_WAYS = ("version", "latest", "branch", "main_branch")

QUESTION: Sequence[Decorator] = (
    click.option("-a", "--pacticipant", help="The application to be deployed."),
    click.option("-e", "--version", help="Its version."),
    click.option(
        "-l",
        "--latest",
        is_flag=False,
        flag_value="",
        metavar="[TAG]",
        help="Its latest version, or the latest with the tag.",
    ),
    click.option("--branch", help="Its latest version on the branch."),
    click.option("--main-branch", is_flag=True, help="Its latest version on its main branch."),
    click.option("--to-environment", help="Where it is to go."),
    click.option("--to", metavar="TAG", help="Beside the latest versions with the tag."),
    click.option("--ignore", multiple=True, help="An application whose results do not count."),
    click.option("--as-of", metavar="TIME", help="As it was then: 2026-03-01T12:00:00Z."),
)
"""Which version is meant and where it is to go; `read_question` reads them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the broker and for people.

    Attributes:
      text: the question in words.
      key: what stays when it is asked of another version, as (name, value) pairs.
      version: the version in words when it has no number.
    """

    path: str
    text: str
    key: tuple[tuple[str, str], ...]
    version: str


def read_question(given: Mapping[str, Any], *, limit: int) -> Asked:
    """The question of an application that is named.

    Args:
      limit: how many rows of the matrix are told; the verdict rests on all of them.
    """
    name, moment = given["pacticipant"], given["as_of"]
    selected, version = _selected(given)
    destination, place = _destination(given)
    rows = (("latestby", "cvp"), ("limit", str(limit)))
    ignored = [("ignore[][pacticipant]", each) for each in given["ignore"]]
    then = [("asOf", moment)] if moment else []
    query = (("q[][pacticipant]", name), *selected, *destination, *rows, *ignored, *then)
    key = (("of", name), *(pair for pair in destination if pair[0] != "latest"))
    at = f", as of {moment}" if moment else ""
    return Asked(
        path=f"/matrix?{urlencode(query)}",
        text=f"Can {version} of {name} be deployed {place}{at}?",
        key=key,
        version=given["version"] or version,
    )


def _selected(given: Mapping[str, Any]) -> tuple[Pairs, str]:
    """Which version is meant, for the broker and in words."""
    version, tag, branch = given["version"], given["latest"], given["branch"]
    if sum(given[way] not in {None, False} for way in _WAYS) != 1:
        raise click.UsageError("Give one of --version, --latest, --branch and --main-branch.")
    if version is not None:
        return [("q[][version]", version)], f"version {version}"
    latest = ("q[][latest]", "true")
    if branch is not None:
        return [("q[][branch]", branch), latest], f"the latest version on branch {branch}"
    if given["main_branch"]:
        return [("q[][mainBranch]", "true"), latest], "the latest version on the main branch"
    if tag:
        return [("q[][tag]", tag), latest], f"the latest version with tag {tag}"
    return [latest], "the latest version"


def _destination(given: Mapping[str, Any]) -> tuple[Pairs, str]:
    environment, tag = given["to_environment"], given["to"]
    if (environment is None) == (tag is None):
        raise click.UsageError("Give either --to-environment or --to.")
    if environment is not None:
        return [("environment", environment)], f"to {environment}"
    return [("tag", tag), ("latest", "true")], f"beside the latest versions with tag {tag}"
