"""Where a page of a list goes on: the keys of its last row, as one opaque text."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING

from pact_notary.http.refusals import WrongParameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.documents import Json

_WRONG = ("names no place in this list: begin again without it",)


def write_cursor(*keys: str | int) -> str:
    text = json.dumps(keys, separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(
    query: Mapping[str, Json], *kinds: type[str | int], name: str = "after"
) -> tuple[str | int, ...] | None:
    """The keys of the row after which to go on, one of each kind; None to begin at the start.

    Raises: WrongParameters for what no list of this kind has written.
    """
    given = query.get(name)
    if given is None or given == "":
        return None
    keys = _decode(given) if isinstance(given, str) else None
    read = [key for key in keys if isinstance(key, str | int)] if isinstance(keys, list) else []
    if [type(key) for key in read] != list(kinds) or keys != read:
        raise WrongParameters({name: _WRONG})
    return tuple(read)


def _decode(text: str) -> Json:
    try:
        padded = text + "=" * (-len(text) % 4)
        keys: Json = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    return keys
