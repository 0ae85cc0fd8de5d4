"""Specs: claimed by planners, delivered as plans, or given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.endpoint import Answer
from pro_me_the_us.errors import InvalidRequest
from pro_me_the_us.plans import digest_plan
from swarm.coordinator import store
from swarm.coordinator.plan import Plan, PlanRefused
from swarm.coordinator.service.claims import (
    find_held,
    give_back,
    make_claim,
    require_deliverable,
    require_unaudited,
    take,
)
from swarm.coordinator.service.desk import holder_of, require_node
from swarm.coordinator.service.plans import keep_plan

if TYPE_CHECKING:
    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.records import Assignment, Spec
    from swarm.coordinator.service.desk import Desk
    from swarm.coordinator.store import Connection

_UNPLANNED: Final = frozenset({"initialized", "in_progress", "failed"})


def claim_spec(desk: Desk, request: wire.ClaimSpec, caller: Identity) -> Answer[wire.SpecClaim]:
    desk.admit(caller, round_number=request.round)
    claim = make_claim(desk, caller, request, lease=desk.lease)
    with desk.writing_for(caller) as connection:
        taken = take(desk, connection, store.PLANNING, claim)
        bounty = None if taken is None else store.find_bounty(connection, taken.work)
    if taken is None or bounty is None:
        return Answer(204)
    told = wire.SpecClaim(
        spec=bounty.id,
        title=bounty.title,
        description=bounty.description,
        repository=bounty.repository,
        system_prompt=bounty.system_prompt,
        expires_at=taken.expires_at,
    )
    return Answer(taken.status, told)


def submit_plan(desk: Desk, request: wire.SubmitPlan, caller: Identity) -> wire.StoredPlan:
    desk.admit(caller, round_number=request.round)
    require_node(caller, "submit a plan")
    holder = holder_of(caller, request.round)
    digest = digest_plan(request.issues)
    with desk.writing_for(caller) as connection:
        # Before any lock of a row, as an audit does.
        audit = store.await_audit(connection, holder.task, holder.round)
        spec, held = _find(connection, request.spec, request.round, caller)
        if held.stage != "final":
            _require_unplanned(connection, spec, held)
            require_unaudited(audit, refusal=wire.SpecNotAssigned)
            _keep(desk, connection, request)
            store.finish_assignment(connection, holder, of=store.SPECS)
            store.deliver(connection, store.PLANNING, spec.bounty, status="in_review")
            store.set_digest(connection, spec.bounty, digest)
            if held.outcome == "expired":
                store.forgive_attempt(connection, store.PLANNING, spec.bounty)
        elif spec.digest != digest:
            raise wire.SpecNotAssigned("The key has submitted another plan already.")
    return wire.StoredPlan(
        spec=spec.bounty,
        digest=digest,
        issues=len(request.issues),
        todos=sum(len(issue.todos) for issue in request.issues),
    )


def return_spec(desk: Desk, request: wire.ReturnSpec, caller: Identity) -> wire.Spec:
    desk.admit(caller, round_number=request.round)
    require_node(caller, "return a spec")
    with desk.writing_for(caller) as connection:
        spec, held = _find(connection, request.spec, request.round, caller)
        if held.outcome == "failed":
            # Told twice, because the first answer was lost.
            return _spec(spec)
        if not held.is_open:
            raise wire.SpecNotAssigned
        works = (spec.bounty,)
        store.close_assignments(
            connection, works, outcome="failed", reason=request.reason, of=store.SPECS
        )
        give_back(connection, store.PLANNING, works)
        return _spec(store.find_spec(connection, spec.bounty) or spec)


def _find(
    connection: Connection, spec: str, round_number: int, caller: Identity
) -> tuple[Spec, Assignment]:
    found = store.lock_spec(connection, spec)
    if found is None:
        raise wire.SpecUnknown
    holder = holder_of(caller, round_number)
    refusal = wire.SpecNotAssigned
    return found, find_held(connection, spec, holder, of=store.SPECS, refusal=refusal)


def _require_unplanned(connection: Connection, spec: Spec, held: Assignment) -> None:
    require_deliverable(connection, held, of=store.SPECS, refusal=wire.SpecNotAssigned)
    if spec.status not in _UNPLANNED:
        raise wire.SpecNotAssigned("The bounty was planned already.")


def _keep(desk: Desk, connection: Connection, request: wire.SubmitPlan) -> None:
    try:
        keep_plan(connection, request.spec, Plan.of(request.issues), now=desk.now())
    except PlanRefused as error:
        raise InvalidRequest("The plan does not fit.", errors=error.errors) from error


def _spec(spec: Spec) -> wire.Spec:
    return wire.Spec(spec=spec.bounty, status=spec.status)
