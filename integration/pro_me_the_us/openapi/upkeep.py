"""What every service answers beside its endpoints: to those who run it, and to whoever reads."""

from __future__ import annotations

from typing import Any, Final

from pro_me_the_us.errors import Unavailable
from pro_me_the_us.openapi.refusals import REQUEST_ID, refer_to_responses
from pro_me_the_us.participants import COORDINATOR

SUBJECT: Final = {"upkeep": "How the service is, and what it offers; open to everybody."}
REFUSALS: Final = (Unavailable,)
SCHEMAS: Final[dict[str, Any]] = {
    "Health": {
        "type": "object",
        "description": "What answers, and that it does.",
        "required": ["status", "service"],
        "properties": {
            "status": {
                "type": "string",
                "enum": ["ok", "ready"],
                "description": "`ok` says that it is alive, `ready` that it can work.",
            },
            "service": {
                "type": "string",
                "description": "The participant that it is, as pacts name it.",
            },
        },
    }
}


_METRICS: Final[dict[str, Any]] = {
    "text/plain": {"schema": {"type": "string"}, "example": "# TYPE requests_total counter"}
}
_DOCUMENT: Final[dict[str, Any]] = {
    "application/json": {"schema": {"type": "object"}, "example": {"openapi": "3.1.0"}}
}
_PAGE: Final[dict[str, Any]] = {
    "text/html": {"schema": {"type": "string"}, "example": "<!doctype html>"}
}


def describe_upkeep() -> dict[str, Any]:
    """Path → its one operation; the same for every service."""
    return {
        "/healthz": _reading(
            "health.read",
            "Read whether the service is alive.",
            "It asks nothing of what the service depends on.",
            _health("ok"),
        ),
        "/readyz": _reading(
            "readiness.read",
            "Read whether the service can work.",
            "It asks what the service depends on: its database, the chain, its neighbours.",
            _health("ready"),
            refer_to_responses(REFUSALS),
        ),
        "/metrics": _reading(
            "metrics.read",
            "Read the service's figures.",
            "In the text format of Prometheus.",
            _METRICS,
        ),
        "/openapi.json": _reading(
            "description.read",
            "Read this document.",
            "It is made of the declarations that the service is served by.",
            _DOCUMENT,
        ),
        "/docs": _reading(
            "page.read",
            "Read this document as a page.",
            "It loads nothing from anywhere else.",
            _PAGE,
        ),
    }


def _health(status: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Health"}
    example = {"status": status, "service": COORDINATOR}
    return {"application/json": {"schema": schema, "example": example}}


def _reading(
    name: str,
    summary: str,
    detail: str,
    content: dict[str, Any],
    refusals: dict[str, Any] | None = None,
) -> dict[str, Any]:
    answered = {"description": summary, "headers": REQUEST_ID, "content": content}
    return {
        "get": {
            "operationId": name,
            "tags": [*SUBJECT],
            "summary": summary,
            "description": f"{summary} {detail}",
            "responses": {"200": answered, **(refusals or {})},
            "security": [],
        }
    }
