"""The part of GitHub's API that takes comments, on this machine.

Source: https://docs.github.com/rest/issues/comments
"""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN: Final = "token-of-the-run"
BOT: Final = "github-actions[bot]"
_COMMENTS: Final = re.compile(r"/repos/[^/]+/[^/]+/issues/(\d+)/comments")
_COMMENT: Final = re.compile(r"/repos/[^/]+/[^/]+/issues/comments/(\d+)")


@dataclass
class Comment:
    """A comment; `edits` is how often it was changed."""

    id: int
    issue: int
    author: str
    body: str
    edits: int = 0

    def as_json(self, url: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "body": self.body,
            "user": {"login": self.author},
            "html_url": f"{url}/issues/{self.issue}#issuecomment-{self.id}",
        }


@dataclass
class Api:
    """What was written there; `refuses` is the status of each refusal while it is set."""

    url: str
    comments: list[Comment] = field(default_factory=list)
    refuses: int = 0

    def write(self, issue: int, body: str, *, author: str = BOT) -> Comment:
        self.comments.append(Comment(len(self.comments) + 1, issue, author, body))
        return self.comments[-1]

    def answer(self, method: str, target: str, token: str, body: str) -> tuple[int, Any]:
        """A status and a document."""
        if self.refuses or token != f"Bearer {TOKEN}":
            return self.refuses or 401, {"message": "Resource not accessible\nby integration"}
        path, document = urlsplit(target), json.loads(body or "null")
        if found := _COMMENTS.fullmatch(path.path):
            if method == "POST":
                return 201, self.write(int(found[1]), document["body"]).as_json(self.url)
            return 200, self._page(int(found[1]), parse_qs(path.query))
        if (found := _COMMENT.fullmatch(path.path)) and method == "PATCH":
            comment = self.comments[int(found[1]) - 1]
            comment.body, comment.edits = document["body"], comment.edits + 1
            return 200, comment.as_json(self.url)
        return 404, {"message": "Not Found"}

    def _page(self, issue: int, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        size, number = (int(query.get(name, ["1"])[0]) for name in ("per_page", "page"))
        found = [one.as_json(self.url) for one in self.comments if one.issue == issue]
        return found[size * (number - 1) : size * number]


@contextmanager
def serve_api() -> Iterator[Api]:
    """An API that nobody has written to yet."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    api = Api(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = _make_handler(api)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield api
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _make_handler(api: Api) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            token = self.headers.get("authorization", "")
            text = self.rfile.read(size).decode()
            status, document = api.answer(self.command, self.path, token, text)
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815  # the library looks for these names

        def log_message(self, *_: object) -> None:
            """Nothing: what came is asserted, not read."""

    return Handler
