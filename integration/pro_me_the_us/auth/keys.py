"""Ed25519 keys in base58, as the chain writes them: the public key is the identity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import base58
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

_KEY_BYTES = 32
# Decoding takes time with the square of the length, and strangers choose the length.
_MAX_PUBLIC_CHARACTERS = 44


class KeyInvalid(ValueError):
    """The text is no base58 Ed25519 key of 32 bytes."""


@dataclass(frozen=True)
class KeyPair:
    """A node's key pair. Its `repr` shows the public half only."""

    _signing: SigningKey

    @classmethod
    def from_seed(cls, seed: bytes) -> KeyPair:
        """`seed`: 32 bytes. A deployed secret key is this seed followed by the public key."""
        if len(seed) != _KEY_BYTES:
            raise KeyInvalid(f"a seed has {_KEY_BYTES} bytes, not {len(seed)}")
        return cls(SigningKey(seed))

    @classmethod
    def from_secret(cls, secret: str) -> KeyPair:
        """`secret`: base58 of a 64-byte secret key, or of a 32-byte seed."""
        try:
            raw = base58.b58decode(secret)
        except ValueError as error:
            raise KeyInvalid("the secret key is not base58") from error
        pair = cls.from_seed(raw[:_KEY_BYTES])
        if raw[_KEY_BYTES:] not in {b"", pair.public_bytes}:
            raise KeyInvalid("the secret key's second half is not its public key")
        return pair

    @property
    def public_bytes(self) -> bytes:
        return bytes(self._signing.verify_key)

    @property
    def public(self) -> str:
        return base58.b58encode(self.public_bytes).decode("ascii")

    def sign(self, message: bytes) -> bytes:
        """The 64-byte detached signature."""
        return self._signing.sign(message).signature

    def __repr__(self) -> str:
        return f"KeyPair({self.public})"


def verify(public: str, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is `public`'s over `message`.

    Raises:
        KeyInvalid: `public` is no key.
    """
    key = _verify_key(public)
    try:
        key.verify(message, signature)
    except (CryptoError, ValueError):
        return False
    return True


def check_public(public: str) -> str:
    """`public` itself, when it is a key.

    Raises:
        KeyInvalid: It is none.
    """
    _verify_key(public)
    return public


@lru_cache(maxsize=4096)
def _verify_key(public: str) -> VerifyKey:
    if len(public) > _MAX_PUBLIC_CHARACTERS:
        raise KeyInvalid(f"a public key has at most {_MAX_PUBLIC_CHARACTERS} characters")
    try:
        raw = base58.b58decode(public)
    except ValueError as error:
        raise KeyInvalid("the public key is not base58") from error
    if len(raw) != _KEY_BYTES:
        raise KeyInvalid(f"a public key has {_KEY_BYTES} bytes, not {len(raw)}")
    if base58.b58encode(raw).decode("ascii") != public:
        # The decoder passes over white space; a second spelling would be a second identity.
        raise KeyInvalid("the public key has white space around it")
    return VerifyKey(raw)
