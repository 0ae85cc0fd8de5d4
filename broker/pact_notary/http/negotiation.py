"""Each resource offers media types; a request asks for some and sends others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_options_header

if TYPE_CHECKING:
    from collections.abc import Sequence

HAL = "application/hal+json"
JSON = "application/json"
PROBLEM = "application/problem+json"
MERGE_PATCH = "application/merge-patch+json"
TEXT = "text/plain"
HTML = "text/html"
FORM = "application/x-www-form-urlencoded"
SVG = "image/svg+xml"
CSV = "text/csv"
YAML = "application/yaml"
GRAPHVIZ = "text/vnd.graphviz"

HAL_OR_JSON = (HAL, JSON)

# All that is sent is UTF-8, and says so: who asks for what is sent names it too.
_CHARSET = re.compile(r";\s*charset=[^;,]*", re.IGNORECASE)


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that suits best, the first of equals; None when none does."""
    if not accept or not accept.strip():
        return offers[0]
    asked = parse_accept_header(_CHARSET.sub("", accept), MIMEAccept)
    best: str | None = asked.best_match(offers)
    return best


def wants_problem(accept: str | None) -> bool:
    """Whether problem documents are named, not only covered by a wildcard."""
    if not accept or PROBLEM not in accept:
        return False
    return any(
        media_type.partition(";")[0].strip() == PROBLEM and quality > 0
        for media_type, quality in parse_accept_header(accept, MIMEAccept)
    )


def wants_page(accept: str | None) -> bool:
    """Whether a person asks, with a browser."""
    return choose(accept, (*HAL_OR_JSON, HTML)) == HTML


def media_type_of(content_type: str | None) -> str:
    """The media type without its parameters, in lower case; empty when there is none."""
    if not content_type:
        return ""
    return parse_options_header(content_type)[0].lower()
