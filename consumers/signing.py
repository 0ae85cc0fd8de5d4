"""The key pairs of the deployed node in pacts: its signatures never expire, so pacts hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.signatures import sign_body

if TYPE_CHECKING:
    from collections.abc import Mapping

STAKING_KEY: Final = "FAe4sisG95oZ42w7buUn5qEE4TAnfTTFPiguZUHmhiF"
PUB_KEY: Final = "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe"
UNSTAKED_KEY: Final = "3WTypo2uYrwMHJ5yFFwUPX6T25n39PwNwke7pz22P4Ut"
_STAKING: Final = KeyPair.from_seed(bytes(range(32)))
_MAIN: Final = KeyPair.from_seed(bytes(range(32, 64)))
_UNSTAKED: Final = KeyPair.from_seed(bytes(range(64, 96)))


def sign(payload: Mapping[str, Any]) -> str:
    """The payload signed with the staking key, as the coordinator wants it."""
    return sign_body(_STAKING, dict(payload))


def sign_with_main(payload: Mapping[str, Any]) -> str:
    """The payload signed with the main key: it does not open with the staking key."""
    return sign_body(_MAIN, dict(payload))


def sign_unstaked(payload: Mapping[str, Any]) -> str:
    """The payload signed with a key that nobody has staked."""
    return sign_body(_UNSTAKED, dict(payload))
