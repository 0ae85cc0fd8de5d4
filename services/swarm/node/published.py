"""What somebody published as a submission: opened, and held against the place it was found in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from pro_me_the_us.auth.signatures import SignatureRejected, open_body
from swarm.node.views import Submission

if TYPE_CHECKING:
    from typing import Any

_SIGNATURE: Final = "signature"


class NotASubmission(Exception):
    """It is not what its submitter had to publish; the text says why."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a submission belongs: one key's place in one round of a task."""

    task: str
    round: int
    staking_key: str


def pack(signed: str) -> bytes:
    """The file that is published. Source: the deployed protocol's submission.json."""
    return json.dumps({_SIGNATURE: signed}).encode()


def unpack(content: bytes, slot: Slot) -> Submission:
    """The submission in a published file.

    Raises:
        NotASubmission: It is not the submission of that slot, signed by its key.
    """
    body = _open(content, slot.staking_key)
    said = (body.get("taskId"), body.get("stakingKey"))
    if said != (slot.task, slot.staking_key):
        raise NotASubmission("it is signed for another task or key")
    try:
        submission = Submission.model_validate_json(json.dumps(body))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise NotASubmission(f"its {where}: {first['msg']}") from error
    rounds = (body.get("roundNumber"), submission.round)
    if submission.task != slot.task or rounds != (slot.round, slot.round):
        raise NotASubmission("it is about another task or round")
    return submission


def _open(content: bytes, staking_key: str) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotASubmission("it is not JSON") from error
    signed = document.get(_SIGNATURE) if isinstance(document, dict) else None
    try:
        return open_body(signed, staking_key)
    except SignatureRejected as error:
        raise NotASubmission(f"its signature: {error}") from error
