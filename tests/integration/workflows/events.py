"""What GitHub tells a run of the event that started it."""

from __future__ import annotations

from typing import Any, Final

from tests.github_api import TOKEN

REPOSITORY: Final = "kitchen/kiosk"
HEAD: Final = "1111111111111111111111111111111111111111"
MERGE: Final = "2222222222222222222222222222222222222222"
BASE: Final = "3333333333333333333333333333333333333333"


def a_pull_request(
    branch: str = "feat/dish",
    *,
    head: str = HEAD,
    repository: str = REPOSITORY,
    actor: str = "cook",
) -> dict[str, Any]:
    """Pull request 7, whose branch lies in `repository`; GITHUB_SHA is the trial merge."""
    return _an_event(
        "pull_request",
        actor=actor,
        head_ref=branch,
        ref_name="7/merge",
        ref_type="branch",
        sha=MERGE,
        event={
            "pull_request": {
                "number": 7,
                "head": {"sha": head, "repo": {"full_name": repository}},
                "base": {"sha": BASE},
            },
        },
    )


def a_push(branch: str = "main", *, sha: str = HEAD, kind: str = "branch") -> dict[str, Any]:
    """A push to a branch, or of a tag."""
    return _an_event(
        "push",
        actor="cook",
        head_ref="",
        ref_name=branch,
        ref_type=kind,
        sha=sha,
        event={},
    )


def _an_event(name: str, **github: Any) -> dict[str, Any]:
    return {
        "event_name": name,
        "repository": REPOSITORY,
        "run_id": "42",
        "server_url": "https://github.example",
        "token": TOKEN,
        **github,
    }
