"""The tables. An order of a version is copied beside whatever is looked up by it."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from pact_notary.store.columns import Id, Instant, Name, folded_name

REVISION: Final = "0007"
"""The migration that leads to these tables."""

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


def _key() -> sa.Column[int]:
    return sa.Column("id", Id, primary_key=True)


def _belongs_to(name: str, table: str) -> sa.Column[int]:
    return sa.Column(name, Id, sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False)


def _required(name: str, type_: Any) -> sa.Column[Any]:
    return sa.Column(name, type_, nullable=False)


def _times() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return _required("created_at", Instant), _required("updated_at", Instant)


pacticipants = sa.Table(
    "pacticipants",
    metadata,
    _key(),
    _required("name", Name),
    sa.Column("folded_name", Name, nullable=False, default=folded_name),
    sa.Column("display_name", sa.Text),
    sa.Column("main_branch", Name),
    sa.Column("repository_url", sa.Text),
    sa.Column("repository_name", sa.Text),
    sa.Column("repository_namespace", sa.Text),
    # The order of the newest version ever: raising it takes the next one, also under concurrency.
    sa.Column("last_order", Id, nullable=False, default=0, server_default="0"),
    *_times(),
    sa.UniqueConstraint("name", name="uq_pacticipants_name"),
    sqlite_autoincrement=True,
)

labels = sa.Table(
    "labels",
    metadata,
    _key(),
    _belongs_to("pacticipant_id", "pacticipants"),
    _required("name", Name),
    *_times(),
    sa.UniqueConstraint("pacticipant_id", "name", name="uq_labels_pacticipant_name"),
    sa.Index("ix_labels_name", "name"),
)

versions = sa.Table(
    "versions",
    metadata,
    _key(),
    _belongs_to("pacticipant_id", "pacticipants"),
    _required("number", Name),
    _required("sort_order", Id),
    sa.Column("build_url", sa.Text),
    *_times(),
    sa.UniqueConstraint("pacticipant_id", "number", name="uq_versions_pacticipant_number"),
    sa.UniqueConstraint("pacticipant_id", "sort_order", name="uq_versions_pacticipant_order"),
    sqlite_autoincrement=True,
)

branches = sa.Table(
    "branches",
    metadata,
    _key(),
    _belongs_to("pacticipant_id", "pacticipants"),
    _required("name", Name),
    sa.Column("folded_name", Name, nullable=False, default=folded_name),
    # The version added last, which need not be the one of the highest order.
    sa.Column("head_version_id", Id, sa.ForeignKey("versions.id", ondelete="SET NULL")),
    *_times(),
    sa.UniqueConstraint("pacticipant_id", "name", name="uq_branches_pacticipant_name"),
    sa.Index("ix_branches_head_version", "head_version_id"),
    sa.Index("ix_branches_pacticipant_updated", "pacticipant_id", "updated_at"),
)

branch_versions = sa.Table(
    "branch_versions",
    metadata,
    _key(),
    _belongs_to("branch_id", "branches"),
    _belongs_to("version_id", "versions"),
    _required("sort_order", Id),
    sa.Column("auto_created", sa.Boolean, nullable=False, default=False),
    *_times(),
    sa.UniqueConstraint("branch_id", "version_id", name="uq_branch_versions_branch_version"),
    sa.Index("ix_branch_versions_version", "version_id"),
    sa.Index("ix_branch_versions_branch_order", "branch_id", "sort_order"),
    sa.Index("ix_branch_versions_branch_created", "branch_id", "created_at"),
)

tags = sa.Table(
    "tags",
    metadata,
    _key(),
    _belongs_to("pacticipant_id", "pacticipants"),
    _belongs_to("version_id", "versions"),
    _required("name", Name),
    _required("sort_order", Id),
    *_times(),
    sa.UniqueConstraint("version_id", "name", name="uq_tags_version_name"),
    sa.Index("ix_tags_pacticipant_name_order", "pacticipant_id", "name", "sort_order"),
    sa.Index("ix_tags_pacticipant_name_created", "pacticipant_id", "name", "created_at"),
)

pact_contents = sa.Table(
    "pact_contents",
    metadata,
    _key(),
    _belongs_to("consumer_id", "pacticipants"),
    _belongs_to("provider_id", "pacticipants"),
    _required("sha", sa.String(40)),
    _required("interactions_count", sa.Integer),
    _required("messages_count", sa.Integer),
    _required("created_at", Instant),
    # Last, so that reading the rest of a row does not read a long text.
    _required("content", sa.Text),
    sa.UniqueConstraint("consumer_id", "provider_id", "sha", name="uq_pact_contents_pair_sha"),
    sa.Index("ix_pact_contents_provider", "provider_id"),
    sqlite_autoincrement=True,
)

# Of the revisions of one consumer version's pact, one is current: the highest.
pact_publications = sa.Table(
    "pact_publications",
    metadata,
    _key(),
    _belongs_to("consumer_id", "pacticipants"),
    _belongs_to("provider_id", "pacticipants"),
    _belongs_to("consumer_version_id", "versions"),
    _belongs_to("pact_content_id", "pact_contents"),
    _required("sort_order", Id),
    _required("revision", sa.Integer),
    sa.Column("is_current", sa.Boolean, nullable=False, default=True),
    _required("created_at", Instant),
    sa.UniqueConstraint(
        "consumer_version_id", "provider_id", "revision", name="uq_pact_publications_revision"
    ),
    sa.Index("ix_pact_publications_pair_order", "consumer_id", "provider_id", "sort_order"),
    sa.Index("ix_pact_publications_provider_created", "provider_id", "created_at"),
    sa.Index("ix_pact_publications_content_order", "pact_content_id", "sort_order"),
    sqlite_autoincrement=True,
)
sa.Index(
    "uq_pact_publications_current",
    pact_publications.c.consumer_version_id,
    pact_publications.c.provider_id,
    unique=True,
    sqlite_where=pact_publications.c.is_current,
    postgresql_where=pact_publications.c.is_current,
)

integrations = sa.Table(
    "integrations",
    metadata,
    _key(),
    _belongs_to("consumer_id", "pacticipants"),
    _belongs_to("provider_id", "pacticipants"),
    _required("created_at", Instant),
    _required("contract_data_updated_at", Instant),
    sa.UniqueConstraint("consumer_id", "provider_id", name="uq_integrations_pair"),
    sa.Index("ix_integrations_provider", "provider_id"),
    sa.Index("ix_integrations_contract_data_updated", "contract_data_updated_at"),
)

# The key is the number in a result's address: one sequence for all, never used again.
verifications = sa.Table(
    "verifications",
    metadata,
    _key(),
    _belongs_to("consumer_id", "pacticipants"),
    _belongs_to("provider_id", "pacticipants"),
    _belongs_to("pact_content_id", "pact_contents"),
    _belongs_to("provider_version_id", "versions"),
    _required("sort_order", Id),
    _required("success", sa.Boolean),
    sa.Column("wip", sa.Boolean, nullable=False, default=False),
    sa.Column("pending", sa.Boolean),
    _required("created_at", Instant),
    sa.Column("build_url", sa.Text),
    sa.Column("verified_by", sa.Text),
    sa.Column("metadata_segment", sa.Text),
    sa.Column("test_results", sa.Text),
    sa.Index(
        "ix_verifications_content_version", "pact_content_id", "provider_version_id", "success"
    ),
    sa.Index("ix_verifications_content_created", "pact_content_id", "success", "created_at"),
    sa.Index("ix_verifications_provider_version", "provider_version_id"),
    sa.Index("ix_verifications_pair", "consumer_id", "provider_id"),
    sa.Index("ix_verifications_provider", "provider_id"),
    sqlite_autoincrement=True,
)

# The newest result of each content and provider version.
latest_verifications = sa.Table(
    "latest_verifications",
    metadata,
    sa.Column(
        "pact_content_id",
        Id,
        sa.ForeignKey("pact_contents.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column(
        "provider_version_id",
        Id,
        sa.ForeignKey("versions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    _belongs_to("verification_id", "verifications"),
    _belongs_to("consumer_id", "pacticipants"),
    _belongs_to("provider_id", "pacticipants"),
    _required("sort_order", Id),
    _required("success", sa.Boolean),
    _required("created_at", Instant),
    sa.Index("ix_latest_verifications_version", "provider_version_id"),
    sa.Index("ix_latest_verifications_verification", "verification_id"),
    sa.Index("ix_latest_verifications_content_order", "pact_content_id", "sort_order"),
    sa.Index("ix_latest_verifications_pair", "consumer_id", "provider_id", "sort_order"),
    sa.Index("ix_latest_verifications_provider", "provider_id"),
)

environments = sa.Table(
    "environments",
    metadata,
    _key(),
    _required("uuid", sa.String(36)),
    _required("name", Name),
    sa.Column("display_name", sa.Text),
    _required("production", sa.Boolean),
    sa.Column("contacts", sa.Text),
    *_times(),
    sa.UniqueConstraint("uuid", name="uq_environments_uuid"),
    sa.UniqueConstraint("name", name="uq_environments_name"),
)


def _in_environment() -> tuple[sa.Column[Any], ...]:
    return (
        _key(),
        _required("uuid", sa.String(36)),
        _belongs_to("pacticipant_id", "pacticipants"),
        _belongs_to("version_id", "versions"),
        _belongs_to("environment_id", "environments"),
        *_times(),
        sa.Column("ended_at", Instant),
    )


# One row is open for each application, environment and target; no target is a target of its own.
deployed_versions = sa.Table(
    "deployed_versions",
    metadata,
    *_in_environment(),
    sa.Column("target", Name),
    sa.Column("auto_created", sa.Boolean, nullable=False, default=False),
    sa.UniqueConstraint("uuid", name="uq_deployed_versions_uuid"),
    sa.Index("ix_deployed_versions_version", "version_id"),
    sa.Index("ix_deployed_versions_pacticipant", "pacticipant_id", "ended_at"),
    sa.Index("ix_deployed_versions_environment", "environment_id", "ended_at"),
)
sa.Index(
    "uq_deployed_versions_open",
    deployed_versions.c.environment_id,
    deployed_versions.c.pacticipant_id,
    sa.func.coalesce(deployed_versions.c.target, ""),
    unique=True,
    sqlite_where=deployed_versions.c.ended_at.is_(None),
    postgresql_where=deployed_versions.c.ended_at.is_(None),
)

released_versions = sa.Table(
    "released_versions",
    metadata,
    *_in_environment(),
    sa.UniqueConstraint("uuid", name="uq_released_versions_uuid"),
    sa.UniqueConstraint("version_id", "environment_id", name="uq_released_versions_version"),
    sa.Index("ix_released_versions_pacticipant", "pacticipant_id", "ended_at"),
    sa.Index("ix_released_versions_environment", "environment_id", "pacticipant_id"),
)
