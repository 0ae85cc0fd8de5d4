"""A misfit: what an interaction and an OpenAPI document do not agree about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """A warning is told, and lets a comparison pass."""

    ERROR = "error"
    WARNING = "warning"


class Kind(Enum):
    """What is compared, by the names that people know from other comparers."""

    OPERATION = "request.operation"
    PATH = "request.path"
    QUERY = "request.query"
    HEADER = "request.header"
    BODY = "request.body"
    CONTENT_TYPE = "request.content-type"
    ACCEPT = "request.accept"
    SECURITY = "request.security"
    STATUS = "response.status"
    ANSWER_HEADER = "response.header"
    ANSWER_TYPE = "response.content-type"
    ANSWER = "response.body"


class Finding(NamedTuple):
    """A misfit of an interaction that need not be named; members as those of Misfit."""

    kind: Kind
    severity: Severity
    pact_pointer: str
    document_pointer: str
    expected: str
    actual: str
    text: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """Attributes:
    pact_pointer: JSON pointer into the pact's file.
    document_pointer: JSON pointer into the OpenAPI document; of its `paths` if nothing fits.
    expected: what the document says, as JSON or in words.
    actual: what the interaction says.
    text: all of it in one sentence.
    """

    kind: Kind
    severity: Severity
    pact: str
    consumer: str
    interaction: str
    pact_pointer: str
    document_pointer: str
    expected: str
    actual: str
    text: str
