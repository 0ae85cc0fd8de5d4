#!/usr/bin/env python3
"""Puts a report under a pull request: in place of the last one, found by its hidden first line.

A report that cannot be put there is a warning, as the answer itself is told by the job.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TIMEOUT_S = 30
_PAGE = 100
_MOST_PAGES = 50
_SHOWN = 200


class NotPut(Exception):
    """GitHub did not take the comment; the text says why, and what to do."""


@dataclass(frozen=True)
class GitHub:
    """The API at `url`, asked with a token about one repository."""

    url: str
    repository: str
    token: str

    def ask(self, method: str, path: str, document: Any = None) -> Any:
        """What it answers.

        Raises: NotPut.
        """
        address = urlsplit(self.url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = kind(address.netloc, timeout=_TIMEOUT_S)
        target = f"{address.path}/repos/{self.repository}/{path}"
        body = None if document is None else json.dumps(document)
        try:
            connection.request(method, target, body, self._headers())
            response = connection.getresponse()
            text = response.read()
            answer = json.loads(text) if response.status < 300 else None  # noqa: PLR2004 - 2xx
        except (OSError, HTTPException, ValueError) as error:
            raise NotPut(f"{self.url} does not answer as GitHub does: {error}") from error
        finally:
            connection.close()
        if answer is None:
            raise NotPut(_explain(response.status, text.decode(errors="replace")))
        return answer

    def _headers(self) -> Mapping[str, str]:
        return {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "User-Agent": "pact-notary",
            "X-GitHub-Api-Version": "2022-11-28",
        }


def put_comment(github: GitHub, number: str, body: str, author: str) -> str:
    """The address of the comment, edited if `author` has written one that begins as `body` does.

    Raises: NotPut.
    """
    marker = body.splitlines()[0]
    for comment in _read_comments(github, number):
        # Anybody may write the marker. What strangers wrote, they could change again.
        if comment["user"]["login"] == author and comment["body"].startswith(marker):
            path = f"issues/comments/{comment['id']}"
            return str(github.ask("PATCH", path, {"body": body})["html_url"])
    return str(github.ask("POST", f"issues/{number}/comments", {"body": body})["html_url"])


def _read_comments(github: GitHub, number: str) -> Iterator[dict[str, Any]]:
    for page in range(1, _MOST_PAGES + 1):
        path = f"issues/{number}/comments?per_page={_PAGE}&page={page}"
        comments = github.ask("GET", path)
        yield from comments
        if len(comments) < _PAGE:
            return


def _explain(status: int, text: str) -> str:
    hint = ""
    if status in {401, 403, 404}:
        hint = "; grant the job `permissions: {pull-requests: write}`, or give another github_token"
    return f"GitHub answers {status} {text[:_SHOWN]}{hint}"


def main(file: str) -> int:
    number = os.environ["PULL_REQUEST"]
    if not number:
        sys.stdout.write("::notice::This is no pull request: there is nothing to comment on.\n")
        return 0
    github = GitHub(
        os.environ["GITHUB_API_URL"], os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"]
    )
    body = Path(file).read_text("utf-8")
    try:
        address = put_comment(github, number, body, os.environ["COMMENT_AUTHOR"])
    except (NotPut, KeyError, TypeError) as error:
        told = str(error).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        sys.stdout.write(f"::warning::No comment was written: {told}\n")
        return 1
    sys.stdout.write(f"The comment is {address}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
