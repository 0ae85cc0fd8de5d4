"""A body beyond the limit is read to its end, so that the answer arrives, but it is not kept."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import RequestEntityTooLarge

READ_AT_MOST = 1_000_000_000
"""Bytes of one body; who sends more is hung up on, and may not see the answer."""


class CappedBuffer:
    """A buffer for waitress that counts all it gets, and keeps nothing beyond the limit."""

    def __init__(self, *, limit: int, in_memory: int) -> None:
        self._kept = OverflowableBuffer(in_memory)
        self._limit = limit
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def append(self, data: bytes) -> None:
        was_within = self._length <= self._limit
        self._length += len(data)
        if self._length <= self._limit:
            self._kept.append(data)
        elif was_within:
            self._kept.close()

    def getfile(self) -> Any:
        return self._kept.getfile() if self._length <= self._limit else BytesIO()

    def close(self) -> None:
        self._kept.close()


class BoundedParser(HTTPRequestParser):  # type: ignore[misc] # waitress has no types
    """Gives the application the length of every body, and the bytes of those within the limit.

    The application refuses the others by their length, in its own words. Only a client that
    asks first whether it may go on, and one that does not stop, are refused here.
    """

    expect_continue: bool
    error: Any

    def __init__(self, adjustments: Any, *, body_limit: int) -> None:
        super().__init__(adjustments)
        self._body_limit = body_limit

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.body_rcv is not None:
            in_memory = self.adj.inbuf_overflow
            self.body_rcv.buf = CappedBuffer(limit=self._body_limit, in_memory=in_memory)

    def received(self, data: bytes) -> int:
        consumed: int = super().received(data)
        asks = self.expect_continue and self.content_length > self._body_limit
        if asks or isinstance(self.error, RequestEntityTooLarge):
            self.error = RequestEntityTooLarge(
                f"The body is too large; this broker takes at most {self._body_limit} bytes. "
                "The setting PACT_BROKER_BODY_LIMIT changes that."
            )
            self.expect_continue = False
            self.completed = True
        return consumed


def bounded_channels(body_limit: int) -> type[HTTPChannel]:
    """The class of channels for a server whose application takes bodies of so many bytes."""

    class Channel(HTTPChannel):  # type: ignore[misc] # as above
        parser_class = staticmethod(partial(BoundedParser, body_limit=body_limit))

    return Channel
