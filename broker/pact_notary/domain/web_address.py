"""Which of the texts that people store as addresses may be followed."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_of_the_web(text: str) -> bool:
    """Whether it leads to a host of the web, and nowhere else however a browser reads it."""
    try:
        host = urlsplit(text).netloc
    except ValueError:
        return False
    # Browsers skip blanks in front, and so does what takes an address apart.
    return bool(host) and text.lower().startswith(("http://", "https://"))
