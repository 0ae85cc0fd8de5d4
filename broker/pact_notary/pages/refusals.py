"""What went wrong, for people."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from pact_notary.http.answers import Answer
from pact_notary.http.negotiation import HTML
from pact_notary.pages.rendering import HEADERS, render_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pact_notary.http.links import Links


def show_refusal(links: Links, status: int, sentences: Sequence[str]) -> Answer:
    """A page that says what is wrong; an empty list leaves it at the status."""
    title = HTTPStatus(status).phrase
    body = render_text(
        "refusal.html",
        links=links,
        section="",
        title=title,
        status=status,
        sentences=tuple(sentences),
    )
    return Answer(status, body, HTML, HEADERS)
