"""Tokens for consumer tests: what stands in them is a matter between states and providers."""

from __future__ import annotations


def any_token(scope: str) -> str:
    """A token as far as a mock can tell."""
    return f"header.{scope.replace(':', '-')}.signature"
