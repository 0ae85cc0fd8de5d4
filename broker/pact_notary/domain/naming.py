"""Names are compared by their words and shown with spaces and capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BOUNDARY = re.compile(r"[\s_\-]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_UNSPECIFIC = frozenset({"api", "provider", "service"})


def display_name(name: str) -> str:
    """`fooBar-web_API` reads `Foo Bar Web API`."""
    words = [word for word in _BOUNDARY.split(name) if word]
    return " ".join(word[0].upper() + word[1:] for word in words) or name


def find_similar(name: str, existing: Iterable[str]) -> tuple[str, ...]:
    """The existing names that say the same words, in order; never the name itself."""
    words = _significant_words(name)
    return tuple(
        sorted(other for other in existing if other != name and _significant_words(other) == words)
    )


def _significant_words(name: str) -> tuple[str, ...]:
    words = [_singular(word.lower()) for word in _BOUNDARY.split(name) if word]
    # A name made of unspecific words only, such as "API", is compared as it stands.
    return tuple(word for word in words if word not in _UNSPECIFIC) or tuple(words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 1 and word.endswith("s") else word
