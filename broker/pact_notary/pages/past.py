"""A page that is asked of the past sees what was there at that moment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pact_notary.domain.matrix_parameters import read_moment
from pact_notary.store.past import seen_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.resources.routing import Call


@contextmanager
def seen_as_asked(call: Call) -> Iterator[None]:
    """Within the block the transaction sees the moment that the query names, if it names one.

    Raises: InvalidRequest, when it is no moment of the past.
    """
    moment = read_moment(call.query, now=call.now)
    if moment is None:
        yield
        return
    with seen_at(call.connection, moment):
        yield
