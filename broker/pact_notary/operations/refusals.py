"""Why an operation was not carried out; the text says what to do, and nothing was changed."""

from __future__ import annotations


class CannotOperate(Exception):
    """The operation cannot be carried out as it was asked for."""
