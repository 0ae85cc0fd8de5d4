"""The declarations audit the pacts, the documents and themselves; they write none of the pacts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import pytest

from pro_me_the_us.endpoint import Endpoint
from pro_me_the_us.errors import COMMON, ApiError
from pro_me_the_us.participants import (
    COORDINATOR,
    DEPLOYED_PLANNER_NODE,
    DEPLOYED_WORKER_CONTAINER,
    DEPLOYED_WORKER_NODE,
    PARTICIPANTS,
    WEBSITE,
)
from tests import describe
from tests.unit import errors_page, surface
from tests.unit.surface import DEPLOYED_ROUTES, ENDPOINTS, PACTS, PROVIDED, ROOT, Promise

if TYPE_CHECKING:
    from pathlib import Path

UNSPOKEN: Final[frozenset[str]] = frozenset(
    {
        "leader.read",
        "message.record",
        "round.read",
    }
)
"""Endpoints that no consumer has asked for yet, by name."""

OPEN: Final = frozenset({"leader.read"})
"""Endpoints that anybody may ask, without a token."""

UNCALLED: Final = frozenset(
    {
        ("GET", "/"),
        ("GET", "/api/hello"),
        ("POST", "/api/builder/record-message"),
    }
)
"""Routes of the deployed protocol that no consumer is known to call."""

ROWS: Final[dict[str, range]] = {
    DEPLOYED_WORKER_CONTAINER: range(1, 38),
    DEPLOYED_WORKER_NODE: range(70, 81),
    DEPLOYED_PLANNER_NODE: range(81, 94),
    WEBSITE: range(174, 183),
}
"""What is known of each deployed consumer, by the numbers with which interactions begin."""

SINGULAR: Final = frozenset({"aggregator", "audit", "plan", "pull-request"})
"""What there is one of at most, under the thing it belongs to."""

REFUSALS: Final = tuple(dict.fromkeys(surface.refusals()))
PROMISES: Final = surface.read_promises()
DEPLOYED_PROMISES: Final = tuple(promise for promise in PROMISES if promise.is_deployed)

each_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
each_refusal = pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.__name__)
each_promise = pytest.mark.parametrize(
    "promise", [p for p in PROMISES if not p.is_deployed], ids=surface.name
)
each_deployed_promise = pytest.mark.parametrize("promise", DEPLOYED_PROMISES, ids=surface.name)


def snake_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@each_refusal
def test_refusal_has_the_code_of_its_name(refusal: type[ApiError]) -> None:
    assert refusal.code == snake_case(refusal.__name__)


@each_refusal
def test_refusal_is_no_failure(refusal: type[ApiError]) -> None:
    assert 400 <= refusal.status < 500 or refusal.status == 503


@each_refusal
def test_refusal_says_what_it_means(refusal: type[ApiError]) -> None:
    assert refusal.__doc__
    assert refusal.title().endswith(".")


@each_refusal
def test_refusal_is_answered_somewhere(refusal: type[ApiError]) -> None:
    declared = {declared for endpoint in ENDPOINTS for declared in endpoint.refusals}

    assert refusal in declared | set(COMMON)


@each_endpoint
def test_endpoint_tells_its_refusals_apart(endpoint: Endpoint[Any, Any]) -> None:
    codes = [refusal.code for refusal in (*endpoint.refusals, *COMMON)]

    assert len(codes) == len(set(codes))


@each_endpoint
def test_endpoint_is_named_noun_and_verb(endpoint: Endpoint[Any, Any]) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", endpoint.name)


@each_endpoint
def test_scope_is_noun_and_verb(endpoint: Endpoint[Any, Any]) -> None:
    is_open = endpoint.name in OPEN

    assert (endpoint.scope is None) == is_open
    assert is_open or re.fullmatch(r"[a-z]+:[a-z]+", str(endpoint.scope))


@each_endpoint
def test_path_is_plural_and_lower_case(endpoint: Endpoint[Any, Any]) -> None:
    version, *steps = endpoint.path.removeprefix("/").split("/")
    words = [step for step in steps if not re.fullmatch(r"{[a-z_]+}", step)]

    assert version == "v1"
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", word) for word in words)
    assert all(word.endswith("s") or word in SINGULAR for word in words)


@pytest.mark.parametrize("provider", PROVIDED)
def test_provider_serves_each_name_and_route_once(provider: str) -> None:
    names = [endpoint.name for endpoint in PROVIDED[provider]]
    routes = [(e.method, re.sub(r"{[a-z_]+}", "{}", e.path)) for e in PROVIDED[provider]]

    assert len(set(names)) == len(names)
    assert len(set(routes)) == len(routes)


@pytest.mark.parametrize("room", describe.ROOMS)
def test_room_lists_every_endpoint_it_declares(room: str) -> None:
    api = describe.ROOMS[room]
    declared = [value for value in vars(api).values() if isinstance(value, Endpoint)]

    assert declared == list(api.ENDPOINTS)


def test_every_room_is_audited() -> None:
    rooms = [file.parent.name for file in (ROOT / "integration/pro_me_the_us").glob("*/api.py")]

    assert sorted(rooms) == sorted(describe.ROOMS)
    assert {e for room in describe.ROOMS.values() for e in room.ENDPOINTS} == set(ENDPOINTS)


def test_pacts_are_on_file() -> None:
    assert PROMISES, f"{PACTS} is empty; record the pacts: tox run -e contract"


def test_folder_of_pacts_holds_nothing_else() -> None:
    assert sorted(PACTS.iterdir()) == surface.pact_files()


@pytest.mark.parametrize("file", surface.pact_files(), ids=lambda file: file.name)
def test_pact_is_named_for_its_pair(file: Path) -> None:
    pact = json.loads(file.read_text(encoding="utf-8"))
    consumer, provider = pact["consumer"]["name"], pact["provider"]["name"]

    assert file.name == f"{consumer}-{provider}.json"
    assert {consumer, provider} <= set(PARTICIPANTS)
    assert pact["metadata"]["pactSpecification"]["version"] == "4.0"
    assert pact["interactions"]


@each_promise
def test_promise_fits_a_declared_endpoint(promise: Promise) -> None:
    spoken = [e for e in PROVIDED[promise.provider] if promise.is_spoken_by(e)]

    assert len(spoken) == 1, f"{promise.provider} declares no {promise.method} {promise.path}"
    assert promise.is_kept_by(spoken[0]), f"{spoken[0].name}: {promise.status} {promise.code}"


@each_deployed_promise
def test_deployed_promise_fits_a_served_route(promise: Promise) -> None:
    spoken = [route for route in DEPLOYED_ROUTES if promise.asks(*route)]

    assert promise.provider == COORDINATOR
    assert len(spoken) == 1, f"{promise.method} {promise.path} is not served"


@pytest.mark.parametrize("consumer", ROWS)
def test_deployed_consumer_has_all_its_rows(consumer: str) -> None:
    own = [promise.description for promise in DEPLOYED_PROMISES if promise.consumer == consumer]

    assert {name.partition(" ")[0] for name in own} == {f"I-{n:03}" for n in ROWS[consumer]}


def test_deployed_promise_is_a_deployed_consumers() -> None:
    assert {promise.consumer for promise in DEPLOYED_PROMISES} == set(ROWS)


def test_deployed_route_is_in_some_pact_or_listed() -> None:
    uncalled = {r for r in DEPLOYED_ROUTES if not any(p.asks(*r) for p in DEPLOYED_PROMISES)}

    assert uncalled == UNCALLED


@pytest.mark.parametrize("room", describe.ROOMS)
def test_endpoint_is_in_some_pact_or_listed(room: str) -> None:
    endpoints = describe.ROOMS[room].ENDPOINTS
    asked = [promise for promise in PROMISES if PROVIDED[promise.provider] == endpoints]
    unspoken = {e.name for e in endpoints if not any(p.is_spoken_by(e) for p in asked)}

    assert unspoken == UNSPOKEN & {endpoint.name for endpoint in endpoints}


def test_listed_as_unspoken_is_an_endpoint() -> None:
    assert {endpoint.name for endpoint in ENDPOINTS} >= UNSPOKEN


def test_errors_page_is_up_to_date(tmp_path: Path) -> None:
    page = ROOT / "docs/errors.md"
    fresh = tmp_path / "errors.md"
    fresh.write_text(errors_page.render(), encoding="utf-8")

    assert page.read_bytes() == fresh.read_bytes(), f"refusals changed: cp {fresh} {page}"


def test_openapi_documents_are_up_to_date(tmp_path: Path) -> None:
    describe.main(tmp_path)
    fresh = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    committed = {
        file.name: file.read_text(encoding="utf-8") for file in (ROOT / "docs/openapi").iterdir()
    }

    assert committed == fresh, "the declarations changed: tox run -e openapi"
