"""What a page may not do, whatever a test is about: fail, say so, or speak to anybody else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import (
        BrowserContext,
        ConsoleMessage,
        Dialog,
        Request,
        Response,
        WebError,
    )

_LOUD: Final = {"error", "warning", "assert"}
# Within the page itself nothing is sent.
_WITHIN: Final = {"data", "blob", "about"}
# A page that is left gives up what it still waits for.
_LEFT: Final = "net::ERR_ABORTED"


@dataclass
class Watch:
    """Complaints about all pages of a context, a sentence each.

    `allowed` are statuses that the broker may answer with, because the test asks for them.
    """

    origin: str
    allowed: set[int] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        context.on("dialog", self._close)
        context.on("request", self._see_request)
        context.on("requestfailed", self._see_failure)
        context.on("response", self._see_response)

    def _hear(self, message: ConsoleMessage) -> None:
        # What failed to load is told by its response, which has a status.
        if message.type in _LOUD and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _catch(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")

    def _close(self, dialog: Dialog) -> None:
        self.complaints.append(f"{dialog.type} opened: {dialog.message}")
        dialog.dismiss()

    def _see_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in _WITHIN and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.complaints.append(f"asked somebody else: {request.url}")

    def _see_failure(self, request: Request) -> None:
        if request.failure != _LEFT:
            self.complaints.append(f"{request.failure}: {request.url}")

    def _see_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.complaints.append(f"{response.status}: {response.url}")
