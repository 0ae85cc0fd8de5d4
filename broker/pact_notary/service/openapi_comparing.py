"""Pacts beside OpenAPI documents; a content and a document are compared once in a process.

What is the same for good is kept: contents and documents never change.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from pact_notary.domain.openapi.fitting import Comparison, compare
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.domain.openapi.pacts import to_pact
from pact_notary.domain.openapi_effort import find_depth
from pact_notary.service import openapi_reading
from pact_notary.service.memory import Memory
from pact_notary.store import contents, openapi_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import sqlalchemy as sa

    from pact_notary.domain.openapi.pacts import Pact as ReadPact
    from pact_notary.records import PublishedDocument
    from pact_notary.service.openapi_reading import ReadDocument

COMPARED_AT_ONCE: Final = 1_000
"""Pairs that are compared anew to answer one question; those beyond are told not to be."""

# So many fields, misfits and interactions, of some hundred bytes each.
_KEPT_AT_MOST: Final = 200_000
_TOO_MANY: Final = f"this would be more than {COMPARED_AT_ONCE} comparisons; name versions"
_TOO_DEEP: Final = (
    "the document's schemas branch so often that it would take too long for so deep a body"
)

Key: TypeAlias = tuple[str, str, str]
_kept: Final[Memory[Key, Comparison]] = Memory(limit=_KEPT_AT_MOST)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A pact's content and a document that it meets."""

    content_id: int
    consumer: str
    sha: str
    document: PublishedDocument

    @property
    def key(self) -> Key:
        """The same in every database, for one process may serve several."""
        return (self.consumer, self.sha, self.document.digest)


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Why nothing was compared, as the end of a sentence."""

    reason: str


def compare_all(
    connection: sa.Connection, meetings: Iterable[Meeting]
) -> dict[Meeting, Comparison | NotCompared]:
    """All of them. At most two statements; none when all were compared before."""
    found: dict[Meeting, Comparison | NotCompared] = {}
    fresh: list[Meeting] = []
    for meeting in dict.fromkeys(meetings):
        known = _kept.find(meeting.key)
        if known is not None:
            found[meeting] = known
        elif len(fresh) < COMPARED_AT_ONCE:
            fresh.append(meeting)
        else:
            found[meeting] = NotCompared(_TOO_MANY)
    found.update(_compare_anew(connection, fresh))
    return found


def read_documents(
    connection: sa.Connection, documents: Iterable[PublishedDocument]
) -> dict[str, ReadDocument | NotCompared]:
    """By digest. At most one statement; none when all were read before."""
    by_digest = {document.digest: document for document in documents}
    known = {digest: openapi_reading.find_read(digest) for digest in by_digest}
    unread = [by_digest[digest].document_id for digest, read in known.items() if read is None]
    texts = openapi_documents.read_texts(connection, unread) if unread else {}
    return {
        digest: known[digest] or _read(digest, texts[document.document_id])
        for digest, document in by_digest.items()
    }


def _read(digest: str, text: str) -> ReadDocument | NotCompared:
    try:
        return openapi_reading.read(digest, text)
    except InvalidDocument as error:
        # It was stored by a version that asked less of documents.
        return NotCompared(str(error))


def _compare_anew(
    connection: sa.Connection, meetings: list[Meeting]
) -> dict[Meeting, Comparison | NotCompared]:
    if not meetings:
        return {}
    texts = contents.read_texts(connection, {each.content_id for each in meetings})
    documents = read_documents(connection, [each.document for each in meetings])
    groups: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        groups[meeting.document.digest].append(meeting)
    found: dict[Meeting, Comparison | NotCompared] = {}
    for digest, group in groups.items():
        found.update(_compare_group(group, documents[digest], texts))
    return found


def _compare_group(
    group: list[Meeting], document: ReadDocument | NotCompared, texts: Mapping[int, str]
) -> dict[Meeting, Comparison | NotCompared]:
    """With one document at once, whose schemas are then made ready once."""
    if isinstance(document, NotCompared):
        return dict.fromkeys(group, document)
    found: dict[Meeting, Comparison | NotCompared] = {}
    readable: dict[Meeting, ReadPact] = {}
    for place, meeting in enumerate(group):
        try:
            pact = _read_pact(meeting, texts[meeting.content_id], name=str(place))
        except InvalidDocument as error:
            found[meeting] = NotCompared(f"the pact cannot be read: {error.detail}")
            continue
        if find_depth(pact) > document.depth_allowed:
            found[meeting] = NotCompared(_TOO_DEEP)
        else:
            readable[meeting] = pact
    try:
        comparison = compare(readable.values(), document.document)
    except InvalidDocument as error:
        return {**found, **dict.fromkeys(readable, NotCompared(str(error)))}
    for meeting, pact in readable.items():
        found[meeting] = own = _part(comparison, pact.name)
        _kept.keep(meeting.key, own, weight=_weigh(own))
    return found


def _read_pact(meeting: Meeting, text: str, *, name: str) -> ReadPact:
    """A pact may be published without names in it."""
    document = json.loads(text)
    named = {**document, "consumer": {"name": meeting.consumer}, "provider": {"name": "-"}}
    return to_pact(named, name)


def _part(comparison: Comparison, name: str) -> Comparison:
    return Comparison(
        comparison.document,
        tuple(each for each in comparison.compared if each.pact == name),
        tuple(each for each in comparison.left_out if each.pact == name),
    )


def _weigh(comparison: Comparison) -> int:
    return 1 + sum(
        1 + len(each.misfits) + (len(each.use.fields | each.use.request_fields) if each.use else 0)
        for each in comparison.compared
    )
