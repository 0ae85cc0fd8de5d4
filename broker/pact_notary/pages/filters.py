"""What lists are filtered by, read from the query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.pages import read_filters
from pact_notary.http.refusals import WrongParameters

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pact_notary.domain.documents import Json

_LONGEST = 255


def read_texts(query: Mapping[str, Json], *names: str) -> dict[str, str]:
    """By each of the names what was asked for, empty when nothing was.

    Raises: WrongParameters for what is no single text, or longer than any name.
    """
    given = read_filters(query, *names)
    long = [name for name, text in given.items() if len(text) > _LONGEST]
    if long:
        raise WrongParameters(dict.fromkeys(long, (f"must have at most {_LONGEST} characters",)))
    return dict.fromkeys(names, "") | {name: text.strip() for name, text in given.items()}


def check_word(name: str, word: str, known: Collection[str]) -> str:
    """The word, which is one of those that are known, or empty.

    Raises: WrongParameters otherwise.
    """
    if word and word not in known:
        raise WrongParameters({name: (f"must be one of {', '.join(known)}",)})
    return word
