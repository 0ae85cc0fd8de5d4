"""What the demo world's pages are asked about: what is red this morning, and who is behind it."""

from __future__ import annotations

import base64
from contextlib import closing
from typing import Any, Final

from tests.broker_process import Line
from tests.browser.demo_pacts import PRICES, WEB

_VERSION: Final = "3.2.0"


def find_subjects(url: str) -> dict[str, str]:
    """For the addresses of all pages; see `tests.page_addresses`."""
    with closing(Line(url)) as line:
        pair = f"/pacts/provider/{PRICES}/consumer/{WEB}"
        pact = line.send("GET", f"{pair}/version/{_VERSION}").json()
        wanted = line.send("GET", f"{pair}/branch/feat%2Fdiscounts/latest").json()
        sha = _name_of(pact, "pb:pact-version")
        result = line.send("GET", f"{pair}/pact-version/{sha}/verification-results/latest").json()
        environments = line.send("GET", "/environments").json()["_embedded"]["environments"]
        webhooks = line.send("GET", "/webhooks").json()["_links"]["pb:webhooks"]
        told = line.send("GET", f"{pair}/webhooks/status").json()["_embedded"]["triggeredWebhooks"]
    production = next(e["uuid"] for e in environments if e["production"])
    return {
        "pacticipant": WEB,
        "consumer": WEB,
        "provider": PRICES,
        "version": _VERSION,
        "provider_version": "2.4.0",
        "other_version": "3.3.0-discounts.1",
        "version/other": "3.0.0",
        "sha": sha,
        "pact-version/other": _name_of(wanted, "pb:pact-version"),
        "metadata": base64.urlsafe_b64encode(f"cvn={_VERSION}".encode()).decode().rstrip("="),
        "number": result["_links"]["self"]["href"].rpartition("/")[2],
        "branch": "main",
        "tag": "prod",
        "to": "prod",
        "environment": "production",
        "environments/uuid": production,
        "environment/uuid": production,
        "webhooks/uuid": webhooks[0]["href"].rpartition("/")[2],
        "triggered-webhooks/uuid": told[0]["_links"]["pb:logs"]["href"].split("/")[-2],
        "relation": "webhooks",
        "token": "platform-team",
    }


def _name_of(document: Any, relation: str) -> str:
    name: str = document["_links"][relation]["name"]
    return name
