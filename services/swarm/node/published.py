"""What keys publish of a round: opened, and held against the place it was found in.

A file holds a signed statement, and beside it what would be too long to sign: the statement then
has its digest.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pro_me_the_us.auth.signatures import SignatureRejected, open_body
from pro_me_the_us.fields import StakingKey
from pro_me_the_us.plans import Digest, digest_plan
from swarm.node.views import Submission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from swarm.node.credentials import Credentials

_SIGNATURE: Final = "signature"
_MAX_VOTES: Final = 20_000


class NotASubmission(Exception):
    """It is not what its submitter had to publish; the text says why."""


class NotABallot(Exception):
    """It is no ballot of that key; the text says why."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a publication belongs: one key's place in one round of a task."""

    task: str
    round: int
    staking_key: str


def pack(signed: str, **beside: object) -> bytes:
    """The file that is published. Source: the deployed protocol's submission.json."""
    return json.dumps({_SIGNATURE: signed, **beside}).encode()


def pack_submission(submission: Submission, credentials: Credentials) -> bytes:
    """The same for the same submission; a plan's issues lie beside its signed digest."""
    said = submission.model_dump(mode="json", exclude_none=True)
    issues = said.pop("issues", None)
    signed = credentials.sign_statement(submission.round, said)
    return pack(signed) if issues is None else pack(signed, issues=issues)


def unpack(content: bytes, slot: Slot) -> Submission:
    """The submission in a published file.

    Raises:
        NotASubmission: It is not the submission of that slot, signed by its key.
    """
    try:
        body, beside = _open(content, slot)
        if "issues" in beside:
            body = {**body, "issues": beside["issues"]}
        submission = Submission.model_validate_json(json.dumps(body))
    except _Unfit as error:
        raise NotASubmission(str(error)) from error
    except ValidationError as error:
        raise NotASubmission(_first_fault(error)) from error
    if submission.task != slot.task or submission.round != slot.round:
        raise NotASubmission("it is about another task or round")
    if submission.issues is not None and digest_plan(submission.issues) != submission.plan:
        raise NotASubmission("its issues are not the plan that is signed")
    return submission


def pack_ballot(votes: Mapping[str, bool], credentials: Credentials, *, round_number: int) -> bytes:
    """The votes of one key on the submissions of a round, by submitter."""
    signed = credentials.sign_statement(round_number, {"votes": _digest(votes)})
    return pack(signed, votes=dict(votes))


def unpack_ballot(content: bytes, slot: Slot) -> Mapping[str, bool]:
    """The votes in a published file.

    Raises:
        NotABallot: It is not the ballot of that slot, signed by its key.
    """
    try:
        body, beside = _open(content, slot)
        ballot = _Ballot.model_validate_json(
            json.dumps({"digest": body.get("votes"), "votes": beside.get("votes")})
        )
    except _Unfit as error:
        raise NotABallot(str(error)) from error
    except ValidationError as error:
        raise NotABallot(_first_fault(error)) from error
    if _digest(ballot.votes) != ballot.digest:
        raise NotABallot("its votes are not those that are signed")
    return ballot.votes


class _Ballot(BaseModel):
    model_config = ConfigDict(strict=True)

    digest: Digest
    votes: Annotated[dict[StakingKey, bool], Field(max_length=_MAX_VOTES)]


class _Unfit(Exception):
    """The file is not signed as it has to be."""


def _digest(votes: Mapping[str, bool]) -> str:
    return hashlib.sha256(json.dumps(votes, sort_keys=True).encode()).hexdigest()


def _open(content: bytes, slot: Slot) -> tuple[dict[str, Any], dict[str, Any]]:
    """The signed statement, and what lies beside it."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _Unfit("it is not JSON") from error
    beside = document if isinstance(document, dict) else {}
    try:
        body = open_body(beside.get(_SIGNATURE), slot.staking_key)
    except SignatureRejected as error:
        raise _Unfit(f"its signature: {error}") from error
    if (body.get("taskId"), body.get("stakingKey")) != (slot.task, slot.staking_key):
        raise _Unfit("it is signed for another task or key")
    # True equals 1 in Python, but is no round.
    if type(body.get("roundNumber")) is not int or body["roundNumber"] != slot.round:
        raise _Unfit("it is about another task or round")
    return body, beside


def _first_fault(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"])
    return f"its {where}: {first['msg']}" if where else first["msg"]
