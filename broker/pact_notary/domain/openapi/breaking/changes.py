"""What one document promises and a later one does not, by rule.

Names follow the side: a request breaks when less is taken than before, a response when more may
come, or less must.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from pact_notary.domain.openapi.misfits import Severity


class Rule(Enum):
    """A way to break who uses an API."""

    OPERATION_REMOVED = "operation-removed"
    OPERATION_ID_CHANGED = "operation-id-changed"
    SECURITY_ADDED = "security-added"
    SCOPE_ADDED = "scope-added"
    PARAMETER_REMOVED = "parameter-removed"
    PARAMETER_REQUIRED = "parameter-required"
    PARAMETER_STYLE_CHANGED = "parameter-style-changed"
    BODY_REMOVED = "request-body-removed"
    BODY_REQUIRED = "request-body-required"
    REQUEST_MEDIA_TYPE_REMOVED = "request-media-type-removed"
    REQUEST_FIELD_REMOVED = "request-field-removed"
    REQUEST_FIELD_IGNORED = "request-field-ignored"
    REQUEST_FIELD_REQUIRED = "request-field-required"
    REQUEST_FIELDS_CLOSED = "request-fields-closed"
    REQUEST_TYPE_NARROWED = "request-type-narrowed"
    REQUEST_NULL_REFUSED = "request-null-refused"
    REQUEST_VALUE_REMOVED = "request-value-removed"
    REQUEST_FORMAT_CHANGED = "request-format-changed"
    REQUEST_LIMIT_TIGHTENED = "request-limit-tightened"
    REQUEST_VARIANT_REMOVED = "request-variant-removed"
    SUCCESS_STATUS_REMOVED = "success-status-removed"
    SUCCESS_STATUS_ADDED = "success-status-added"
    ERROR_STATUS_REMOVED = "error-status-removed"
    ERROR_STATUS_ADDED = "error-status-added"
    PROBLEM_CODE_REMOVED = "problem-code-removed"
    PROBLEM_CODE_ADDED = "problem-code-added"
    RESPONSE_MEDIA_TYPE_REMOVED = "response-media-type-removed"
    RESPONSE_HEADER_REMOVED = "response-header-removed"
    RESPONSE_FIELD_REMOVED = "response-field-removed"
    RESPONSE_FIELD_OPTIONAL = "response-field-optional"
    RESPONSE_TYPE_WIDENED = "response-type-widened"
    RESPONSE_NULL_ADDED = "response-null-added"
    RESPONSE_VALUE_ADDED = "response-value-added"
    RESPONSE_FORMAT_CHANGED = "response-format-changed"
    RESPONSE_LIMIT_LOOSENED = "response-limit-loosened"
    RESPONSE_VARIANT_ADDED = "response-variant-added"

    @property
    def severity(self) -> Severity:
        """Who reads carefully lives with what is only a warning."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS: Final = frozenset(
    {
        Rule.OPERATION_ID_CHANGED,
        Rule.REQUEST_FIELD_IGNORED,
        Rule.SUCCESS_STATUS_ADDED,
        Rule.ERROR_STATUS_REMOVED,
        Rule.ERROR_STATUS_ADDED,
        Rule.RESPONSE_VALUE_ADDED,
        Rule.RESPONSE_LIMIT_LOOSENED,
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """One promise that is not kept.

    Attributes:
      file: the document that `pointer` leads into: the old one for what is gone, else the new one.
      field: where in the body or the parameter it is, `$` for the whole, `""` for neither.
      old: what was declared, new: what is now; `""` for nothing.
      operations: those that it breaks; a schema is used by many.
    """

    rule: Rule
    file: str
    pointer: str
    field: str
    old: str
    new: str
    operations: tuple[str, ...]

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def is_breaking(self) -> bool:
        return self.severity is Severity.ERROR
