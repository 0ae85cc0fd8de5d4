"""Pacts and results of the large world: ten interactions with rules, as clients write them."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]


def a_large_document(consumer: str, provider: str, *, variant: int) -> Document:
    """A pact of about 6 kB; variants differ in one field of each answer."""
    return {
        "consumer": {"name": consumer},
        "provider": {"name": provider},
        "interactions": [_interaction(number, variant) for number in range(10)],
        "metadata": {"pactSpecification": {"version": "3.0.0"}},
    }


def reported_results(*, success: bool) -> list[Document]:
    """As the verifier of pact-python reports them; without success, two interactions failed."""
    failed = set() if success else {2, 5}
    return [_test_result(number, failed=number in failed) for number in range(10)]


def _interaction(number: int, variant: int) -> Document:
    items = [{"id": i, "name": "an item", "price": 100 + i, "tags": ["new"]} for i in range(2)]
    rules = {
        "$.id": _rule(match="integer"),
        "$.name": _rule(match="type"),
        "$.changed_at": _rule(match="datetime", format="yyyy-MM-dd'T'HH:mm:ssX"),
        "$.items": _rule(match="type", min=1),
        "$.items[*].price": _rule(match="number"),
    }
    return {
        "description": f"a request for part {number}",
        "providerStates": [{"name": f"part {number} exists", "params": {"id": number}}],
        "request": {
            "method": "GET",
            "path": f"/parts/{number}",
            "query": {"page": ["1"], "size": ["20"]},
            "headers": {"Accept": "application/json"},
        },
        "response": {
            "status": 200,
            "headers": {"Content-Type": "application/json"},
            "body": {
                "id": number,
                "name": "a part",
                "changed_at": "2026-01-01T00:00:00Z",
                f"field_{variant}": variant,
                "items": items,
            },
            "matchingRules": {"body": rules},
        },
    }


def _test_result(number: int, *, failed: bool) -> Document:
    told: Document = {
        "interactionDescription": f"a request for part {number}",
        "interactionId": f"{number:040}",
        "success": not failed,
    }
    if failed:
        told["mismatches"] = [
            {
                "attribute": "body",
                "identifier": "$.items[0].price",
                "description": "Expected 'cheap' (String) to be a number",
            },
            {
                "attribute": "body",
                "identifier": "$",
                "description": "Actual map is missing the following keys: name",
            },
        ]
    return told


def _rule(**matcher: Any) -> Document:
    return {"combine": "AND", "matchers": [matcher]}
