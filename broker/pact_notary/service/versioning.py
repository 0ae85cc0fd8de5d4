"""Versions, their branches and tags, and what follows from them by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pact_notary.records import Ensured
from pact_notary.service.deploying import record_deployment
from pact_notary.store import branches, environments, pacticipants, tags, versions

if TYPE_CHECKING:
    from pact_notary.records import Pacticipant, Tag, Version
    from pact_notary.service.transaction import Transaction

# A tag this soon after its version tells where the build ran; a later one where the version went.
_TAGGED_AT_BIRTH = timedelta(seconds=10)


def ensure_version(transaction: Transaction, pacticipant: str, *, number: str) -> Ensured[Version]:
    """The version; it and its application are made when they are not there."""
    connection, now = transaction.connection, transaction.now
    existing = versions.find_by_name(connection, pacticipant, number=number)
    if existing:
        return Ensured(existing, is_new=False)
    owner = pacticipants.ensure(connection, pacticipant, now=now)
    return versions.ensure(connection, owner.item.id, number=number, now=now)


def ensure_version_alone(
    transaction: Transaction, pacticipant: str, *, number: str
) -> Ensured[Version]:
    """As `ensure_version`; until the transaction ends nobody else changes its pacts."""
    return _locked(transaction, ensure_version(transaction, pacticipant, number=number))


def ensure_version_of(
    transaction: Transaction, owner: Pacticipant, *, number: str
) -> Ensured[Version]:
    """As `ensure_version_alone`, of an application that is known."""
    connection, now = transaction.connection, transaction.now
    return _locked(transaction, versions.ensure(connection, owner.id, number=number, now=now))


def _locked(transaction: Transaction, ensured: Ensured[Version]) -> Ensured[Version]:
    if not ensured.is_new:
        versions.lock(transaction.connection, ensured.item.id)
    return ensured


def describe_version(
    transaction: Transaction,
    version: Version,
    *,
    build_url: str | None,
    branch: str | None,
    tag_names: tuple[str, ...],
) -> None:
    """Add what a publication says of its version; what it does not say stays as it is."""
    if build_url is not None:
        versions.set_build_url(
            transaction.connection, version, build_url=build_url, now=transaction.now
        )
    if branch is not None:
        put_on_branch(transaction, version, branch=branch)
    for tag in tag_names:
        tag_version(transaction, version, tag=tag)


def put_on_branch(
    transaction: Transaction, version: Version, *, branch: str, origin: str = "user"
) -> Ensured[Tag]:
    """Make the version the branch's head, unless it is on the branch already.

    A branch with a usual name becomes the main branch of an application that has none.
    """
    placed = branches.add_version(
        transaction.connection, version, branch=branch, now=transaction.now, origin=origin
    )
    policy = transaction.policy
    if placed.is_new and policy.auto_detect_main_branch and branch in policy.main_branch_candidates:
        pacticipants.detect_main_branch(
            transaction.connection, version.pacticipant_id, branch=branch, now=transaction.now
        )
    return placed


def tag_version(transaction: Transaction, version: Version, *, tag: str) -> Ensured[Tag]:
    """Tag the version; a new tag may also mean a branch, or a deployment."""
    added = tags.add(transaction.connection, version, name=tag, now=transaction.now)
    if added.is_new:
        _branch_from_tag(transaction, version, tag)
        _deploy_from_tag(transaction, version, tag)
    return added


def replace_tags(transaction: Transaction, version: Version, *, names: tuple[str, ...]) -> None:
    tags.remove_except(transaction.connection, version.id, kept=names)
    for name in names:
        tag_version(transaction, version, tag=name)


def take_off_branch(
    transaction: Transaction, pacticipant: Pacticipant, *, branch: str, version: Version
) -> bool:
    """Whether the version was on the branch; its head may be another one now."""
    found = branches.find(transaction.connection, pacticipant.id, name=branch)
    if found is None:
        return False
    return branches.remove_version(transaction.connection, found, version_id=version.id)


def _branch_from_tag(transaction: Transaction, version: Version, tag: str) -> None:
    is_young = transaction.now - version.created_at <= _TAGGED_AT_BIRTH
    if not (transaction.policy.use_first_tag_as_branch and is_young):
        return
    others = tags.names_of(transaction.connection, [version.id]).get(version.id, ())
    if others == (tag,) and not branches.branches_of(transaction.connection, [version.id]):
        put_on_branch(transaction, version, branch=tag, origin="tag")


def _deploy_from_tag(transaction: Transaction, version: Version, tag: str) -> None:
    if not transaction.policy.create_deployed_versions_for_tags:
        return
    environment = environments.find_named(transaction.connection, tag)
    if environment:
        record_deployment(transaction, version, environment=environment, target=None, origin="tag")
