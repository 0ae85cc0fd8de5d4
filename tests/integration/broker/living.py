"""A history lived by the broker itself: every event goes through its use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from pact_notary.domain import metadata
from pact_notary.domain.metadata import PactMetadata
from pact_notary.records import Environment
from pact_notary.service import deploying, publishing, removing, verifying, versioning
from pact_notary.service.preparation import prepare
from pact_notary.service.publishing import Contract, PublishContracts
from pact_notary.service.refusals import Unknown
from pact_notary.service.transaction import Policy, Transaction
from pact_notary.service.verifying import ContentAddress, ReportedResult
from pact_notary.store import (
    branches,
    environments,
    pacticipants,
    pacts,
    stays,
    tags,
    verifications,
    versions,
)
from tests.integration.broker.replay import time_of
from tests.integration.broker.world import (
    Branched,
    BranchRemoved,
    DeployedTo,
    MainBranchSet,
    PactRemoved,
    Published,
    ReleasedTo,
    ResultRemoved,
    SupportEnded,
    Tagged,
    TagRemoved,
    TakenOffBranch,
    Undeployed,
    Verified,
    VersionRemoved,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import sqlalchemy as sa

    from pact_notary.domain.documents import JsonObject
    from pact_notary.records import Version
    from tests.integration.broker.world import Event, Removal

# Nothing happens but what the events say.
_POLICY = Policy(
    allow_dangerous_contract_modification=True,
    auto_detect_main_branch=False,
    use_first_tag_as_branch=False,
    create_deployed_versions_for_tags=False,
    check_similar_names=False,
)


def live(connection: sa.Connection, events: Iterable[Event | Removal]) -> None:
    """Tell the broker the events, in order; what it refuses did not happen."""
    for at, event in enumerate(events):
        told = _Telling(Transaction(connection, time_of(at), lambda: str(uuid4()), _POLICY))
        told.tell(event)


def sha_of(content: str) -> str:
    """The sha under which the broker knows a content."""
    return prepare(_document(content)).sha


def _document(content: str) -> JsonObject:
    return {"interactions": [{"description": content}]}


class _Telling:
    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
        self.connection = transaction.connection

    def tell(self, event: Event | Removal) -> None:
        match event:
            case Published():
                contract = Contract(event.provider, _document(event.content))
                request = PublishContracts(
                    event.consumer, event.number, None, (), None, (contract,)
                )
                publishing.publish(self.transaction, request)
            case Verified():
                self.verify(event)
            case Branched():
                version = self.ensure(event.pacticipant, event.number)
                versioning.put_on_branch(self.transaction, version, branch=event.branch)
            case Tagged():
                version = self.ensure(event.pacticipant, event.number)
                versioning.tag_version(self.transaction, version, tag=event.tag)
            case MainBranchSet():
                owner = pacticipants.ensure(
                    self.connection, event.pacticipant, now=self.transaction.now
                )
                pacticipants.update(
                    self.connection,
                    owner.item,
                    changes={"main_branch": event.branch},
                    now=self.transaction.now,
                )
            case DeployedTo() | ReleasedTo() | SupportEnded() | Undeployed():
                self.move(event)
            case PactRemoved() | ResultRemoved():
                self.remove_of_pair(event)
            case _:
                self.remove_of_application(event)

    def verify(self, event: Verified) -> None:
        segment = metadata.encode(PactMetadata(wip=True)) if event.wip else None
        address = ContentAddress(event.consumer, event.provider, sha_of(event.content), segment)
        reported = ReportedResult(event.success, event.number, None, None, None)
        try:
            verifying.record_result(self.transaction, address, reported=reported)
        except Unknown:
            return

    def move(self, event: DeployedTo | ReleasedTo | SupportEnded | Undeployed) -> None:
        environment = self.environment(event.environment)
        if isinstance(event, Undeployed):
            owner = pacticipants.find(self.connection, event.pacticipant)
            stay = owner and stays.find_current(
                self.connection, owner.id, environment_id=environment.id, target=event.instance
            )
            if stay:
                deploying.record_undeployment(self.transaction, stay)
            return
        version = versions.find_by_name(self.connection, event.pacticipant, number=event.number)
        if version is None:
            return
        match event:
            case DeployedTo():
                deploying.record_deployment(
                    self.transaction, version, environment=environment, target=event.instance
                )
            case ReleasedTo():
                deploying.record_release(self.transaction, version, environment=environment)
            case SupportEnded():
                release = stays.find_release(
                    self.connection, version.id, environment_id=environment.id
                )
                if release:
                    deploying.record_support_ended(self.transaction, release)

    def remove_of_pair(self, event: PactRemoved | ResultRemoved) -> None:
        if isinstance(event, PactRemoved):
            condition = pacts.with_number(event.number)
            pact = pacts.find(self.connection, event.consumer, event.provider, condition)
            removing.remove_pacts(self.transaction, [pact] if pact else [])
            return
        sha = sha_of(event.content)
        content = pacts.find_with_sha(self.connection, event.consumer, event.provider, sha=sha)
        newest = content and verifications.newest_of_content(self.connection, content.content_id)
        if newest:
            verifications.remove(self.connection, newest)

    def remove_of_application(
        self, event: TakenOffBranch | BranchRemoved | TagRemoved | VersionRemoved
    ) -> None:
        owner = pacticipants.find(self.connection, event.pacticipant)
        if owner is None:
            return
        if isinstance(event, BranchRemoved):
            branch = branches.find(self.connection, owner.id, name=event.branch)
            if branch:
                branches.remove(self.connection, branch.id)
            return
        version = versions.find(self.connection, owner.id, number=event.number)
        if version is None:
            return
        match event:
            case TakenOffBranch():
                versioning.take_off_branch(
                    self.transaction, owner, branch=event.branch, version=version
                )
            case TagRemoved():
                tags.remove(self.connection, version.id, name=event.tag)
            case VersionRemoved():
                removing.remove_version(self.transaction, version)

    def ensure(self, name: str, number: str) -> Version:
        return versioning.ensure_version(self.transaction, name, number=number).item

    def environment(self, name: str) -> Environment:
        now = self.transaction.now
        new = Environment(0, str(uuid4()), name, None, False, None, now, now)
        environments.add(self.connection, new)
        found = environments.find_named(self.connection, name)
        assert found is not None
        return found
