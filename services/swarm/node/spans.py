"""A round is one trace: however often it is looked at, and by a node that was restarted as well."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pro_me_the_us.traces import Trace, write_parent
from swarm.tracing import resume

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from swarm.node.credentials import Credentials

_TRACE, _SPAN = slice(32), slice(32, 48)


def span_of(credentials: Credentials, round_number: int) -> AbstractContextManager[None]:
    """A span for what is done for the round meanwhile; its lines tell the task and the round."""
    name = f"{credentials.task} {round_number} {credentials.pair.public}"
    digest = hashlib.sha256(name.encode()).hexdigest()
    first = write_parent(Trace(digest[_TRACE], digest[_SPAN]))
    return resume(first, task=credentials.task, round=round_number)
