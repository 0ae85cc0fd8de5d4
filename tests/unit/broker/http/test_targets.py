from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.test import create_environ

from pact_notary.http.targets import RawTarget, find_root, holds_control_character, raw_path

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


def _routed(environ: WSGIEnvironment, *base_paths: str) -> WSGIEnvironment:
    """The environment as the application behind the middleware gets it."""
    seen: list[WSGIEnvironment] = []

    def app(inner: WSGIEnvironment, _start: StartResponse) -> Any:
        seen.append(inner)
        return []

    RawTarget(app, base_paths=base_paths)(environ, lambda *_: lambda _data: None)
    return seen[0]


@pytest.mark.parametrize("name", ["REQUEST_URI", "RAW_URI"])
def test_path_is_taken_as_it_was_sent(name: str) -> None:
    environ = {name: "/branches/feat%2Fx?q=1", "PATH_INFO": "/branches/feat/x"}

    assert raw_path(environ) == "/branches/feat%2Fx"


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        pytest.param({"PATH_INFO": "/a/b"}, "/a/b", id="a server that only decodes"),
        pytest.param({"PATH_INFO": "/a b/%\xc3\xa9"}, "/a%20b/%25%C3%A9", id="decoded characters"),
        pytest.param({"REQUEST_URI": "http://host/a%2Fb?c"}, "/a%2Fb", id="absolute target"),
        pytest.param({"REQUEST_URI": "//a"}, "//a", id="two slashes are not a host"),
        pytest.param({}, "/", id="nothing"),
    ],
)
def test_path_is_found_whatever_the_server_hands_over(environ: WSGIEnvironment, path: str) -> None:
    assert raw_path(environ) == path


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/pacticipants/", "/pacticipants"),
        ("/pacticipants?", "/pacticipants"),
        ("/", "/"),
        ("/?", "/"),
        ("//", "//"),
        ("/a//", "/a//"),
    ],
)
def test_one_slash_at_the_end_is_forgiven(target: str, path: str) -> None:
    environ = create_environ() | {"REQUEST_URI": target}

    assert _routed(environ)["PATH_INFO"] == path


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/broker/pacts", "/pacts"),
        ("/broker", "/"),
        ("/pacts", "/pacts"),
        ("/brokers", "/brokers"),
        ("/broker/two/pacts", "/pacts"),
        ("/other/pacts", "/pacts"),
    ],
)
def test_base_path_is_taken_off(target: str, path: str) -> None:
    environ = create_environ() | {"REQUEST_URI": target}

    assert _routed(environ, "/broker", "/broker/two/", "/other", "")["PATH_INFO"] == path


@pytest.mark.parametrize(
    ("target", "path", "accept"),
    [
        ("/pacts/x/latest/badge.svg", "/pacts/x/latest/badge", "image/svg+xml"),
        ("/groups/Kiosk.csv", "/groups/Kiosk", "text/csv"),
        ("/pacticipants/a.json", "/pacticipants/a.json", None),
    ],
)
def test_suffix_asks_for_a_form_where_there_are_several(
    target: str, path: str, accept: str | None
) -> None:
    routed = _routed(create_environ() | {"REQUEST_URI": target})

    assert (routed["PATH_INFO"], routed.get("HTTP_ACCEPT")) == (path, accept)


@pytest.mark.parametrize("path", ["/a%0Ab", "/a%09b", "/a%0ab", "/a%00", "/a%7F", "/a\nb"])
def test_control_characters_in_a_path_are_seen(path: str) -> None:
    assert holds_control_character(path)


@pytest.mark.parametrize("path", ["/a%20b", "/a%2Fb", "/a%E2%82%AC"])
def test_other_characters_in_a_path_are_not_control_characters(path: str) -> None:
    assert not holds_control_character(path)


@pytest.mark.parametrize(
    ("headers", "root"),
    [
        pytest.param({"Host": "b.test:8080"}, "http://b.test:8080", id="host"),
        pytest.param({"Host": "B.test:80"}, "http://b.test", id="a port that goes without saying"),
        pytest.param({"Host": "[::1]:9292"}, "http://[::1]:9292", id="IPv6"),
        pytest.param({"Host": ""}, "http://own", id="no host, so the server's name"),
        pytest.param(
            {"Host": "b.test", "X-Forwarded-Proto": "https"},
            "https://b.test",
            id="a proxy with TLS",
        ),
        pytest.param(
            {
                "Host": "inner",
                "X-Forwarded-Host": "one.test, b.test:443",
                "X-Forwarded-Proto": "https",
            },
            "https://b.test",
            id="the nearest of two proxies",
        ),
        pytest.param({"Host": "b", "X-Forwarded-Proto": "gopher"}, "http://b", id="no such scheme"),
        pytest.param({"Host": "a b<script>"}, None, id="no host name"),
        pytest.param({"Host": "b", "X-Forwarded-Host": "x/y"}, None, id="no host name forwarded"),
    ],
)
def test_root_is_what_the_client_asked(headers: dict[str, str], root: str | None) -> None:
    environ = create_environ(base_url="http://own", headers=headers)

    assert find_root(environ) == root
