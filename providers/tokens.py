"""Keys whose halves are both known, and tokens made by them the moment a state asks."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.tokens import Grant, delegate_token, sign_token
from pro_me_the_us.participants import WORKER_CONTAINER

if TYPE_CHECKING:
    from collections.abc import Mapping

TASK: Final = "task-1"
# Their public halves stand in pacts: FAe4sisG95oZ42w7buUn5qEE4TAnfTTFPiguZUHmhiF and
# 3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe.
NODE_SEED: Final = bytes(range(32))
NODE: Final = KeyPair.from_seed(NODE_SEED)
OTHER_NODE: Final = KeyPair.from_seed(bytes(range(32, 64)))
UNSTAKED_NODE: Final = KeyPair.from_seed(bytes(range(64, 96)))


def node_token(pair: KeyPair, scope: str, *, audience: str, task: str = TASK) -> Mapping[str, str]:
    """What a state returns to put a node's own token into the request."""
    grant = Grant((audience,), (scope,), task)
    return {"token": sign_token(pair, grant, now=_now(), token_id=_token_id())}


def container_token(
    pair: KeyPair,
    scope: str,
    *,
    audience: str,
    round_number: int,
    task: str = TASK,
    actor: str = WORKER_CONTAINER,
) -> Mapping[str, str]:
    """The same with a token that the node has delegated to its container."""
    grant = Grant((audience,), (scope,), task, round_number)
    token = delegate_token(pair, grant, actor=actor, now=_now(), token_id=_token_id())
    return {"token": token}


def _now() -> datetime:
    return datetime.now(UTC)


def _token_id() -> str:
    return secrets.token_urlsafe(16)
