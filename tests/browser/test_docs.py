"""The pages on which services show their documents: every operation, and nothing of others."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import make_server

from pro_me_the_us.container import api as container
from pro_me_the_us.coordinator import api as coordinator
from pro_me_the_us.node import api as node
from swarm.edge import Edge, create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed.wsgi import WSGIApplication

    from pro_me_the_us.endpoint import Room
    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

ROOMS: Final = {"coordinator": coordinator.ROOM, "node": node.ROOM, "container": container.ROOM}
UPKEEP: Final = (
    "health.read",
    "readiness.read",
    "metrics.read",
    "description.read",
    "page.read",
)


def an_app(name: str, room: Room) -> WSGIApplication:
    return create_app(Edge(name, "1", room, check_ready=lambda: None))


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """All services behind one gateway, each under a path of its own."""
    apps = {f"/{name}": an_app(name, room) for name, room in ROOMS.items()}
    server = make_server("127.0.0.1", 0, DispatcherMiddleware(an_app("x", ROOMS["node"]), apps))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_page_lists_every_operation_and_shows_one(open_page: OpenPage) -> None:
    page = open_page("/coordinator/docs#/todos/todo.claim")
    expect(page.locator(".opblock-body").first).to_contain_text("key_not_staked")

    for name, room in ROOMS.items():
        page.goto(f"/{name}/docs")
        operations = page.locator(".opblock-summary-operation-id")

        expect(operations).to_have_count(len(room.endpoints) + len(UPKEEP))
        told = {text.strip() for text in operations.all_inner_texts()}
        assert told == {*UPKEEP, *(endpoint.name for endpoint in room.endpoints)}
