"""What the coordinator does for those who call it: each use case is one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from swarm.coordinator.service import (
    aggregations,
    audits,
    bounties,
    issues,
    plans,
    recordings,
    specs,
    submissions,
    todos,
)
from swarm.coordinator.service.desk import MAX_ATTEMPTS, Desk

__all__ = ["MAX_ATTEMPTS", "Coordinator"]


@dataclass(frozen=True)
class Coordinator(Desk):
    """The use cases, over a store and a chain."""

    create_bounty = bounties.create_bounty
    list_bounties = bounties.list_bounties
    read_bounty = bounties.read_bounty

    claim_spec = specs.claim_spec
    submit_plan = specs.submit_plan
    return_spec = specs.return_spec
    store_plan = plans.store_plan

    claim_aggregation = aggregations.claim_aggregation
    register_aggregator = aggregations.register_aggregator

    claim_issue = issues.claim_issue
    register_issue_pull_request = issues.register_pull_request
    return_issue = issues.return_issue
    read_issue = issues.read_issue

    claim_todo = todos.claim_todo
    register_pull_request = todos.register_pull_request
    return_todo = todos.return_todo
    read_todo = todos.read_todo

    check_submission = submissions.check_submission
    apply_audit = audits.apply_audit

    record_logs = recordings.record_logs
    record_messages = recordings.record_messages
