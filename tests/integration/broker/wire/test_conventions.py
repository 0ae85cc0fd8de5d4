from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.resources.routes import ROUTES
from pact_notary.settings import Settings
from tests.integration.broker.wire.builders import HAL, JSON, open_wire, publish

if TYPE_CHECKING:
    from pact_notary.resources.routing import Route
    from tests.integration.broker.wire.builders import Clock, Wire

ANY_ROUTE = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)


def _filled(route: Route) -> str:
    return route.path.replace("{", "").replace("}", "")


@pytest.mark.parametrize(
    ("accept", "status", "content_type"),
    [
        pytest.param(HAL, 200, HAL, id="HAL"),
        pytest.param(JSON, 200, JSON, id="JSON alone"),
        pytest.param("*/*", 200, HAL, id="anything"),
        pytest.param(f"{HAL}, {JSON}", 200, HAL, id="both"),
        pytest.param("image/png", 406, None, id="nothing offered"),
    ],
)
def test_representation_is_negotiated(
    idle_wire: Wire, accept: str, status: int, content_type: str | None
) -> None:
    response = idle_wire.get("/pacticipants", accept=accept)

    assert response.status_code == status
    expected = f"{content_type};charset=utf-8" if content_type else None
    assert response.headers.get("Content-Type") == expected


def test_missing_accept_gets_the_default(idle_wire: Wire) -> None:
    response = idle_wire.send("GET", "/pacticipants")

    assert response.headers["Content-Type"] == f"{HAL};charset=utf-8"


def test_two_accept_lines_are_one_list(small_wire: Wire) -> None:
    headers = [("Accept", HAL), ("Accept", JSON)]
    path = "/pacticipants/A/branches/b/versions/1"

    response = small_wire.send("PUT", path, headers=headers, content_type=JSON, data="{}")

    assert response.status_code == 201
    assert response.headers["Content-Type"] == f"{HAL};charset=utf-8"


def test_refusal_of_a_representation_is_empty(idle_wire: Wire) -> None:
    assert idle_wire.get("/", accept="text/csv").data == b""


@ANY_ROUTE
def test_options_names_the_methods(idle_wire: Wire, route: Route) -> None:
    response = idle_wire.send("OPTIONS", _filled(route))

    assert (response.status_code, response.data) == (200, b"")
    allowed = response.headers["Access-Control-Allow-Methods"]
    assert allowed.split(", ") == [*route.actions, "OPTIONS"]


@ANY_ROUTE
def test_unknown_method_is_told_the_known_ones(idle_wire: Wire, route: Route) -> None:
    response = idle_wire.send("TRACE", _filled(route))

    assert (response.status_code, response.data) == (405, b"")
    assert response.headers["Allow"].split(", ") == [*route.actions, "OPTIONS"]


@pytest.mark.parametrize(
    "content_type", [None, "text/plain", "application/xml"], ids=["none", "text", "XML"]
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/pacticipants"),
        ("POST", "/contracts/publish"),
        ("POST", "/environments"),
        ("POST", "/pacts/provider/Menu/for-verification"),
        ("PUT", "/pacticipants/A/versions/1"),
        ("PUT", "/pacticipants/A/versions/1/tags/t"),
        ("PUT", "/pacticipants/A/branches/b/versions/1"),
        ("PUT", "/pacticipants/A/labels/l"),
        ("PATCH", "/pacticipants/A"),
    ],
)
def test_body_of_another_type_is_refused(
    idle_wire: Wire, method: str, path: str, content_type: str | None
) -> None:
    response = idle_wire.send(method, path, data="{}", content_type=content_type)

    assert (response.status_code, response.data) == (415, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/pacticipants/A/versions/1",
        "/pacticipants/A/versions/1/tags/t",
        "/pacticipants/A/branches/b/versions/1",
        "/pacticipants/A/labels/l",
    ],
)
def test_body_may_be_empty_where_the_path_says_all(small_wire: Wire, path: str) -> None:
    small_wire.post("/pacticipants", {"name": "A"})

    response = small_wire.send("PUT", path, data=b"", content_type=JSON)

    assert response.status_code == 201


@pytest.mark.parametrize(
    ("method", "content_type", "status"),
    [
        ("PUT", "application/json", 201),
        ("PUT", "application/json;charset=utf-8", 201),
        ("PUT", "application/merge-patch+json", 415),
        ("PATCH", "application/merge-patch+json", 201),
        ("PATCH", "application/json", 415),
    ],
)
def test_version_takes_one_type_for_each_method(
    small_wire: Wire, method: str, content_type: str, status: int
) -> None:
    path = "/pacticipants/A/versions/1"

    response = small_wire.send(method, path, data="{}", content_type=content_type)

    assert response.status_code == status


