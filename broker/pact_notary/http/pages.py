"""A page of a collection, and the links to its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from pact_notary.http.links import link
from pact_notary.http.refusals import WrongParameters

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_SIZE = 100

_COUNT = re.compile(r"0*[1-9][0-9]{0,8}")
_SPELLINGS = (("page", "size"), ("pageNumber", "pageSize"))


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a collection: `number` counts from 1."""

    number: int = 1
    size: int = DEFAULT_SIZE

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def read_page(parameters: Mapping[str, Any], *, default_size: int = DEFAULT_SIZE) -> Page | None:
    """The page asked for; None when none is.

    Raises: WrongParameters for anything but whole numbers of at least 1.
    """
    given = [name for names in _SPELLINGS for name in names if parameters.get(name) is not None]
    if not given:
        return None
    wrong = {name: _TEXTS for name in given if not _is_count(parameters[name])}
    if wrong:
        raise WrongParameters(wrong)
    numbers = {name: int(parameters[name]) for name in given}
    return Page(
        number=numbers.get("page") or numbers.get("pageNumber") or 1,
        size=numbers.get("size") or numbers.get("pageSize") or default_size,
    )


def read_filters(parameters: Mapping[str, Any], *names: str) -> dict[str, str]:
    """The texts of those parameters that are given.

    Raises: WrongParameters for what is no single text.
    """
    given = {name: parameters[name] for name in names if parameters.get(name) is not None}
    wrong = [name for name, value in given.items() if not isinstance(value, str)]
    if wrong:
        raise WrongParameters(dict.fromkeys(wrong, ("must be one text",)))
    return given


def describe_page(page: Page, total: int) -> dict[str, Any]:
    return {
        "number": page.number,
        "size": page.size,
        "totalElements": total,
        "totalPages": _pages(page, total),
    }


def neighbour_links(
    page: Page, total: int, *, href: str, filters: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The links `next` and `previous`, those that exist.

    Args:
      href: the collection's address without a query.
      filters: other parameters that chose what the collection holds.
    """
    links = {}
    if page.number < _pages(page, total):
        links["next"] = (page.number + 1, "Next page")
    if page.number > 1:
        links["previous"] = (page.number - 1, "Previous page")
    return {
        name: link(_address(href, Page(number, page.size), filters or {}), title=title)
        for name, (number, title) in links.items()
    }


def _address(href: str, page: Page, filters: Mapping[str, str]) -> str:
    return f"{href}?{urlencode({'size': page.size, 'page': page.number, **filters})}"


def _pages(page: Page, total: int) -> int:
    return -(-total // page.size)


def _is_count(value: Any) -> bool:
    return isinstance(value, str) and _COUNT.fullmatch(value) is not None


_TEXTS = ("must be a whole number of at least 1",)
