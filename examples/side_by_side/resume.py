"""The same node goes on in Python: what it claimed in the round is its own."""

import json
import os
import secrets
import sys
from datetime import UTC, datetime

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.tokens import Grant, sign_token
from pro_me_the_us.client import Client
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import ClaimSpec, ReadBounty, SpecClaim

URL = os.environ["COORDINATOR_URL"]
PAIR = KeyPair.from_secret(os.environ["STAKING_SECRET"])


def sign(scope: str) -> str:
    """A fresh token for `scope`."""
    grant = Grant(audiences=("coordinator",), scopes=(scope,), task="task-1")
    return sign_token(PAIR, grant, now=datetime.now(UTC), token_id=secrets.token_urlsafe(16))


website = Client(URL, lambda _scope: os.environ["WEBSITE_TOKEN"])
bounty = website.call(api.READ_BOUNTY, ReadBounty(bounty=sys.argv[1]))

node = Client(URL, sign)
request = ClaimSpec(round=1, github_username="octo-planner")
claim = node.poll(api.CLAIM_SPEC, request, into=SpecClaim)
found = {"bounty": bounty.id, "claimed": claim and claim.spec, "title": bounty.title}
print(json.dumps(found, separators=(",", ":")))
