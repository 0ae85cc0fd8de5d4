"""Takes the pictures of the broker's pages that the docs show: of the demo world, always the same.

`python -m tests.browser.screenshots docs/pages [NAME…]` writes a WebP file for each, or for some.
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from PIL import Image

from tests.browser.chromium import open_chromium
from tests.browser.demo import running_demo
from tests.browser.demo_pages import find_subjects
from tests.page_addresses import fill

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# Pages show the address that they are asked at; a port would be another one each time.
_HOST: Final = "broker.shop.example"
_WIDTH: Final = 1200
_HEIGHT: Final = 750
_NARROW: Final = 360


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file's name, the page, and how it is looked at."""

    name: str
    template: str
    width: int = _WIDTH
    scheme: str = "light"


_PACT: Final = "/pacts/provider/{provider}/consumer/{consumer}"
_CAN_I_DEPLOY: Final = "/can-i-deploy?pacticipant={provider}&version=2.4.0&environment=production"
SHOTS: Final = (
    Shot("overview", "/"),
    Shot("overview-dark", "/", scheme="dark"),
    Shot("overview-narrow", "/", width=_NARROW),
    Shot("application", "/pacticipants/{consumer}"),
    Shot("pact", f"{_PACT}/version/3.2.0"),
    Shot("comparison", f"{_PACT}/compare?from=3.2.0&to=3.3.0-discounts.1"),
    Shot("result", f"{_PACT}/pact-version/{{sha}}/verification-results/{{number}}"),
    Shot("matrix", "/matrix?q[][pacticipant]={consumer}&q[][pacticipant]={provider}&latestby=cvpv"),
    Shot("why", _CAN_I_DEPLOY),
    Shot("why-narrow", _CAN_I_DEPLOY, width=_NARROW),
    Shot("openapi", "/provider-contracts/provider/{provider}/version/{provider_version}"),
    Shot("network", "/network"),
    Shot("network-dark", "/network", scheme="dark"),
    Shot("environments", "/environments"),
    Shot("owed", "/owed"),
    Shot("webhooks", "/webhooks"),
)


def take(browser: Browser, shot: Shot, *, site: str, subjects: dict[str, str]) -> bytes:
    """The picture as a PNG file.

    Raises: RuntimeError, when the page is not there.
    """
    look: dict[str, Any] = {
        "viewport": {"width": shot.width, "height": _HEIGHT},
        "color_scheme": shot.scheme,
        "reduced_motion": "reduce",
    }
    address = f"{site}{fill(shot.template, subjects)}"
    with browser.new_context(**look) as context:
        page = context.new_page()
        response = page.goto(address, wait_until="networkidle")
        if response is None or response.status != 200:
            raise RuntimeError(f"{shot.name}: {address} is no page")
        return page.screenshot(animations="disabled", caret="hide")


def compress(png: bytes) -> bytes:
    """As a WebP file, with nothing of the picture lost."""
    with Image.open(io.BytesIO(png)) as image, io.BytesIO() as file:
        image.convert("RGB").save(file, "WEBP", lossless=True, quality=100, method=6)
        return file.getvalue()


def main(folder: Path, names: list[str]) -> None:
    chosen = [shot for shot in SHOTS if not names or shot.name in names]
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, running_demo(Path(name)) as url:
        mapped = f"MAP {_HOST} {urlsplit(url).netloc}"
        with open_chromium(f"--host-resolver-rules={mapped}") as browser:
            subjects = find_subjects(url)
            for shot in chosen:
                taken = take(browser, shot, site=f"http://{_HOST}", subjects=subjects)
                picture = compress(taken)
                (folder / f"{shot.name}.webp").write_bytes(picture)
                sys.stdout.write(f"{shot.name}: {len(picture)} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
