"""Whether whoever could call an operation still can: schemes and scopes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pact_notary.domain.openapi import pointers
from pact_notary.domain.openapi.breaking.changes import Rule
from pact_notary.domain.openapi.breaking.comparing import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json
    from pact_notary.domain.openapi.breaking.comparing import Pair
    from pact_notary.domain.openapi.document import Document, Operation

_Needed = dict[str, frozenset[str]]
_OPEN: Final = "open"


def compare_security(pair: Pair, old: Operation, new: Operation) -> Iterator[Found]:
    """What is needed together is an alternative; each of the old ones must still do."""
    before, after = _alternatives(pair.old, old), _alternatives(pair.new, new)
    for held in before:
        if any(_does(held, needed) for needed in after):
            continue
        same = [needed for needed in after if needed.keys() <= held.keys()]
        rule = Rule.SCOPE_ADDED if same else Rule.SECURITY_ADDED
        texts = (_tell(held), " or ".join(map(_tell, same or after)))
        yield Found(rule, new.pointer, "", *texts)


def _does(held: _Needed, needed: _Needed) -> bool:
    """Whether a caller who holds this has all that is needed."""
    return all(scheme in held and scopes <= held[scheme] for scheme, scopes in needed.items())


def _alternatives(document: Document, operation: Operation) -> list[_Needed]:
    told = pointers.find(document.root, operation.pointer)
    listed = told.get("security", document.root.get("security")) if isinstance(told, dict) else None
    found = [_read(document, needed) for needed in (listed if isinstance(listed, list) else [])]
    return found or [{}]


def _read(document: Document, needed: Json) -> _Needed:
    """What a scheme is → the scopes of it; what it is called does not matter."""
    if not isinstance(needed, dict):
        return {}
    return {
        _identify(document, name): frozenset(map(str, scopes if isinstance(scopes, list) else []))
        for name, scopes in needed.items()
    }


def _identify(document: Document, name: str) -> str:
    try:
        told = pointers.find(document.root, pointers.join("/components/securitySchemes", name))
    except LookupError:
        return name
    members = ("type", "scheme", "in", "name", "openIdConnectUrl")
    return " ".join(str(told[m]) for m in members if m in told) if isinstance(told, dict) else name


def _tell(needed: _Needed) -> str:
    told = (
        f"{scheme} ({', '.join(sorted(scopes))})" if scopes else scheme
        for scheme, scopes in sorted(needed.items())
    )
    return " and ".join(told) or _OPEN
