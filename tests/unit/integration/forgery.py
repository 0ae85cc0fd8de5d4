"""Tokens made by hand, as somebody would who does not use our code."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.keys import KeyPair
from tests.unit.integration.builders import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

PAIR: Final = KeyPair.from_seed(bytes(range(32)))
OTHER: Final = KeyPair.from_seed(bytes(range(32, 64)))
ISSUED_AT: Final = int(NOW.timestamp())


def claims(**changes: Any) -> dict[str, Any]:
    """Good claims, with `changes`; those changed to `...` are left out."""
    good = {
        "iss": PAIR.public,
        "aud": ["coordinator"],
        "iat": ISSUED_AT,
        "exp": ISSUED_AT + 60,
        "jti": "0123456789abcdef",
        "scope": "todo:claim todo:read",
        "task": "t1",
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not ...}


def header(**changes: Any) -> dict[str, Any]:
    """A good header, with `changes`; those changed to `...` are left out."""
    good = {"alg": "EdDSA", "typ": "JWT", "kid": PAIR.public}
    return {name: value for name, value in {**good, **changes}.items() if value is not ...}


def segment(content: object) -> str:
    """Base64url of `content`: bytes as they are, anything else as JSON."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def forge(head: object, payload: object, *, sign: Callable[[bytes], bytes] = PAIR.sign) -> str:
    """A compact JWS (RFC 7515 §3.1) of whatever it is given."""
    signed = f"{segment(head)}.{segment(payload)}"
    return f"{signed}.{segment(sign(signed.encode()))}"
