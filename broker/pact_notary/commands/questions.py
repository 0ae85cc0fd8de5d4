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
    click.option(
        "-a",
        "--pacticipant",
        multiple=True,
        help="The application to be deployed; given again, all go together.",
    ),
    click.option(
        "-e",
        "--version",
        multiple=True,
        help="Its version; of several applications one for all, or one for each in turn.",
    ),
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
    click.option(
        "--to-main-branch",
        is_flag=True,
        help="Beside the latest versions on the main branches: can it be merged?",
    ),
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
    """The question of the applications that are named.

    Args:
      limit: how many rows of the matrix are told; the verdict rests on all of them.
    """
    names, moment = given["pacticipant"], given["as_of"]
    selected, subject, version = _selected(given)
    destination, place = _destination(given)
    rows = (("latestby", "cvp"), ("limit", str(limit)))
    ignored = [("ignore[][pacticipant]", each) for each in given["ignore"]]
    then = [("asOf", moment)] if moment else []
    query = (*selected, *destination, *rows, *ignored, *then)
    of = (("of", name) for name in names)
    key = (*of, *(pair for pair in destination if pair[0] != "latest"))
    at = f", as of {moment}" if moment else ""
    return Asked(
        path=f"/matrix?{urlencode(query)}",
        text=f"Can {subject} be {place}{at}?",
        key=key,
        version=version,
    )


def _selected(given: Mapping[str, Any]) -> tuple[Pairs, str, str]:
    """Which versions are meant: for the broker, with their applications in words, and without."""
    names, versions = given["pacticipant"], given["version"]
    if sum(given[way] not in {None, False, ()} for way in _WAYS) != 1:
        raise click.UsageError("Give one of --version, --latest, --branch and --main-branch.")
    if not versions:
        pairs, words = _latest(given)
        return _each(names, [pairs] * len(names)), f"{words} of {_join(names)}", words
    if len(versions) not in {1, len(names)}:
        raise click.UsageError("Give --version once, or once for each --pacticipant.")
    selected = _each(names, [[("q[][version]", each)] for each in _stretch(versions, names)])
    if len(versions) == 1:
        return selected, f"version {versions[0]} of {_join(names)}", versions[0]
    each = [f"version {number} of {name}" for name, number in zip(names, versions, strict=True)]
    return selected, _join(each), ", ".join(versions)


def _latest(given: Mapping[str, Any]) -> tuple[Pairs, str]:
    """The version that has no number in the question, for the broker and in words."""
    tag, branch = given["latest"], given["branch"]
    latest = ("q[][latest]", "true")
    if branch is not None:
        return [("q[][branch]", branch), latest], f"the latest version on branch {branch}"
    if given["main_branch"]:
        return [("q[][mainBranch]", "true"), latest], "the latest version on the main branch"
    if tag:
        return [("q[][tag]", tag), latest], f"the latest version with tag {tag}"
    return [latest], "the latest version"


def _each(names: Sequence[str], selectors: Sequence[Pairs]) -> Pairs:
    named = zip(names, selectors, strict=True)
    return [pair for name, rest in named for pair in (("q[][pacticipant]", name), *rest)]


def _stretch(versions: Sequence[str], names: Sequence[str]) -> Sequence[str]:
    return versions if len(versions) > 1 else [*versions] * len(names)


def _join(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _destination(given: Mapping[str, Any]) -> tuple[Pairs, str]:
    environment, tag = given["to_environment"], given["to"]
    if sum(way not in {None, False} for way in (environment, tag, given["to_main_branch"])) != 1:
        raise click.UsageError("Give either --to-environment, --to or --to-main-branch.")
    latest = ("latest", "true")
    if given["to_main_branch"]:
        return [("mainBranch", "true"), latest], "merged"
    if environment is not None:
        return [("environment", environment)], f"deployed to {environment}"
    return [("tag", tag), latest], f"deployed beside the latest versions with tag {tag}"
