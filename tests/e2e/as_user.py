"""A module as the program of another user: `python -m tests.e2e.as_user UID swarm node run …`.

What it makes is that user's, and it reaches whatever root does. Only root can start it.
"""

from __future__ import annotations

import os
import sys
from typing import Final

# The folders of tests, and often Python itself, are closed to everybody but root.
_LENT: Final = "+dac_override,+dac_read_search"


def main() -> None:
    user, *program = sys.argv[1:]
    owner = (f"--reuid={user}", f"--regid={user}", "--clear-groups")
    lent = (f"--inh-caps={_LENT}", f"--ambient-caps={_LENT}")
    command = ("setpriv", *owner, *lent, sys.executable, "-m", *program)
    os.execvp(command[0], command)  # noqa: S606  # this process is to become the program


if __name__ == "__main__":
    main()
