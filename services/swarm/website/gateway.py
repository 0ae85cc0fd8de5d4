"""What the website asks of the coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import BountyUnknown, ReadBounty
from swarm.website.views import BountyPage, BountyProgress, CreatedBounty

if TYPE_CHECKING:
    from pro_me_the_us.client import Client
    from pro_me_the_us.coordinator.models import CreateBounty, ListBounties


@dataclass(frozen=True)
class CoordinatorGateway:
    """The coordinator, asked with the website's configured token."""

    client: Client

    def create_bounty(self, bounty: CreateBounty, *, key: str | None = None) -> CreatedBounty:
        """Register funded work; with the same `key` and bounty, once.

        Raises:
            InvalidRequest: A field was not taken; `errors` says which.
            Unauthorized: The coordinator does not know the token.
            Forbidden: The token may not create bounties.
        """
        return self.client.call(api.CREATE_BOUNTY, bounty, into=CreatedBounty, idempotency_key=key)

    def list_bounties(self, page: ListBounties) -> BountyPage:
        """Some bounties, the newest first; `page.after` is the `next` of the page before.

        Raises:
            InvalidRequest: `after` is no page's `next`.
            Unauthorized: The coordinator does not know the token.
        """
        return self.client.call(api.LIST_BOUNTIES, page, into=BountyPage)

    def read_bounty(self, bounty: str) -> BountyProgress | None:
        """How far the bounty is; None when there is no such bounty.

        Raises:
            Unauthorized: The coordinator does not know the token.
        """
        try:
            return self.client.call(api.READ_BOUNTY, ReadBounty(bounty=bounty), into=BountyProgress)
        except BountyUnknown:
            return None
