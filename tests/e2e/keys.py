"""The staking keys of nodes of tests.

A container is named for its node's key, so each test process has keys of its own: two of them
share one Docker engine.
"""

from __future__ import annotations

import hashlib
import os
from typing import Final

import base58

from pro_me_the_us.auth.keys import KeyPair

_PROCESS: Final = os.environ.get("PYTEST_XDIST_WORKER", "")


def pair_of(name: str) -> KeyPair:
    return KeyPair.from_seed(_seed_of(name))


def secret_of(name: str) -> str:
    """What the node of that name is given for its key."""
    return base58.b58encode(_seed_of(name)).decode()


def _seed_of(name: str) -> bytes:
    return hashlib.sha256(f"{_PROCESS} {name}".encode()).digest()
