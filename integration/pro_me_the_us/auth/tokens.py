"""Bearer tokens signed by a staking key: a node's own, and the narrower ones it delegates.

Source: RFC 7519 (claims), RFC 8037 (EdDSA), RFC 8693 §4.1 (`act`, who acts for the issuer).
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

from jwt.exceptions import InvalidTokenError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pro_me_the_us.auth.jws import ALGORITHM, JWS
from pro_me_the_us.auth.keys import KeyInvalid, KeyPair

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

LIFETIME_S: Final = 60
MAX_LIFETIME_S: Final = 300
MAX_DELEGATED_LIFETIME_S: Final = 3600
# Nodes run on people's own machines; two minutes of skew are common there.
LEEWAY_S: Final = 150
_MAX_TOKEN_CHARACTERS = 4096
# The last character of a 64-byte signature has four bits to spare. With them zero, and nothing
# between the characters, no second text is the same token.
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{85}[AQgw]")


class TokenRejected(Exception):  # a fact about the token, raised to the edge
    """The token does not hold; the text says why, and may be shown to the caller."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who calls, by what right. `round` is None unless the token is bound to one."""

    staking_key: str
    scopes: frozenset[str]
    task: str
    round: int | None
    token_id: str
    expires_at: int
    """Unix seconds after which the token is refused, leeway included."""
    actor: str | None
    """Participant a delegated token was given to; None for the node itself."""

    @property
    def is_delegated(self) -> bool:
        return self.actor is not None


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token is to allow."""

    audiences: tuple[str, ...]
    scopes: tuple[str, ...]
    task: str
    round: int | None = None


def sign_token(
    pair: KeyPair, grant: Grant, *, now: datetime, token_id: str, lifetime_s: int = LIFETIME_S
) -> str:
    """A token for the holder of `pair` itself; good for one state-changing request."""
    return _sign(pair, _claims(pair, grant, now=now, token_id=token_id, lifetime_s=lifetime_s))


def delegate_token(
    pair: KeyPair,
    grant: Grant,
    *,
    actor: str,
    now: datetime,
    token_id: str,
    lifetime_s: int = MAX_DELEGATED_LIFETIME_S,
) -> str:
    """A token for `actor` to use during one round, as often as it needs to."""
    if grant.round is None:
        raise ValueError("a delegated token is bound to a round")
    claims = _claims(pair, grant, now=now, token_id=token_id, lifetime_s=lifetime_s)
    return _sign(pair, {**claims, "act": {"sub": actor}})


def verify_token(token: str, *, audience: str, now: datetime) -> Identity:
    """Who signed `token`, when it holds for `audience` at `now`.

    The key is the identity: the public key is taken from the token itself, and whether that key
    has any standing is for the caller to look up.

    Raises:
        TokenRejected: It does not hold.
    """
    if len(token) > _MAX_TOKEN_CHARACTERS:
        raise TokenRejected("the token is too long")
    if not _COMPACT.fullmatch(token):
        raise TokenRejected("the token is no JWT with an Ed25519 signature")
    claims = _open(token)
    if audience not in claims.audiences():
        raise TokenRejected(f"the token is not for {audience}")
    _check_times(claims, int(now.timestamp()))
    if claims.act is not None and claims.round is None:
        raise TokenRejected("a delegated token must name its round")
    return Identity(
        staking_key=claims.iss,
        scopes=frozenset(claims.scope.split()),
        task=claims.task,
        round=claims.round,
        token_id=claims.jti,
        expires_at=claims.exp + LEEWAY_S,
        actor=claims.act.sub if claims.act else None,
    )


class _Actor(BaseModel):
    sub: Annotated[str, Field(min_length=1, max_length=64)]


class _Claims(BaseModel):
    model_config = ConfigDict(strict=True)

    iss: Annotated[str, Field(max_length=64)]
    aud: str | list[str]
    iat: int
    exp: int
    jti: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
    scope: Annotated[str, Field(max_length=1000)]
    task: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    round: Annotated[int, Field(ge=0)] | None = None
    act: _Actor | None = None

    def audiences(self) -> Iterable[str]:
        return [self.aud] if isinstance(self.aud, str) else self.aud


def _claims(
    pair: KeyPair, grant: Grant, *, now: datetime, token_id: str, lifetime_s: int
) -> dict[str, object]:
    issued_at = int(now.timestamp())
    claims: dict[str, object] = {
        "iss": pair.public,
        "aud": list(grant.audiences),
        "iat": issued_at,
        "exp": issued_at + lifetime_s,
        "jti": token_id,
        "scope": " ".join(grant.scopes),
        "task": grant.task,
    }
    return claims if grant.round is None else {**claims, "round": grant.round}


def _sign(pair: KeyPair, claims: dict[str, object]) -> str:
    payload = json.dumps(claims, separators=(",", ":")).encode()
    key: Any = pair  # PyJWT's annotation lists its own algorithms' keys only
    return JWS.encode(payload, key, algorithm=ALGORITHM, headers={"kid": pair.public})


def _open(token: str) -> _Claims:
    try:
        key = _read_key(token)
        payload = JWS.decode(token, key, algorithms=[ALGORITHM])
        claims = _Claims.model_validate_json(payload)
    except InvalidTokenError as error:
        raise TokenRejected(f"the token's signature does not hold: {error}") from error
    except KeyInvalid as error:
        raise TokenRejected(str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise TokenRejected(f"the token's claim {where}: {first['msg']}") from error
    if claims.iss != key:
        raise TokenRejected("the token's issuer is not the key that signed it")
    return claims


def _read_key(token: str) -> str:
    """The key by which the token says it is signed; nothing else is taken from it unverified.

    PyJWT's own reading of unverified headers costs more than half as much as the signature.
    """
    header = token.partition(".")[0]
    try:
        key = json.loads(urlsafe_b64decode(header + "=" * (-len(header) % 4)))["kid"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise TokenRejected("the token names no key (kid)") from error
    if not isinstance(key, str):
        raise TokenRejected("the token names no key (kid)")
    return key


def _check_times(claims: _Claims, now: int) -> None:
    longest = MAX_LIFETIME_S if claims.act is None else MAX_DELEGATED_LIFETIME_S
    if claims.exp <= now - LEEWAY_S:
        raise TokenRejected("the token has expired")
    if claims.iat > now + LEEWAY_S:
        raise TokenRejected("the token is from the future; check the clock of its signer")
    if not 0 < claims.exp - claims.iat <= longest:
        raise TokenRejected(f"the token must live between 1 and {longest} seconds")
