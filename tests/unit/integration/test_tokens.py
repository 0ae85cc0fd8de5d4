"""Tokens hold for whom, for what and for as long as their signer said, and for nobody else."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import base58
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pro_me_the_us.auth.jws import JWS
from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.tokens import (
    LEEWAY_S,
    Grant,
    Identity,
    TokenRejected,
    delegate_token,
    sign_token,
    verify_token,
)
from tests.unit.integration.builders import NOW
from tests.unit.integration.forgery import (
    ISSUED_AT,
    OTHER,
    PAIR,
    claims,
    forge,
    header,
    segment,
)

if TYPE_CHECKING:
    from collections.abc import Callable

GRANT: Final = Grant(("coordinator", "worker-node"), ("todo:claim", "todo:read"), "t1")
TOKEN_ID: Final = "0123456789abcdef"
WORDS = st.from_regex(r"[A-Za-z0-9_-]{16,64}", fullmatch=True)


def a_token(**changes: Any) -> str:
    return sign_token(PAIR, GRANT, **{"now": NOW, "token_id": TOKEN_ID, **changes})


def a_delegated_token(*, round_: int | None = 3) -> str:
    grant = Grant(("coordinator",), ("todo:claim",), "t1", round_)
    return delegate_token(PAIR, grant, actor="worker-container", now=NOW, token_id=TOKEN_ID)


def verify(token: str, *, after_s: int = 0, audience: str = "coordinator") -> Identity:
    return verify_token(token, audience=audience, now=NOW + timedelta(seconds=after_s))


def hmac_by(key: bytes, digest: Callable[..., Any]) -> Callable[[bytes], bytes]:
    return lambda message: hmac.new(key, message, digest).digest()


def test_token_says_who_and_what() -> None:
    assert verify(a_token()) == Identity(
        staking_key=PAIR.public,
        scopes=frozenset({"todo:claim", "todo:read"}),
        task="t1",
        round=None,
        token_id=TOKEN_ID,
        expires_at=ISSUED_AT + 60 + LEEWAY_S,
        actor=None,
    )


def test_delegated_token_says_for_whom_and_which_round() -> None:
    identity = verify(a_delegated_token())

    assert (identity.staking_key, identity.actor, identity.round) == (
        PAIR.public,
        "worker-container",
        3,
    )
    assert identity.is_delegated


def test_own_token_is_not_delegated() -> None:
    assert not verify(a_token()).is_delegated


def test_own_token_may_name_a_round() -> None:
    grant = Grant(("coordinator",), ("todo:claim",), "t1", 0)

    identity = verify(sign_token(PAIR, grant, now=NOW, token_id=TOKEN_ID))

    assert (identity.round, identity.is_delegated) == (0, False)


def test_delegation_without_a_round_is_refused() -> None:
    with pytest.raises(ValueError, match="bound to a round"):
        a_delegated_token(round_=None)


@pytest.mark.parametrize("audience", ["coordinator", "worker-node"])
def test_token_holds_for_each_audience(audience: str) -> None:
    assert verify(a_token(), audience=audience).task == "t1"


@pytest.mark.parametrize("after_s", [-LEEWAY_S, 0, 60, 60 + LEEWAY_S - 1])
def test_token_holds_within_its_time(after_s: int) -> None:
    assert verify(a_token(), after_s=after_s).task == "t1"


@pytest.mark.parametrize(
    ("after_s", "why"),
    [
        pytest.param(60 + LEEWAY_S, "has expired", id="just expired"),
        pytest.param(86_400, "has expired", id="of yesterday"),
        pytest.param(-LEEWAY_S - 1, "from the future", id="just to come"),
        pytest.param(-86_400, "from the future", id="of tomorrow"),
    ],
)
def test_token_does_not_hold_at_another_time(after_s: int, why: str) -> None:
    with pytest.raises(TokenRejected, match=why):
        verify(a_token(), after_s=after_s)


@pytest.mark.parametrize("lifetime_s", [1, 300])
def test_token_may_live_for_minutes(lifetime_s: int) -> None:
    assert verify(a_token(lifetime_s=lifetime_s)).expires_at == ISSUED_AT + lifetime_s + LEEWAY_S


@pytest.mark.parametrize("lifetime_s", [301, 0, -1, 10**12])
def test_token_of_another_lifetime_is_rejected(lifetime_s: int) -> None:
    with pytest.raises(TokenRejected, match="between 1 and 300 seconds"):
        verify(a_token(lifetime_s=lifetime_s))


def test_delegated_token_may_live_for_an_hour() -> None:
    token = forge(header(), claims(exp=ISSUED_AT + 3600, round=1, act={"sub": "x"}))

    assert verify(token).actor == "x"


def test_delegated_token_of_more_than_an_hour_is_rejected() -> None:
    token = forge(header(), claims(exp=ISSUED_AT + 3601, round=1, act={"sub": "x"}))

    with pytest.raises(TokenRejected, match="between 1 and 3600 seconds"):
        verify(token)


def test_token_for_another_audience_is_rejected() -> None:
    with pytest.raises(TokenRejected, match="not for website"):
        verify(a_token(), audience="website")


def test_audience_may_be_one_text() -> None:
    assert verify(forge(header(), claims(aud="coordinator"))).task == "t1"


def test_audience_is_compared_whole() -> None:
    with pytest.raises(TokenRejected, match="not for coordinator"):
        verify(forge(header(), claims(aud="coordinator-2")))


def test_claims_of_others_are_passed_over() -> None:
    assert verify(forge(header(), claims(nbf=0, colour="red"))).task == "t1"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(forge(header(), claims(), sign=OTHER.sign), id="signed by another key"),
        pytest.param(forge(header(kid=OTHER.public), claims()), id="names another key"),
        pytest.param(forge(header(), claims(iss=OTHER.public)), id="issuer is not the key"),
        pytest.param(
            forge(header(kid=OTHER.public), claims(), sign=OTHER.sign), id="key is not the issuer"
        ),
        pytest.param(forge(header(kid=...), claims()), id="no kid"),
        pytest.param(forge(header(kid=None), claims()), id="kid null"),
        pytest.param(forge(header(kid=7), claims()), id="kid of another type"),
        pytest.param(forge(header(kid="0OIl"), claims()), id="kid not base58"),
        pytest.param(forge(header(kid="é"), claims()), id="kid not ASCII"),
        pytest.param(forge(header(kid=PAIR.public[:-1]), claims()), id="kid too short"),
        pytest.param(forge(header(kid="z" * 2000), claims()), id="kid too long"),
        pytest.param(
            forge(header(kid=f"{PAIR.public} "), claims(iss=f"{PAIR.public} ")),
            id="second spelling of the key",
        ),
        pytest.param(forge(header(alg="none"), claims()), id="none, signed"),
        pytest.param(f"{segment(header(alg='none'))}.{segment(claims())}.", id="none, unsigned"),
        pytest.param(forge(header(alg="None"), claims()), id="None"),
        pytest.param(forge(header(alg="ES256"), claims()), id="ES256"),
        pytest.param(forge(header(alg="Ed25519"), claims()), id="the same under another name"),
        pytest.param(forge(header(alg=...), claims()), id="no algorithm"),
        pytest.param(forge(header(alg=["EdDSA"]), claims()), id="list of algorithms"),
        pytest.param(
            forge(header(alg="HS256"), claims(), sign=hmac_by(PAIR.public_bytes, hashlib.sha256)),
            id="HS256 by the public key's bytes",
        ),
        pytest.param(
            forge(
                header(alg="HS256"), claims(), sign=hmac_by(PAIR.public.encode(), hashlib.sha256)
            ),
            id="HS256 by the public key's text",
        ),
        pytest.param(
            forge(header(alg="HS512"), claims(), sign=hmac_by(PAIR.public_bytes, hashlib.sha512)),
            id="HS512, as long as Ed25519",
        ),
        pytest.param(
            forge(
                header(alg="HS512"), claims(), sign=hmac_by(PAIR.public.encode(), hashlib.sha512)
            ),
            id="HS512, by the text",
        ),
        pytest.param(forge(header(), claims(), sign=lambda _: bytes(64)), id="signature of zeros"),
        pytest.param(forge(header(), claims(), sign=lambda _: b""), id="signature empty"),
        pytest.param(forge(header(crit=["x"], x=1), claims()), id="critical extension"),
        pytest.param(forge(header(b64=False), claims()), id="payload not encoded"),
        pytest.param(forge([], claims()), id="header a list"),
        pytest.param(forge(b"{", claims()), id="header malformed"),
        pytest.param(forge(b"[" * 2_000, claims()), id="header nested"),
        pytest.param(forge(b"\xff", claims()), id="header not UTF-8"),
        pytest.param(forge(header(), []), id="claims a list"),
        pytest.param(forge(header(), b"{"), id="claims malformed"),
        pytest.param(forge(header(), b"[" * 2_000), id="claims nested"),
        pytest.param(forge(header(), b"\xff"), id="claims not UTF-8"),
        pytest.param(forge(header(), claims(act={"sub": "x"})), id="delegated without a round"),
        pytest.param(forge(header(), claims(pad="x" * 4_000)), id="too long"),
        pytest.param("", id="empty"),
        pytest.param("..", id="dots"),
        pytest.param("garbage", id="garbage"),
        pytest.param("é.è.ü", id="not ASCII"),
        pytest.param("\ud800.\ud800.\ud800", id="surrogates"),
        pytest.param("\0", id="null byte"),
        pytest.param(a_token() + "\n", id="line break after"),
        pytest.param(" " + a_token(), id="space before"),
        pytest.param(a_token() + "=", id="padding"),
        pytest.param(a_token() + ".x", id="four parts"),
        pytest.param(a_token().rpartition(".")[0], id="two parts"),
        pytest.param(a_token()[:-1], id="cut off"),
        pytest.param(a_token().replace(".", "!."), id="letters that decoders skip"),
    ],
)
def test_forged_token_is_rejected(token: str) -> None:
    with pytest.raises(TokenRejected, match=r"\b(token|key)\b"):
        verify(token)


@pytest.mark.parametrize(
    "change",
    [
        *[{name: ...} for name in claims()],
        *[{name: None} for name in claims()],
        {"iss": 7},
        {"aud": 7},
        {"aud": [7]},
        {"aud": {}},
        {"iat": str(ISSUED_AT)},
        {"iat": True},
        {"exp": float(ISSUED_AT) + 0.5},
        {"exp": "soon"},
        {"jti": "short"},
        {"jti": "x" * 65},
        {"jti": "0123456789abcde\n"},
        {"jti": "0123456789abcdef\n"},
        {"scope": ["todo:claim"]},
        {"scope": "x" * 1001},
        {"task": ""},
        {"task": "t/1"},
        {"task": "t" * 65},
        {"round": "1"},
        {"round": -1},
        {"round": 1.0},
        {"round": True},
        {"act": "worker-container", "round": 1},
        {"act": {}, "round": 1},
        {"act": {"sub": ""}, "round": 1},
        {"act": {"sub": "x" * 65}, "round": 1},
        {"act": {"sub": 7}, "round": 1},
    ],
    ids=str,
)
def test_claim_of_the_wrong_kind_is_named(change: dict[str, Any]) -> None:
    with pytest.raises(TokenRejected, match=rf"^the token's claim {next(iter(change))}\b"):
        verify(forge(header(), claims(**change)))


@pytest.mark.parametrize("part", ["header", "payload", "signature"])
def test_part_of_another_token_is_rejected(part: str) -> None:
    ours = dict(zip(("header", "payload", "signature"), a_token().split("."), strict=True))
    theirs = sign_token(OTHER, GRANT, now=NOW, token_id=TOKEN_ID)
    parts = dict(zip(ours, theirs.split("."), strict=True))

    with pytest.raises(TokenRejected):
        verify(".".join({**ours, part: parts[part]}.values()))


@pytest.mark.parametrize(
    "public",
    [
        pytest.param(bytes(32), id="zero"),
        pytest.param(b"\x01" + bytes(31), id="one, the neutral point"),
        pytest.param(b"\xec" + b"\xff" * 30 + b"\x7f", id="order two"),
        pytest.param(
            bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
            id="order eight",
        ),
    ],
)
def test_key_of_small_order_signs_nothing(public: bytes) -> None:
    """With such keys one signature fits very many messages."""
    key = base58.b58encode(public).decode("ascii")
    signature = b"\x01" + bytes(63)

    with pytest.raises(TokenRejected):
        verify(forge(header(kid=key), claims(iss=key), sign=lambda _: signature))


def test_rejection_does_not_repeat_the_token() -> None:
    token = forge(header(), claims(), sign=OTHER.sign)

    with pytest.raises(TokenRejected) as caught:
        verify(token)

    assert not set(token.split(".")) & set(str(caught.value).split())


@given(
    seed=st.binary(min_size=32, max_size=32),
    scopes=st.lists(st.from_regex(r"[a-z]+:[a-z]+", fullmatch=True), max_size=5),
    task=st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True),
    round_=st.none() | st.integers(0, 2**31 - 1),
    token_id=WORDS,
)
def test_signed_token_verifies(
    seed: bytes, scopes: list[str], task: str, round_: int | None, token_id: str
) -> None:
    pair = KeyPair.from_seed(seed)
    grant = Grant(("coordinator",), tuple(scopes), task, round_)

    identity = verify(sign_token(pair, grant, now=NOW, token_id=token_id))

    assert identity.staking_key == pair.public
    assert (identity.scopes, identity.task) == (frozenset(scopes), task)
    assert (identity.round, identity.token_id) == (round_, token_id)


@given(st.integers(0, 8 * len(a_token()) - 1))
def test_token_with_a_bit_flipped_is_rejected(bit: int) -> None:
    raw = bytearray(a_token().encode("ascii"))
    raw[bit // 8] ^= 1 << bit % 8

    with pytest.raises(TokenRejected):
        verify(raw.decode("latin-1"))


def test_keys_do_not_travel_as_jwk() -> None:
    algorithm = JWS.get_algorithm_by_name("EdDSA")

    with pytest.raises(NotImplementedError):
        algorithm.to_jwk(PAIR)
    with pytest.raises(NotImplementedError):
        algorithm.from_jwk("{}")


def test_no_second_algorithm_exists() -> None:
    assert JWS.get_algorithms() == ["EdDSA"]
