"""One browser and one filled broker for all tests of a process; to each test, pages of its own."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.axe import read_axe
from tests.browser.chromium import MissingBrowser, open_chromium
from tests.browser.demo import running_demo
from tests.browser.watching import Watch
from tests.npm import NotInstalled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    OpenPage = Callable[..., Page]

# Generous beside what is measured; nothing waits for so long unless it fails.
_PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(open_chromium())
        except MissingBrowser as missing:
            pytest.skip(str(missing))
        yield browser


@pytest.fixture(scope="session")
def axe() -> str:
    try:
        return read_axe()
    except NotInstalled as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A broker with the demo world, which stays as it is: tests that write have their own."""
    with running_demo(tmp_path_factory.mktemp("demo")) as url:
        yield url


@pytest.fixture
def site(demo_url: str) -> str:
    """The broker that the pages of a test are of; a module may have another one."""
    return demo_url


@pytest.fixture
def watch(site: str) -> Iterator[Watch]:
    """Fails the test, at its end, for whatever its pages did that none may do."""
    watch = Watch(site)
    yield watch
    assert watch.complaints == []


@pytest.fixture
def open_page(chromium: Browser, site: str, watch: Watch) -> Iterator[OpenPage]:
    """Opens an address of the broker in a fresh context, with Playwright's options for those."""
    with ExitStack() as stack:

        def open_address(address: str = "/", **options: Any) -> Page:
            context = stack.enter_context(chromium.new_context(base_url=site, **options))
            context.set_default_timeout(_PATIENCE_MS)
            watch.attach(context)
            page = context.new_page()
            page.goto(address)
            return page

        yield open_address
