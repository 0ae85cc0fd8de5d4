from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pytest

from tests.broker_process import Line, running_broker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.broker_process import BrokerProcess

_WITHIN_S: Final = 30
_HOST: Final = b"Host: localhost\r\n"
_JSON: Final = b"Content-Type: application/json\r\n"


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrokerProcess]:
    folder: Path = tmp_path_factory.mktemp("broker")
    url = f"sqlite:///{folder / 'broker.db'}"
    with running_broker(folder, url, "--body-limit", str(10_000_000)) as broker:
        yield broker


def exchange(broker: BrokerProcess, *parts: bytes) -> bytes:
    """What comes back for these bytes until the broker hangs up, which it may do early."""
    received = bytearray()
    with socket.create_connection(("127.0.0.1", broker.port), timeout=_WITHIN_S) as connection:
        # A server that reads no further resets the connection.
        with suppress(ConnectionResetError, BrokenPipeError):
            for part in parts:
                connection.sendall(part)
            connection.shutdown(socket.SHUT_WR)
        with suppress(ConnectionResetError):
            while more := connection.recv(65_536):
                received += more
    return bytes(received)


def status_of(answer: bytes) -> int:
    """The status of the first answer; 0 when there was none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else 0


def a_request(line: bytes, headers: bytes = _HOST, body: bytes = b"") -> bytes:
    length = b"Content-Length: %d\r\n" % len(body) if body else b""
    return line + b" HTTP/1.1\r\n" + headers + length + b"Connection: close\r\n\r\n" + body


@pytest.mark.parametrize(
    ("sent", "statuses"),
    [
        pytest.param(b"", {0}, id="nothing"),
        pytest.param(b"\r\n\r\n", {0, 400}, id="empty lines"),
        pytest.param(b"\x00\x01\x02\r\n\r\n", {0, 400}, id="binary"),
        pytest.param(b"GET\r\n\r\n", {400}, id="no target"),
        pytest.param(b"GET / HTTP/9.9\r\n\r\n", {200, 400, 505}, id="unknown version"),
        pytest.param(a_request(b"GET /" + b"a" * 300_000), {400, 414, 431}, id="long target"),
        pytest.param(a_request(b"GET /pacticipants/a\x00b"), {400, 404, 422}, id="null in target"),
        pytest.param(a_request(b"GET /pacticipants/\xff"), {400, 404}, id="not UTF-8"),
        pytest.param(a_request(b"GET //evil.example/"), {404}, id="two slashes"),
        pytest.param(a_request(b"GET http://evil.example/"), {200}, id="absolute target"),
        pytest.param(a_request(b"GET *"), {400, 404}, id="asterisk"),
        pytest.param(a_request(b"GET /%"), {404}, id="percent"),
        pytest.param(a_request(b"GET /../../etc/passwd"), {404}, id="dots"),
        pytest.param(
            a_request(
                b"GET /", _HOST + b"Accept: application/json\r\nAccept: application/hal+json\r\n"
            ),
            {200},
            id="two Accept lines",
        ),
        pytest.param(
            a_request(b"GET /", _HOST + b"A: b\r\n c\r\n"), {200, 400}, id="folded header"
        ),
        pytest.param(a_request(b"GET /", _HOST + b"A b: c\r\n"), {200, 400}, id="blank in a name"),
        pytest.param(
            a_request(b"GET /", _HOST + b"A: b\rX-Injected: c\r\n"), {200, 400}, id="lone CR"
        ),
        pytest.param(
            a_request(b"GET /", _HOST + b"A: \xff\xfe\r\n"), {200, 400}, id="header bytes"
        ),
        pytest.param(a_request(b"GET /", b"A: b\r\n" * 50_000), {400, 431}, id="many headers"),
        pytest.param(
            a_request(b"POST /pacticipants", _HOST + b"Content-Length: -1\r\n" + _JSON),
            {400},
            id="negative length",
        ),
        pytest.param(
            a_request(b"POST /pacticipants", _HOST + b"Content-Length: 9999999999999999999\r\n"),
            {0, 400, 413},
            id="enormous length",
        ),
        pytest.param(
            a_request(b"POST /pacticipants", _HOST + _JSON + b"Content-Length: 5\r\n", b"{}"),
            {400},
            id="two lengths",
        ),
        pytest.param(
            a_request(b"POST /pacticipants", _HOST + _JSON + b"Transfer-Encoding: x\r\n"),
            {400, 501},
            id="unknown transfer encoding",
        ),
        pytest.param(
            a_request(b"POST /pacticipants", _HOST + _JSON + b"Transfer-Encoding: chunked\r\n")
            + b"zz\r\n{}\r\n0\r\n\r\n",
            {400},
            id="bad chunk",
        ),
        pytest.param(
            a_request(b"POST /pacticipants", _HOST + _JSON + b"Expect: 200-ok\r\n", b"[]"),
            {400, 417},
            id="odd expectation",
        ),
    ],
)
def test_odd_bytes_are_answered_or_hung_up_on(
    broker: BrokerProcess, sent: bytes, statuses: set[int]
) -> None:
    answer = exchange(broker, sent)

    assert status_of(answer) in statuses, answer[:500]
    assert b"X-Injected" not in answer.partition(b"\r\n\r\n")[0]


def test_body_in_chunks_is_a_body(broker: BrokerProcess) -> None:
    headers = _HOST + _JSON + b"Transfer-Encoding: chunked\r\n"
    body = b'{"name": "Chunky"}'

    answer = exchange(
        broker,
        a_request(b"POST /pacticipants", headers) + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body),
    )

    assert status_of(answer) == 201


@pytest.mark.parametrize(
    ("size", "statuses", "told"),
    [
        pytest.param(9_000_000, {201}, b"Location", id="below the limit"),
        pytest.param(15_000_000, {413}, b"at most 10000000", id="above the limit"),
        pytest.param(25_000_000, {413}, b"at most 10000000", id="far above the limit"),
        pytest.param(200_000_000, {413}, b"at most 10000000", id="very far above the limit"),
    ],
)
def test_large_pact_is_stored_or_told_the_limit(
    broker: BrokerProcess, size: int, statuses: set[int], told: bytes
) -> None:
    body = b'{"interactions": [], "padding": "%b"}' % (b"x" * size)
    path = b"PUT /pacts/provider/Menu/consumer/Kiosk/version/%d" % size

    answer = exchange(broker, a_request(path, _HOST + _JSON, body))

    assert status_of(answer) in statuses, answer[:500]
    assert told in answer


def test_body_in_chunks_beyond_the_limit_is_told_the_limit(broker: BrokerProcess) -> None:
    headers = _HOST + _JSON + b"Transfer-Encoding: chunked\r\n"
    chunk = b"%x\r\n%b\r\n" % (1_000_000, b"x" * 1_000_000)

    head = a_request(b"PUT /pacts/provider/Menu/consumer/Kiosk/version/c", headers)
    answer = exchange(broker, head, *([chunk] * 40), b"0\r\n\r\n")

    assert status_of(answer) == 413
    assert b"The body has 40000000 bytes; this broker takes at most 10000000" in answer


def test_client_that_asks_first_is_told_the_limit_at_once(broker: BrokerProcess) -> None:
    length = b"Content-Length: 200000000\r\nExpect: 100-continue\r\n"

    head = a_request(b"PUT /pacts/provider/Menu/consumer/Kiosk/version/e", _HOST + _JSON + length)
    answer = exchange(broker, head)

    assert status_of(answer) == 413
    assert b"takes at most 10000000 bytes" in answer


def test_body_beyond_the_limit_takes_no_memory_and_no_disk(broker: BrokerProcess) -> None:
    path = b"PUT /pacts/provider/Menu/consumer/Kiosk/version/m"
    before = broker.resident_kib()

    answer = exchange(broker, a_request(path, _HOST + _JSON, b"x" * 200_000_000))

    assert status_of(answer) == 413
    assert broker.resident_kib() - before < 20_000


def test_connection_goes_on_after_a_body_beyond_the_limit(broker: BrokerProcess) -> None:
    line = Line(broker.url)
    path = "/pacts/provider/Menu/consumer/Kiosk/version/g"

    refused = line.send("PUT", path, {"padding": "x" * 11_000_000})
    after = line.send("GET", "/")

    assert (refused.status, after.status) == (413, 200)
    line.close()


def test_client_that_hangs_up_leaves_nothing_behind(broker: BrokerProcess) -> None:
    request = a_request(b"POST /pacticipants", _HOST + _JSON, b'{"name": "Half"}')
    line = Line(broker.url)

    exchange(broker, request[:-5])

    assert line.send("GET", "/pacticipants/Half").status == 404
    line.close()


def test_slow_clients_do_not_keep_others_waiting(broker: BrokerProcess) -> None:
    """More of them than there are threads, each in the middle of its request."""
    idle = [
        socket.create_connection(("127.0.0.1", broker.port), timeout=_WITHIN_S) for _ in range(40)
    ]
    for connection in idle:
        connection.sendall(b"POST /pacticipants HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")
    line = Line(broker.url)

    answered = line.send("GET", "/")

    assert answered.status == 200
    line.close()
    for connection in idle:
        connection.close()
