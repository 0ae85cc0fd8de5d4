from __future__ import annotations

import html
import json
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from pact_notary.access import Access, Credentials
from pact_notary.delivery.dispatcher import Delivery, deliver_next
from pact_notary.delivery.sender import Sender
from pact_notary.domain.webhooks.redaction import STARS
from pact_notary.settings import Settings
from pact_notary.store import outbox
from pact_notary.store.database import reading
from pact_notary.store.webhooks import find_webhook
from tests.integration.broker.counting import counting
from tests.integration.broker.webhooks.builders import new_uuid, some_settings
from tests.integration.broker.webhooks.receiver import Reply
from tests.integration.broker.wire.builders import Clock, open_wire, publish
from tests.integration.broker.wire.forms import BROWSER, post_fields, read_page, send_form

if TYPE_CHECKING:
    from tests.integration.broker.webhooks.receiver import Receiver
    from tests.integration.broker.wire.builders import Wire

WHO = "${pactbroker.consumerName}/${pactbroker.consumerVersionNumber}"


def save(wire: Wire, receiver: Receiver, **members: Any) -> str:
    """The path of a webhook that tells of publications."""
    document = {
        "description": "Build",
        "events": [{"name": "contract_published"}],
        "request": {
            "method": "POST",
            "url": f"{receiver.url}/{WHO}",
            "headers": {"X-Token": "t0ken"},
            "body": {"a": "<b>"},
            "username": "me",
            "password": "s3cret",
        },
        **members,
    }
    response = wire.post("/webhooks", document)
    assert response.json is not None, response.text
    return f"/webhooks/{response.json['uuid']}"


def deliver_all(wire: Wire, *, schedule_s: tuple[int, ...] = ()) -> None:
    clock = Clock()
    clock.advance(seconds=3600)
    sender = Sender(some_settings(), clock=clock.now)
    delivery = Delivery(wire.engine, sender, schedule_s, clock.now, new_uuid)
    while deliver_next(delivery):
        pass


def requests_on(page: str) -> list[str]:
    return re.findall(r'href="http://localhost(/triggered-webhooks/[^"/]+)"', page)


def last_change(wire: Wire) -> tuple[str, str]:
    entry = wire.read("/audit-log")["_embedded"]["entries"][0]
    return entry["verb"], entry["subject"]


def test_list_shows_what_each_did_last(wire: Wire, receiver: Receiver) -> None:
    save(wire, receiver, description="Idle", events=[{"name": "provider_verification_failed"}])
    path = save(wire, receiver)
    for number in range(6):
        publish(wire, f"{number}")
    deliver_all(wire)

    with counting(wire.engine) as statements:
        page = read_page(wire, "/webhooks")

    assert len(statements) == 2
    assert page.index("Idle") < page.index(path)
    assert len(requests_on(page)) == 5
    assert "✔" in page


def test_list_is_searched_and_paged(small_wire: Wire, receiver: Receiver) -> None:
    for number in range(52):
        save(small_wire, receiver, description=f"hook {number}" if number else "first%")

    first = read_page(small_wire, "/webhooks")
    [following] = re.findall(r'href="http://localhost([^"]+)" rel="next"', first)
    second = read_page(small_wire, following)

    assert ("hook 49<" in first, "hook 50<" in first) == (True, False)
    assert ("hook 50<" in second, "hook 51<" in second) == (True, True)
    assert "hook 1<" not in read_page(small_wire, "/webhooks?q=first%25")
    assert "Clear the filters" in read_page(small_wire, "/webhooks?q=none")


def test_page_shows_the_request_without_its_secrets(small_wire: Wire, receiver: Receiver) -> None:
    page = read_page(small_wire, save(small_wire, receiver))

    assert "t0ken" not in page
    assert "s3cret" not in page
    assert page.count(STARS) == 4
    assert "&lt;b&gt;" in page


def test_log_shows_each_request_with_its_outcome(wire: Wire, receiver: Receiver) -> None:
    receiver.replies = [Reply(503), Reply()]
    path = save(wire, receiver)
    publish(wire, "1")
    publish(wire, "2")
    deliver_all(wire, schedule_s=(86_400,))

    with counting(wire.engine) as statements:
        page = read_page(wire, path)
    failed = read_page(wire, f"{path}?status=retrying")

    assert len(statements) == 2
    assert len(requests_on(page)) == 2
    assert "trying again" in page.partition("<tbody>")[2]
    assert len(requests_on(failed)) == 1
    assert "Clear the filters" in read_page(wire, f"{path}?status=failure")


def test_request_shows_what_was_said(small_wire: Wire, receiver: Receiver) -> None:
    receiver.replies = [Reply(body=b"<script>\xe2\x80\xae")]
    path = save(small_wire, receiver)
    publish(small_wire)
    deliver_all(small_wire)
    [request] = requests_on(read_page(small_wire, path))

    page = read_page(small_wire, request)

    assert f"POST {receiver.url}/Kiosk/1" in page
    assert "x-token: **********" in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert "U+202E" in page


def test_request_is_sent_again_as_a_new_one(wire: Wire, receiver: Receiver) -> None:
    receiver.replies = [Reply(500), Reply()]
    path = save(wire, receiver)
    publish(wire)
    deliver_all(wire)
    [old] = requests_on(read_page(wire, path))

    response = send_form(wire, old, f"{old}/replay")
    deliver_all(wire)

    new = response.headers["Location"].removeprefix("http://localhost")
    assert response.status_code == 303
    assert requests_on(read_page(wire, path)) == [new, old]
    assert "sent again by hand" in read_page(wire, new)
    assert [receiver.wait_for_one().path for _ in range(2)] == ["/Kiosk/1", "/Kiosk/1"]
    assert last_change(wire) == ("replayed", old)


