"""PyJWT's JWS layer with one algorithm: EdDSA by libsodium, which also refuses low-order keys.

A private instance, so that importing this package changes nothing for other users of PyJWT, and
no second algorithm exists for a forged header to choose.
"""

from __future__ import annotations

from typing import Any, Never

from jwt import PyJWS
from jwt.algorithms import Algorithm

from pro_me_the_us.auth import keys

ALGORITHM = "EdDSA"


class _Ed25519(Algorithm):
    """Signs with a `KeyPair`, verifies with a base58 public key. Source: RFC 8037 §3.1."""

    def prepare_key(self, key: Any) -> Any:
        return key

    def sign(self, msg: bytes, key: Any) -> bytes:
        pair: keys.KeyPair = key
        return pair.sign(msg)

    def verify(self, msg: bytes, key: Any, sig: bytes) -> bool:
        return keys.verify(key, msg, sig)

    @staticmethod
    def to_jwk(key_obj: Any, as_dict: bool = False) -> Never:  # noqa: FBT001, FBT002  # PyJWT's own signature
        raise NotImplementedError("keys travel as base58")

    @staticmethod
    def from_jwk(jwk: Any) -> Never:
        raise NotImplementedError("keys travel as base58")


def _jws() -> PyJWS:
    jws = PyJWS(algorithms=[])
    jws.register_algorithm(ALGORITHM, _Ed25519())
    return jws


JWS = _jws()
