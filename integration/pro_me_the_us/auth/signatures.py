"""The deployed protocol's signed bodies: NaCl combined form in base58, the message inside.

Nothing in them says when or for whom: whoever sees one can send it again. v1 uses tokens instead.
"""

from __future__ import annotations

import json
from typing import Any, Final

import base58

from pro_me_the_us.auth import keys

_SIGNATURE_BYTES: Final = 64
# Decoding takes time with the square of the length: 30 ms here, 2 s for eight times as much.
_MAX_CHARACTERS: Final = 8_192


class SignatureRejected(Exception):  # a fact about the signature, raised to the edge
    """The signed body does not open; the text is the deployed verifier's."""


def sign_body(pair: keys.KeyPair, body: dict[str, Any]) -> str:
    """`body` signed as deployed nodes do: compact JSON, members in the order given."""
    return sign_text(pair, json.dumps(body, separators=(",", ":"), ensure_ascii=False))


def sign_text(pair: keys.KeyPair, text: str) -> str:
    message = text.encode("utf-8")
    return base58.b58encode(pair.sign(message) + message).decode("ascii")


def open_text(signed: object, public: object) -> str:
    """The text inside `signed`, when `public` signed it. Both as they came, unchecked.

    Raises:
        SignatureRejected: It was not, or one of them is not what it should be.
    """
    raw = _decode(signed)
    message = raw[_SIGNATURE_BYTES:]
    if not isinstance(public, str):
        raise SignatureRejected("Verification failed: the key is missing")
    try:
        holds = keys.verify(public, message, raw[:_SIGNATURE_BYTES])
    except keys.KeyInvalid as error:
        raise SignatureRejected(f"Verification failed: {error}") from error
    if not holds:
        raise SignatureRejected("Invalid signature")
    try:
        return message.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SignatureRejected("Verification failed: the message is not UTF-8") from error


def open_body(signed: object, public: object) -> dict[str, Any]:
    """The JSON object inside `signed`.

    Raises:
        SignatureRejected: As `open_text`, or there is no JSON object inside.
    """
    try:
        body = json.loads(open_text(signed, public))
    except (ValueError, RecursionError) as error:
        raise SignatureRejected("Verification failed: the message is not JSON") from error
    if not isinstance(body, dict):
        raise SignatureRejected("Verification failed: the message is no JSON object")
    return body


def _decode(signed: object) -> bytes:
    if not isinstance(signed, str) or not signed:
        raise SignatureRejected("Verification failed: the signature is missing")
    if len(signed) > _MAX_CHARACTERS:
        raise SignatureRejected("Verification failed: the signature is too long")
    try:
        return base58.b58decode(signed)
    except ValueError as error:
        raise SignatureRejected("Verification failed: the signature is not base58") from error
