"""One pact of each version, as their writers make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pact_notary.domain.documents import JsonObject

V1: JsonObject = {
    "consumer": {"name": "Kiosk"},
    "provider": {"name": "Menu"},
    "interactions": [
        {
            "description": "a request for a dish",
            "provider_state": "there is a dish",
            "request": {
                "method": "get",
                "path": "/dishes",
                "query": "kind=hot&kind=cold%20one&all",
                "headers": {"Accept": "application/json"},
            },
            "response": {
                "status": 200,
                "headers": {"content-type": "application/json"},
                "body": {"id": 3},
            },
        }
    ],
}

V2: JsonObject = {
    "interactions": [
        {
            "description": "a request for a dish",
            "providerState": "there is a dish",
            "request": {
                "method": "GET",
                "path": "/dishes/3",
                "query": "kind=hot",
                "headers": {"X-Trace": "1", "Accept": "text/html"},
                "matchingRules": {
                    "$.path": {"match": "regex", "regex": "/dishes/[0-9]+"},
                    "$.headers.x-trace": {"match": "type"},
                    "$.query.kind[0]": {"match": "regex", "regex": "hot|cold"},
                },
            },
            "response": {
                "status": 200,
                "body": {"id": 3, "parts": [{"name": "fork"}]},
                "matchingRules": {
                    "$.body.id": {"match": "type"},
                    "$.body.parts": {"min": 1, "match": "type"},
                    "$.headers['ETag']": {"match": "regex", "regex": ".+"},
                },
            },
        }
    ],
    "metadata": {"pactSpecification": {"version": "2.0.0"}},
}

V3: JsonObject = {
    "interactions": [
        {
            "description": "a new dish",
            "providerStates": [
                {"name": "open", "params": {"hour": 12}},
                {"name": "lit", "params": {}},
            ],
            "request": {
                "method": "POST",
                "path": "/dishes",
                "query": {"q": ["1", "2"], "r": "3", "flag": [None]},
                "headers": {"Content-Type": "application/xml"},
                "body": "<dish/>",
                "matchingRules": {
                    "query": {"q": {"matchers": [{"match": "integer"}], "combine": "AND"}},
                    "path": {"matchers": [{"match": "regex", "regex": "/d.*"}]},
                },
                "generators": {"path": {"type": "ProviderState", "expression": "/d"}},
            },
            "response": {"status": 201, "body": None},
        }
    ],
    "metadata": {"pact-specification": {"version": "3.0.0"}},
}

V3_MESSAGES: JsonObject = {
    "messages": [
        {
            "description": "a dish was sold",
            "providerStates": [{"name": "open"}],
            "contents": {"content": "soup", "contentType": "hot"},
            "metaData": {"contentType": "application/json", "queue": {"name": "sales"}},
            "matchingRules": {
                "body": {"$.content": {"matchers": [{"match": "type"}]}},
                "metadata": {"queue": {"matchers": [{"match": "notEmpty"}]}},
            },
        }
    ],
    "metadata": {"pactSpecificationVersion": "3.0"},
}

V4: JsonObject = {
    "interactions": [
        {
            "type": "Synchronous/HTTP",
            "key": "a key",
            "description": "a picture",
            "pending": True,
            "comments": {
                "testname": "tests/test_menu.py::test_picture",
                "text": ["line one", "line two"],
                "ticket": {"id": 7},
            },
            "request": {
                "method": "PUT",
                "path": "/picture",
                "headers": {"X-A": ["a", "b"]},
                "body": {
                    "content": "iVBORw0KGgo=",
                    "contentType": "image/png",
                    "encoded": "base64",
                },
                "matchingRules": {
                    "body": {"$": {"matchers": [{"match": "contentType", "value": "image/png"}]}},
                    "header": {"X-A[1]": {"matchers": [{"match": "type"}]}},
                },
            },
            "response": {
                "status": 200,
                "matchingRules": {
                    "status": {"matchers": [{"match": "statusCode", "status": "success"}]}
                },
            },
            "transport": "http",
        },
        {
            "type": "Asynchronous/Messages",
            "description": "a dish was sold",
            "contents": {"content": {"id": 1}, "contentType": "application/json", "encoded": False},
            "metadata": {"queue": "sales"},
        },
        {
            "type": "Synchronous/Messages",
            "description": "a question",
            "request": {
                "contents": {
                    "content": "aGVsbG8=",
                    "contentType": "text/plain",
                    "encoded": "base64",
                }
            },
            "response": [
                {"contents": {"content": {"a": 1}, "contentType": "application/json"}},
                {"metadata": {"end": True}},
            ],
        },
    ],
    "metadata": {"pactSpecification": {"version": "4.0"}},
}
