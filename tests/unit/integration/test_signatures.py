"""Signed bodies of the deployed protocol, byte for byte as deployed nodes make them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import base58
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.signatures import (
    SignatureRejected,
    open_body,
    open_text,
    sign_body,
    sign_text,
)
from tests.unit.integration.forgery import OTHER, PAIR


@dataclass(frozen=True)
class Vector:
    """A message signed by other implementations of the deployed scheme."""

    name: str
    pair: KeyPair
    public_key: str
    payload: str
    signature: str


def read_vectors() -> list[Vector]:
    file = Path(__file__).with_name("signature_vectors.json")
    known = json.loads(file.read_text(encoding="utf-8"))
    pairs = {
        key["public_key"]: KeyPair.from_seed(bytes.fromhex(key["seed_hex"]))
        for key in known["keys"].values()
    }
    return [
        Vector(v["name"], pairs[v["public_key"]], v["public_key"], v["payload"], v["signature"])
        for v in known["vectors"]
    ]


VECTORS = read_vectors()
V1 = VECTORS[0]
each_vector = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)


def test_vectors_are_all_there() -> None:
    assert [vector.name for vector in VECTORS] == ["V1", "V2", "V3", "V4"]


@each_vector
def test_key_is_the_vector_s(vector: Vector) -> None:
    assert vector.pair.public == vector.public_key


@each_vector
def test_text_is_signed_byte_for_byte(vector: Vector) -> None:
    assert sign_text(vector.pair, vector.payload) == vector.signature


@each_vector
def test_text_is_opened_byte_for_byte(vector: Vector) -> None:
    assert open_text(vector.signature, vector.public_key) == vector.payload


@each_vector
def test_body_is_opened(vector: Vector) -> None:
    assert open_body(vector.signature, vector.public_key) == json.loads(vector.payload)


@pytest.mark.parametrize("vector", VECTORS[:3], ids=lambda vector: vector.name)
def test_body_is_signed_as_deployed_nodes_do(vector: Vector) -> None:
    assert sign_body(vector.pair, json.loads(vector.payload)) == vector.signature


def test_body_is_signed_with_its_letters() -> None:
    assert open_text(sign_body(PAIR, {"name": "Ünal"}), PAIR.public) == '{"name":"Ünal"}'


def test_body_of_another_key_is_rejected() -> None:
    with pytest.raises(SignatureRejected, match=r"^Invalid signature$"):
        open_text(V1.signature, OTHER.public)


def test_body_cut_off_is_rejected() -> None:
    with pytest.raises(SignatureRejected, match=r"^Invalid signature$"):
        open_text(V1.signature[:-1], V1.public_key)


@pytest.mark.parametrize("letter", "0OIl")
def test_letter_outside_base58_is_rejected(letter: str) -> None:
    signed = V1.signature[:100] + letter + V1.signature[101:]

    with pytest.raises(SignatureRejected, match=r"^Verification failed: .* is not base58$"):
        open_text(signed, V1.public_key)


@pytest.mark.parametrize("signed", [None, "", 7, [], {}, b"z", True])
def test_signature_that_is_no_text_is_rejected(signed: object) -> None:
    with pytest.raises(SignatureRejected, match=r"^Verification failed: the signature is missing$"):
        open_text(signed, V1.public_key)


@pytest.mark.parametrize("public", [None, 7, [], b"z"])
def test_key_that_is_no_text_is_rejected(public: object) -> None:
    with pytest.raises(SignatureRejected, match=r"^Verification failed: the key is missing$"):
        open_text(V1.signature, public)


@pytest.mark.parametrize("public", ["", "0OIl", "é", V1.public_key[:-1], "z" * 1_000_000])
def test_key_that_is_none_is_rejected(public: str) -> None:
    with pytest.raises(SignatureRejected, match=r"^Verification failed: .*public key"):
        open_text(V1.signature, public)


@pytest.mark.parametrize("size", [0, 1, 63])
def test_signature_too_short_is_rejected(size: int) -> None:
    signed = base58.b58encode(bytes(size) or b"\0").decode("ascii")

    with pytest.raises(SignatureRejected, match=r"^Invalid signature$"):
        open_text(signed, V1.public_key)


def test_signature_without_end_is_rejected_unread() -> None:
    with pytest.raises(SignatureRejected, match="too long"):
        open_text("z" * 8_193, V1.public_key)


def test_empty_text_opens_but_is_no_body() -> None:
    signed = sign_text(PAIR, "")

    assert open_text(signed, PAIR.public) == ""
    with pytest.raises(SignatureRejected, match="not JSON"):
        open_body(signed, PAIR.public)


def test_message_that_is_not_utf_8_is_rejected() -> None:
    message = b"\xff"
    signed = base58.b58encode(PAIR.sign(message) + message).decode("ascii")

    with pytest.raises(SignatureRejected, match="not UTF-8"):
        open_text(signed, PAIR.public)


@pytest.mark.parametrize("text", ["{", "fetch-todo", "{'a': 1}", "[" * 3_000])
def test_message_that_is_not_json_is_no_body(text: str) -> None:
    with pytest.raises(SignatureRejected, match=r"^Verification failed: the message is not JSON$"):
        open_body(sign_text(PAIR, text), PAIR.public)


@pytest.mark.parametrize("text", ["null", "[]", "7", '"fetch-todo"', "true"])
def test_message_that_is_no_object_is_no_body(text: str) -> None:
    with pytest.raises(SignatureRejected, match="no JSON object"):
        open_body(sign_text(PAIR, text), PAIR.public)


@given(
    st.dictionaries(
        st.text(max_size=20), st.none() | st.booleans() | st.integers() | st.text(), max_size=5
    )
)
def test_signed_body_opens(body: dict[str, Any]) -> None:
    assert open_body(sign_body(PAIR, body), PAIR.public) == body


@given(st.integers(0, 8 * len(base58.b58decode(V1.signature)) - 1))
def test_body_with_a_bit_flipped_is_rejected(bit: int) -> None:
    raw = bytearray(base58.b58decode(V1.signature))
    raw[bit // 8] ^= 1 << bit % 8

    with pytest.raises(SignatureRejected, match=r"^Invalid signature$"):
        open_text(base58.b58encode(bytes(raw)).decode("ascii"), V1.public_key)
