"""Pacts and what was found of them, with as little as a test needs."""

from __future__ import annotations

from typing import Any

from swarm.drift.needs import Held
from swarm.drift.report import MET, Difference, Interaction, Row
from swarm.pacts.documents import Pact, read_document


def an_interaction(description: str = "a list", **members: Any) -> dict[str, Any]:
    return {
        "description": description,
        "request": {"method": "GET", "path": "/v1/things"},
        "response": {"status": 200},
        **members,
    }


def a_pact(*interactions: Any, consumer: str = "website", provider: str = "coordinator") -> Pact:
    return read_document(
        {
            "consumer": {"name": consumer},
            "provider": {"name": provider},
            "interactions": list(interactions or (an_interaction(),)),
        }
    )


def held(*interactions: Any, **members: Any) -> Held:
    return Held(a_pact(*interactions), **members)


def a_row(*differences: Difference, description: str = "a list", **members: Any) -> Row:
    interaction = Interaction("website", description, ("all is well",), "GET", "/v1/things")
    verdict = "not met" if differences else MET
    return Row(interaction, **{"verdict": verdict, "differences": differences, **members})
