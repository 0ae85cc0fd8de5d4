"""What TypeScript signs, Python verifies: one key, one claim, one body."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.signatures import open_body
from pro_me_the_us.auth.tokens import Grant, Identity, delegate_token, sign_token, verify_token
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER

if TYPE_CHECKING:
    from tests.typescript.conftest import Package

NOW: Final = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TOKEN_ID: Final = "0123456789abcdef"
PAIR: Final = KeyPair.from_seed(bytes(range(32)))
SCOPES: Final = ("todo:claim", "todo:read")
BODY: Final = {"action": "fetch-todo", "note": "ü „quoted“ \\ \U0001f9f9", "roundNumber": 7}
_SIGN: Final = """
import { delegateToken, KeyPair, signBody, signToken } from "@pro-me-the-us/integration/signing";

const given = JSON.parse(process.argv[1]);
const pair = await KeyPair.fromSeed(Uint8Array.from({ length: 32 }, (_, at) => at));
const options = { now: new Date(given.now), tokenId: given.tokenId };
const own = await signToken(pair, given.grant, options);
const delegated = await delegateToken(pair, { ...given.grant, actor: given.actor }, options);
console.log(JSON.stringify({ own, delegated, body: await signBody(pair, given.body) }));
"""


def test_what_typescript_signs_python_takes(package: Package) -> None:
    grant = {"audiences": [COORDINATOR], "scopes": SCOPES, "task": "task-1", "round": 7}
    given = {"now": NOW.isoformat(), "tokenId": TOKEN_ID, "actor": WORKER_CONTAINER}
    asked = json.dumps({**given, "grant": grant, "body": BODY})

    signed = json.loads(package.node("--input-type=module", "-e", _SIGN, asked))

    own = verify_token(signed["own"], audience=COORDINATOR, now=NOW)
    assert own == as_python(sign_token(PAIR, _grant(), now=NOW, token_id=TOKEN_ID))
    delegated = verify_token(signed["delegated"], audience=COORDINATOR, now=NOW)
    assert delegated == as_python(
        delegate_token(PAIR, _grant(), actor=WORKER_CONTAINER, now=NOW, token_id=TOKEN_ID)
    )
    assert open_body(signed["body"], PAIR.public) == BODY


def _grant() -> Grant:
    return Grant((COORDINATOR,), SCOPES, "task-1", round=7)


def as_python(token: str) -> Identity:
    """Whom Python's own token stands for."""
    return verify_token(token, audience=COORDINATOR, now=NOW)
