"""Forms of pages, sent as a browser sends them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.test import TestResponse

    from tests.integration.broker.wire.builders import Wire

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORM = "application/x-www-form-urlencoded"


def read_page(wire: Wire, path: str) -> str:
    """The text of a page, which must be there."""
    response = wire.get(path, accept=BROWSER)
    assert response.status_code == 200, response.text
    return response.text


def send_form(
    wire: Wire, page: str, action: str, fields: Mapping[str, str | Sequence[str]] | None = None
) -> TestResponse:
    """Open the page, which must have such a form, and send it."""
    text = read_page(wire, page)
    assert f'action="http://localhost{action}"' in text
    found = re.search(r'name="csrf" value="([^"]+)"', text)
    assert found
    return post_fields(wire, action, {**(fields or {}), "csrf": found[1]})


def post_fields(wire: Wire, action: str, fields: Mapping[str, str | Sequence[str]]) -> TestResponse:
    headers = {"Accept": BROWSER, "Sec-Fetch-Site": "same-origin"}
    sent = urlencode(fields, doseq=True)
    return wire.send("POST", action, data=sent, content_type=FORM, headers=headers)
