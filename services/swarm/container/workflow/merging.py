"""What the built-in workflow writes about an issue whose pull requests it merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swarm.container.workflow.sections import STAKING_KEY, write_sections
from swarm.container.workflow.texts import KEY_CHARACTERS, clip_title

if TYPE_CHECKING:
    from swarm.container.workflow.port import Consolidation


def name_branch(consolidation: Consolidation) -> str:
    """A branch that no other round, key or issue uses."""
    order = consolidation.order
    key = order.staking_key[:KEY_CHARACTERS]
    return f"swarm/{order.round}/{consolidation.issue}-merged/{key}"


def write_title(consolidation: Consolidation) -> str:
    return clip_title(consolidation.title) or consolidation.issue


def write_body(consolidation: Consolidation) -> str:
    """The body of the pull request, with the sections that auditors look for."""
    order, urls = consolidation.order, consolidation.pull_requests
    listed = "\n".join(f"- {url}" for url in urls)
    return write_sections(
        {
            "TITLE": write_title(consolidation),
            "DESCRIPTION": consolidation.description,
            "CHANGES": f"Brings issue {consolidation.issue} together in round {order.round}.",
            "TESTS": "None: what was merged was audited before.",
            "CONSOLIDATED_PRS": listed,
            STAKING_KEY: f"{order.staking_key}: {order.attestation}",
        }
    )
