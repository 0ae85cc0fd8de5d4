"""The page on which people read what a service offers, and try it."""

from __future__ import annotations

from swarm.docs_page.routes import serve_docs

__all__ = ["serve_docs"]
