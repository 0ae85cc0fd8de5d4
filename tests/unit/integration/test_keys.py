from __future__ import annotations

from typing import TYPE_CHECKING

import base58
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pro_me_the_us.auth import keys
from pro_me_the_us.auth.keys import KeyInvalid, KeyPair
from tests.unit.integration.forgery import OTHER, PAIR

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = bytes(range(32))
SECRET = base58.b58encode(SEED + PAIR.public_bytes).decode("ascii")


def encode(raw: bytes) -> str:
    return base58.b58encode(raw).decode("ascii")


def test_public_half_is_written_in_base58() -> None:
    assert PAIR.public == "FAe4sisG95oZ42w7buUn5qEE4TAnfTTFPiguZUHmhiF"


@pytest.mark.parametrize("secret", [SECRET, encode(SEED), f"{SECRET}\n"])
def test_secret_is_a_key_pair(secret: str) -> None:
    assert KeyPair.from_secret(secret) == PAIR


@pytest.mark.parametrize(
    ("secret", "why"),
    [
        pytest.param("", "32 bytes, not 0", id="empty"),
        pytest.param("0OIl", "not base58", id="not base58"),
        pytest.param("é", "not base58", id="not ASCII"),
        pytest.param(encode(SEED[:31]), "32 bytes, not 31", id="short"),
        pytest.param(encode(SEED + b"x"), "second half", id="long"),
        pytest.param(encode(SEED + OTHER.public_bytes), "second half", id="of two pairs"),
        pytest.param(encode(SEED + PAIR.public_bytes + b"x"), "second half", id="longer"),
    ],
)
def test_secret_that_is_none_is_refused(secret: str, why: str) -> None:
    with pytest.raises(KeyInvalid, match=why):
        KeyPair.from_secret(secret)


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_seed_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(KeyInvalid, match=f"32 bytes, not {size}"):
        KeyPair.from_seed(bytes(size))


@pytest.mark.parametrize("show", [repr, str, "{}".format, lambda pair: f"{[pair]!r}"])
def test_key_pair_shows_its_public_half_only(show: Callable[[KeyPair], str]) -> None:
    shown = show(PAIR)

    assert PAIR.public in shown
    assert not any(secret in shown for secret in (SECRET, encode(SEED), SEED.hex(), repr(SEED)))


def test_refused_secret_is_not_shown() -> None:
    with pytest.raises(KeyInvalid) as caught:
        KeyPair.from_secret(encode(SEED + b"x"))

    assert encode(SEED)[:8] not in str(caught.value)


def test_key_pairs_differ_by_their_seed() -> None:
    assert PAIR != OTHER
    assert KeyPair.from_seed(SEED) == PAIR


def test_public_key_is_checked() -> None:
    assert keys.check_public(PAIR.public) == PAIR.public


@pytest.mark.parametrize(
    ("public", "why"),
    [
        pytest.param("", "32 bytes, not 0", id="empty"),
        pytest.param("0OIl", "not base58", id="not base58"),
        pytest.param("é", "not base58", id="not ASCII"),
        pytest.param("\ud800", "not base58", id="surrogate"),
        pytest.param(PAIR.public[:-1], "32 bytes, not 31", id="short"),
        pytest.param("z" * 44, "32 bytes, not 33", id="long"),
        pytest.param("z" * 45, "at most 44", id="longer"),
        pytest.param("z" * 10_000_000, "at most 44", id="endless"),
        pytest.param(f"{PAIR.public}\n", "white space", id="line break"),
        pytest.param(f"1{PAIR.public}", "32 bytes, not 33", id="leading zero"),
    ],
)
def test_public_key_that_is_none_is_refused(public: str, why: str) -> None:
    with pytest.raises(KeyInvalid, match=why):
        keys.check_public(public)


@pytest.mark.parametrize("size", [0, 63, 65, 1000])
def test_signature_of_another_size_does_not_hold(size: int) -> None:
    assert not keys.verify(PAIR.public, b"message", bytes(size))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=300))
def test_signature_holds_for_its_message(seed: bytes, message: bytes) -> None:
    pair = KeyPair.from_seed(seed)

    assert keys.verify(pair.public, message, pair.sign(message))


@given(st.binary(max_size=40), st.data())
def test_signature_with_a_bit_flipped_does_not_hold(message: bytes, data: st.DataObject) -> None:
    raw = bytearray(PAIR.sign(message) + message)
    bit = data.draw(st.integers(0, 8 * len(raw) - 1))
    raw[bit // 8] ^= 1 << bit % 8

    assert not keys.verify(PAIR.public, bytes(raw[64:]), bytes(raw[:64]))