def test_dispatcher_is_woken_by_a_replay(small_wire: Wire, receiver: Receiver) -> None:
    rings: list[None] = []
    outbox.notify_when_filled(small_wire.engine, lambda: rings.append(None))
    path = save(small_wire, receiver)
    publish(small_wire)
    [request] = requests_on(read_page(small_wire, path))
    before = len(rings)

    send_form(small_wire, request, f"{request}/replay")

    assert (before, len(rings)) == (1, 2)


def test_request_of_a_webhook_that_is_off_is_not_sent_again(
    small_wire: Wire, receiver: Receiver
) -> None:
    path = save(small_wire, receiver)
    publish(small_wire)
    [request] = requests_on(read_page(small_wire, path))
    send_form(small_wire, path, f"{path}/disable")

    off = send_form(small_wire, request, f"{request}/replay")
    small_wire.delete(path)
    page = read_page(small_wire, request)

    assert off.status_code == 422
    assert "switch it on, then send again" in off.text
    assert "/replay" not in page
    assert "was removed" in page


def test_webhook_is_switched_off_and_on(wire: Wire, receiver: Receiver) -> None:
    path = save(wire, receiver)

    off = send_form(wire, path, f"{path}/disable")
    told = last_change(wire)
    is_off = wire.read(path)["enabled"]
    send_form(wire, path, f"{path}/enable")

    assert (off.status_code, off.headers["Location"]) == (303, f"http://localhost{path}")
    assert told == ("disabled", path)
    assert (is_off, wire.read(path)["enabled"]) == (False, True)
    assert last_change(wire) == ("enabled", path)


def test_webhook_is_tried_and_the_answer_shown(small_wire: Wire, receiver: Receiver) -> None:
    receiver.replies = [Reply(418, body=b"t0ken <i>no</i>")]
    path = save(small_wire, receiver)
    publish(small_wire, "7")

    response = send_form(small_wire, path, f"{path}/test")

    assert response.status_code == 200
    assert receiver.wait_for_one().path == "/Kiosk/7"
    assert "It failed" in response.text
    assert "418" in response.text
    assert "&lt;i&gt;no" in response.text
    assert "t0ken" not in response.text
    assert last_change(small_wire) == ("executed", f"{path}/test")


def test_trial_that_reaches_nobody_says_why(small_wire: Wire, receiver: Receiver) -> None:
    request = {"method": "POST", "url": "http://127.0.0.1:1/"}
    path = save(small_wire, receiver, request=request)

    response = send_form(small_wire, path, f"{path}/test")

    assert response.status_code == 200
    assert "could not be asked" in response.text


@pytest.mark.parametrize("action", ["test", "disable", "enable", "replay"])
def test_unsealed_form_does_nothing(small_wire: Wire, receiver: Receiver, action: str) -> None:
    path = save(small_wire, receiver)
    publish(small_wire)
    [request] = requests_on(read_page(small_wire, path))
    target = f"{request}/replay" if action == "replay" else f"{path}/{action}"

    refused = [
        post_fields(small_wire, target, fields).status_code for fields in ({}, {"csrf": "x" * 43})
    ]

    assert refused == [403, 403]
    assert requests_on(read_page(small_wire, path)) == [request]
    assert receiver.received == []
    assert small_wire.read(path)["enabled"] is True


def test_who_may_only_read_sees_no_forms_and_sends_none(
    sqlite_url: str, receiver: Receiver
) -> None:
    settings = Settings(
        Access(Credentials("w", "secret"), Credentials("r", "word")),
        webhooks=some_settings(),
    )
    with open_wire(sqlite_url, Settings(webhooks=some_settings()), clock=Clock()) as wire:
        path = save(wire, receiver)
    with open_wire(sqlite_url, settings, clock=Clock()) as wire:
        sent: dict[str, Any] = {"auth": ("r", "word"), "headers": {"Accept": BROWSER}}
        page = wire.send("GET", path, **sent)
        refused = wire.send("POST", f"{path}/test", **sent)

    assert page.status_code == 200
    assert 'method="post"' not in page.text
    assert refused.status_code == 401


@pytest.mark.parametrize("query", ["status=lost", "status[]=failure", "after=x"])
def test_wrong_query_is_said(small_wire: Wire, receiver: Receiver, query: str) -> None:
    path = save(small_wire, receiver)

    assert small_wire.get(f"{path}?{query}", accept=BROWSER).status_code == 400


@pytest.mark.parametrize("path", ["/webhooks/none", "/triggered-webhooks/none"])
def test_unknown_is_a_page(small_wire: Wire, path: str) -> None:
    response = small_wire.get(path, accept=BROWSER)

    assert response.status_code == 404
    assert "none" in response.text


def test_command_to_change_a_webhook_keeps_its_secrets(
    small_wire: Wire, receiver: Receiver
) -> None:
    path = save(small_wire, receiver, description="it's $HOME \u202e `x`")
    page = read_page(small_wire, path)
    [command] = re.findall(r"<code>(curl -X PUT[^<]*)</code>", page)
    words = shlex.split(html.unescape(command).replace("\\\n", ""))

    answer = small_wire.put(path, json.loads(words[words.index("-d") + 1]))

    assert words[:4] == ["curl", "-X", "PUT", f"http://localhost{path}"]
    assert answer.status_code == 200
    assert small_wire.read(path)["description"] == "it's $HOME \u202e `x`"
    with reading(small_wire.engine) as connection:
        stored = find_webhook(connection, path.rpartition("/")[2])
    assert stored is not None
    assert stored.document.request.password == "s3cret"
    assert dict(stored.document.request.headers)["x-token"] == "t0ken"
