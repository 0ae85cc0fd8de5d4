# ruff: noqa: INP001  # a script beside the file that it serves
"""Writes the secrets that compose.yaml mounts: `python services/compose/prepare.py FOLDER`."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path

import base58

from pro_me_the_us.auth.keys import KeyPair


def main(folder: Path) -> None:
    """Make the folder; what is there already stays as it is, and is an error."""
    password, worker, planner = (secrets.token_bytes(32) for _ in range(3))
    files = {
        "postgres-password": password.hex(),
        "database-url": f"postgresql://swarm:{password.hex()}@postgres/swarm",
        "website-token": secrets.token_hex(32),
        "broker-password": secrets.token_hex(32),
        "worker-secret": base58.b58encode(worker).decode(),
        "worker-key": _public(worker),
        "planner-secret": base58.b58encode(planner).decode(),
        "planner-key": _public(planner),
        "chain": json.dumps(
            {
                "work": {"stake_list": [_public(worker)]},
                "planning": {"stake_list": [_public(planner)]},
            }
        ),
    }
    # Nobody else gets into the folder. In it everybody may read: users of containers are others.
    folder.mkdir(mode=0o700, parents=True)
    for name, text in files.items():
        file = folder / name
        file.write_text(text, encoding="ascii")
        file.chmod(0o444)


def _public(seed: bytes) -> str:
    return KeyPair.from_seed(seed).public


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except IndexError:
        sys.exit("say where to write: python services/compose/prepare.py services/secrets")
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}")
