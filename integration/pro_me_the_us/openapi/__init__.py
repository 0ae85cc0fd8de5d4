"""Describes a room as OpenAPI 3.1: a pure function of its declarations."""

from __future__ import annotations

from pro_me_the_us.openapi.document import describe

__all__ = ["describe"]