@pytest.mark.parametrize("path", ["/", "/?", "/pacticipants", "/pacticipants/", "/pacticipants?"])
def test_slash_or_question_mark_at_the_end_is_forgiven(idle_wire: Wire, path: str) -> None:
    assert idle_wire.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/nothing/here", 404, id="unknown"),
        pytest.param("//pacticipants", 404, id="two slashes"),
        pytest.param("/pacticipants//versions", 404, id="two slashes inside"),
        pytest.param("/pacticipants/%FF", 404, id="not UTF-8"),
        pytest.param("/pacticipants/a%0Ab", 422, id="newline"),
        pytest.param("/pacticipants/a%09b", 422, id="tab"),
        pytest.param("/pacticipants/a%00b", 422, id="null"),
        pytest.param("/nothing/a%0Ab", 422, id="newline in an unknown path"),
        pytest.param("/pacticipants/" + "a" * 501, 422, id="too long a name"),
        pytest.param("/pacticipants/%20", 422, id="blank name"),
        pytest.param("/pacticipants/a%C2%85b", 422, id="control character beyond ASCII"),
        pytest.param("/pacticipants/../versions", 422, id="a place in the path"),
        pytest.param("/pacticipants/%2E", 422, id="a place in the path, encoded"),
    ],
)
def test_path_that_names_nothing_is_told_as_json(idle_wire: Wire, path: str, status: int) -> None:
    response = idle_wire.get(path)

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json;charset=utf-8"
    assert isinstance(response.get_json()["error"], str)


def test_head_is_get_without_the_body(idle_wire: Wire) -> None:
    got = idle_wire.get("/pacticipants")

    response = idle_wire.send("HEAD", "/pacticipants", headers={"Accept": HAL})

    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["Content-Length"] == got.headers["Content-Length"]


@pytest.mark.parametrize("path", ["/", "/nothing", "/pacticipants/nobody"])
def test_every_answer_has_the_common_headers(idle_wire: Wire, path: str) -> None:
    headers = idle_wire.get(path).headers

    assert headers["X-Pact-Broker-Version"]
    assert headers["Vary"] == "Accept"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Request-Id"]


def test_request_id_of_the_caller_is_kept(idle_wire: Wire) -> None:
    given = idle_wire.send("GET", "/", headers={"X-Request-Id": "build-7"})
    harmful = idle_wire.send("GET", "/", headers={"X-Request-Id": "a b;c"})

    assert given.headers["X-Request-Id"] == "build-7"
    assert harmful.headers["X-Request-Id"] != "a b;c"


@pytest.mark.parametrize(
    ("base_url", "host", "href"),
    [
        pytest.param("", "broker.test", "http://broker.test/pacticipants", id="the request's host"),
        pytest.param(
            "https://x/broker", "other", "https://x/broker/pacticipants", id="the configured one"
        ),
        pytest.param("https://x http://y:1", "y:1", "http://y:1/pacticipants", id="the asked one"),
        pytest.param("https://x http://y:1", "z", "https://x/pacticipants", id="else the first"),
    ],
)
def test_links_begin_with_the_base_url(
    sqlite_url: str, clock: Clock, base_url: str, host: str, href: str
) -> None:
    with open_wire(sqlite_url, Settings(base_urls=tuple(base_url.split())), clock=clock) as wire:
        response = wire.send("GET", "/", headers={"Host": host})

    assert response.get_json()["_links"]["pb:pacticipants"]["href"] == href


def test_host_that_is_none_is_refused(idle_wire: Wire) -> None:
    response = idle_wire.send("GET", "/", headers={"Host": "a<b>"})

    assert response.status_code == 400
    assert "Host" in response.get_json()["error"]


@pytest.mark.parametrize(
    ("path", "host", "href"),
    [
        ("/broker/pacticipants", "x", "https://x/broker/pacticipants"),
        ("/pacts-of-y/pacticipants", "y", "https://y/pacts-of-y/pacticipants"),
    ],
)
def test_base_url_behind_a_proxy_is_told_apart_by_what_it_forwards(
    sqlite_url: str, clock: Clock, path: str, host: str, href: str
) -> None:
    settings = Settings(base_urls=("https://x/broker", "https://y/pacts-of-y"))
    forwarded = {"X-Forwarded-Host": host, "X-Forwarded-Proto": "https"}
    with open_wire(sqlite_url, settings, clock=clock) as wire:
        response = wire.send("GET", path, headers=forwarded)

    assert response.get_json()["_links"]["self"]["href"] == href


def test_base_url_with_a_path_is_served_below_it(sqlite_url: str, clock: Clock) -> None:
    settings = Settings(base_urls=("http://localhost/broker",))
    with open_wire(sqlite_url, settings, clock=clock) as wire:
        publish(wire, branch="feat/x")
        version = wire.read("/broker/pacticipants/Kiosk/branches/feat%2Fx/latest-version")

    own = version["_links"]["self"]["href"]
    assert own == "http://localhost/broker/pacticipants/Kiosk/versions/1"


def test_named_thing_that_is_unknown_is_told_as_hal(idle_wire: Wire) -> None:
    response = idle_wire.get("/pacts/provider/Nobody/latest")

    assert response.status_code == 404
    assert response.headers["Content-Type"] == f"{HAL};charset=utf-8"
    assert response.get_json() == {"error": "No provider with name 'Nobody' found"}
