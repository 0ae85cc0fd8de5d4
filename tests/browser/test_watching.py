"""What judges pages is judged here: by a site that does all that a page may not."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import find_overflow, find_violations
from tests.browser.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

_HEAD = '<!doctype html><html lang="en"><title>Page</title><main><h1>Page</h1>'
BODIES = {
    "/good": f"{_HEAD}<p>Nothing is wrong with it.</p></main>",
    "/logs": f"{_HEAD}</main><script src='/log.js'></script>",
    "/log.js": "console.error('lost');",
    "/throws": f"{_HEAD}</main><script src='/throw.js'></script>",
    "/throw.js": "throw new Error('broken');",
    "/asks": f"{_HEAD}</main><script src='/alert.js'></script>",
    "/alert.js": "alert('hello');",
    "/inline": f"{_HEAD}</main><script>document.title = 'mine'</script>",
    "/elsewhere": f"{_HEAD}<img alt='' src='http://localhost:9/x.png'></main>",
    "/lacks": f"{_HEAD}</main><script src='/none.js'></script>",
    "/pale": f"{_HEAD}<p><font color='#eeeeee'>Hard to read</font></p></main>",
    "/wide": f"{_HEAD}<pre>{'wide' * 200}</pre></main>",
}
_POLICY = "default-src 'none'; script-src 'self'; img-src *"


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = BODIES.get(self.path)
        self.send_response(404 if body is None else 200)
        is_script = self.path.endswith(".js")
        self.send_header("Content-Type", "text/javascript" if is_script else "text/html")
        self.send_header("Content-Security-Policy", _POLICY)
        self.end_headers()
        self.wfile.write((body or "Nothing is here.").encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def bad_site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def complaints(chromium: Browser, site: str, path: str, *, allowed: int = 200) -> list[str]:
    watch = Watch(site, {allowed})
    with chromium.new_context() as context:
        watch.attach(context)
        context.new_page().goto(f"{site}{path}", wait_until="networkidle")
    return watch.complaints


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/logs", "console error: lost"),
        ("/throws", "uncaught: broken"),
        ("/asks", "alert opened: hello"),
        ("/inline", "violates the following Content Security Policy directive"),
        ("/elsewhere", "asked somebody else: http://localhost:9/x.png"),
        ("/lacks", "404: "),
        ("/none", "404: "),
    ],
)
def test_what_no_page_may_do_is_told(
    chromium: Browser, bad_site: str, path: str, complaint: str
) -> None:
    told = complaints(chromium, bad_site, path)

    assert any(complaint in text for text in told), told


def test_good_page_is_not_complained_about(chromium: Browser, bad_site: str) -> None:
    assert complaints(chromium, bad_site, "/good") == []


def test_status_that_a_test_asks_for_is_allowed(chromium: Browser, bad_site: str) -> None:
    assert complaints(chromium, bad_site, "/none", allowed=404) == []


@pytest.mark.parametrize(("path", "rules"), [("/good", set()), ("/pale", {"color-contrast"})])
def test_severe_violations_are_found(
    chromium: Browser, bad_site: str, axe: str, path: str, rules: set[str]
) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{bad_site}{path}")

        found = find_violations(page, axe)

    assert {line.partition(" ")[0] for line in found} == rules


@pytest.mark.parametrize(("path", "is_wide"), [("/good", False), ("/wide", True)])
def test_overflow_is_found(chromium: Browser, bad_site: str, path: str, *, is_wide: bool) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 700}) as context:
        page = context.new_page()
        page.goto(f"{bad_site}{path}")

        assert (find_overflow(page) > 0) == is_wide
