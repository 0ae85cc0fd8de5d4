"""What the website asks of the coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator import api
from swarm.website.views import CreatedBounty

if TYPE_CHECKING:
    from pro_me_the_us.client import Client
    from pro_me_the_us.coordinator.models import CreateBounty


@dataclass(frozen=True)
class CoordinatorGateway:
    """The coordinator, asked with the website's configured token."""

    client: Client

    def create_bounty(self, bounty: CreateBounty) -> CreatedBounty:
        """Register funded work.

        Raises:
            InvalidRequest: A field was not taken; `errors` says which.
            Unauthorized: The coordinator does not know the token.
            Forbidden: The token may not create bounties.
        """
        return self.client.call(api.CREATE_BOUNTY, bounty, into=CreatedBounty)
