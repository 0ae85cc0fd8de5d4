"""What several resources of the coordinator answer, and the refusals they have in common."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from pro_me_the_us.errors import ApiError
from pro_me_the_us.fields import A_REASON, Kind, Text

Stage = Annotated[
    Literal["draft", "final"],
    Kind("A draft is registered when work begins, the same one as final when it is done.", "draft"),
]
Reason = Annotated[Text, Field(max_length=2000), A_REASON]
A_CURSOR: Final = Kind(
    "Where a page begins; only what a page gave as its `next` is one.", "MTc2ODQ2OTQwMDowZTdk"
)
Cursor = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,200}$"), A_CURSOR]


class KeyNotStaked(ApiError):
    """The staking key is not on the task's stake list."""

    code = "key_not_staked"
    status = 403


class TaskUnknown(ApiError):
    """The coordinator does not serve this task."""

    code = "task_unknown"
    status = 403


class RoundCompleted(ApiError):
    """The key has already finished its work of this kind in this round."""

    code = "round_completed"
    status = 409


class PullRequestMismatch(ApiError):
    """The pull request is not the one that was registered."""

    code = "pull_request_mismatch"
    status = 409
