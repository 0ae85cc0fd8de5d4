"""Answers of the deployed protocol: a status and JSON, or a line of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

INVALID_BODY: Final = "Invalid request body"
UNVERIFIED: Final = "Failed to verify signature"
NOT_STAKED: Final = "Invalid staking key"

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` is JSON, or text that is sent as HTML."""

    status: int
    body: Body | str


class Refused(Exception):
    """What was asked for is answered in this way, and nothing has happened."""

    def __init__(self, status: int, message: str, **members: Any) -> None:
        super().__init__(message)
        self.reply = Reply(status, {"success": False, "message": message, **members})


def done(message: str, **members: Any) -> Reply:
    """What was asked for has happened."""
    return Reply(200, {"success": True, "message": message, **members})


def handed_over(data: Body, **members: Any) -> Reply:
    """What was asked for, without a word; members that are not known are left out."""
    return Reply(200, {"success": True, **members, "data": present(data)})


def present(members: Body) -> Body:
    """The members that are known: there is no null in this protocol."""
    return {name: value for name, value in members.items() if value is not None}
