"""What somebody has to do to turn the answer to yes; each action is one thing to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.matrix import MatrixRow, ResolvedSelector
    from pact_notary.domain.matrix_query import Criteria, MatrixQuery
    from pact_notary.records import Pact, PacticipantRef, VersionRef

_NAMES_TOLD = 5


class ActionKind(StrEnum):
    """The stable word for each kind of action, in the order in which they are listed."""

    RELAX = "relax"
    PUBLISH = "publish"
    PUBLISH_OPENAPI = "publish_openapi"
    VERIFY = "verify"
    DEPLOY = "deploy"
    CHANGE_FIELD = "change_field"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Spot:
    """What the destination holds of an application: a version, or None."""

    application: PacticipantRef
    version: VersionRef | None


@dataclass(frozen=True, slots=True)
class Held:
    """How a version holds its spot: deployed at instances, None being one, and released or not."""

    instances: tuple[str | None, ...] = ()
    is_released: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that could take a spot, with the rows that would then not be good."""

    version: VersionRef
    bad_rows: tuple[MatrixRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the broker knows of the spots; candidates newest first, main branches by application."""

    candidates: Mapping[Spot, tuple[Candidate, ...]] = field(default_factory=dict)
    held: Mapping[Spot, Held] = field(default_factory=dict)
    main_branches: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verify:
    """A version of a provider verifies pacts; without a number it is a new one.

    `missing` is what the question asked for when it does not exist yet; `again` when the version
    failed before.
    """

    kind: ClassVar = ActionKind.VERIFY
    provider: PacticipantRef
    number: str | None
    pacts: tuple[Pact, ...]
    missing: Criteria | None
    main_branch: str | None
    again: bool


@dataclass(frozen=True, slots=True)
class Deploy:
    """An existing version goes to the destination, in place of the one there if there is one."""

    kind: ClassVar = ActionKind.DEPLOY
    spot: Spot
    version: VersionRef
    destination: Criteria
    held: Held


@dataclass(frozen=True, slots=True)
class Fix:
    """A new version verifies the pacts and goes to the destination."""

    kind: ClassVar = ActionKind.FIX
    spot: Spot
    pacts: tuple[Pact, ...]
    destination: Criteria
    main_branch: str | None
    held: Held


@dataclass(frozen=True, slots=True)
class Publish:
    """A version that the question names comes into being."""

    kind: ClassVar = ActionKind.PUBLISH
    selector: ResolvedSelector
    main_branch: str | None


@dataclass(frozen=True, slots=True)
class Relax:
    """Another question is asked."""

    kind: ClassVar = ActionKind.RELAX
    question: MatrixQuery
    asked: MatrixQuery


@dataclass(frozen=True, slots=True)
class PublishOpenapi:
    """A provider's version publishes its document; `again` when it said it does not keep it."""

    kind: ClassVar = ActionKind.PUBLISH_OPENAPI
    provider: PacticipantRef
    number: str
    again: bool


@dataclass(frozen=True, slots=True)
class ChangeField:
    """What the document says of itself, or what pacts expect of it, becomes something else.

    `misfit` is the first one, in words.
    """

    kind: ClassVar = ActionKind.CHANGE_FIELD
    provider: PacticipantRef
    number: str
    pacts: tuple[Pact, ...]
    misfit: str


Step: TypeAlias = Relax | Publish | PublishOpenapi | Verify | Deploy | ChangeField | Fix


@dataclass(frozen=True, slots=True)
class Action:
    """A step in words, and the indices of the causes that it solves."""

    step: Step
    text: str
    solves: tuple[int, ...] = ()

    @property
    def kind(self) -> ActionKind:
        kind: ActionKind = self.step.kind
        return kind


def tell_step(step: Step) -> str:
    match step:
        case Relax():
            return _tell_relax(step)
        case Publish():
            return _tell_publish(step)
        case Verify():
            return _tell_verify(step)
        case Deploy():
            return _tell_deploy(step)
        case Fix():
            return _tell_fix(step)
        case PublishOpenapi() | ChangeField():
            return _tell_of_document(step)


def _tell_relax(step: Relax) -> str:
    if step.asked.outcomes is not None and step.asked.latest_by is not None:
        return "Ask again without the filter by outcome: it leaves out what is needed."
    if step.asked.outcomes is not None:
        return (
            "Ask again without the filter by outcome, and for the newest results only "
            "(latestby=cvp)."
        )
    return (
        "Ask again for the newest results only (latestby=cvp): now results count that have "
        "been replaced."
    )


def _tell_publish(step: Publish) -> str:
    name, criteria = step.selector.pacticipant.name, step.selector.asked.criteria
    version = f"version {criteria.version}" if criteria.version else "a version"
    marks = [
        f"with the tag {criteria.tag}" if criteria.tag else "",
        f"on branch {criteria.branch}" if criteria.branch else "",
        "on its main branch" if criteria.main_branch else "",
        f"deployed to {criteria.environment}" if criteria.environment else "",
    ]
    told = " ".join([f"Publish {version} of {name}", *(mark for mark in marks if mark)])
    return f"{told}: there is none yet. What it needs is known only then."


def _tell_verify(step: Verify) -> str:
    version = f"version {step.number}" if step.number else "a new version"
    told = f"Verify {_tell_pacts(step.pacts)} with {version} of {step.provider.name}."
    if not step.again:
        return told
    return (
        f"{told} It failed before: where the code has to change for it to succeed, that makes a "
        "new version, and a new question."
    )


def _tell_pacts(pacts: tuple[Pact, ...]) -> str:
    if len(pacts) == 1:
        pact = pacts[0]
        return f"the pact of version {pact.consumer_version.number} of {pact.consumer.name}"
    names = sorted({pact.consumer.name for pact in pacts})
    untold = len(names) - _NAMES_TOLD
    more = f" and {untold} more" if untold > 0 else ""
    return f"{len(pacts)} pacts (of {', '.join(names[:_NAMES_TOLD])}{more})"


def _tell_deploy(step: Deploy) -> str:
    name, number = step.spot.application.name, step.version.number
    held = step.spot.version
    instead = f" in place of version {held.number}" if held else ", where none is recorded"
    if step.destination.tag is not None:
        return f"Give version {number} of {name} the tag {step.destination.tag}{instead}."
    return f"Deploy version {number} of {name} to {step.destination.environment}{instead}."


def _tell_fix(step: Fix) -> str:
    name, held = step.spot.application.name, step.spot.version
    instead = f" in place of version {held.number}" if held else ""
    pacts = _tell_pacts(step.pacts)
    return (
        f"No version of {name} is known that has verified all that is needed. Make {name} fulfil "
        f"{pacts}, or change what is expected of it; verify that with the new version, and "
        f"{_tell_going(step.destination)}{instead}."
    )


def _tell_going(destination: Criteria) -> str:
    if destination.environment is not None:
        return f"deploy it to {destination.environment}"
    if destination.tag is not None:
        return f"give it the tag {destination.tag}"
    if destination.main_branch:
        return "put it on the main branch"
    return "publish it"


def _tell_of_document(step: PublishOpenapi | ChangeField) -> str:
    name = step.provider.name
    if isinstance(step, ChangeField):
        return (
            f"Change the field, in {name} and the OpenAPI document of a new version, or in "
            f"{_tell_pacts(step.pacts)}: {step.misfit}. That makes a new version, and a new "
            "question."
        )
    told = f"Publish the OpenAPI document of version {step.number} of {name}"
    return f"{told} again, when its own verification has succeeded." if step.again else f"{told}."
