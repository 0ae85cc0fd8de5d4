"""A badge is a small picture of two words, drawn here so that nobody else is asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from html import escape

_HEIGHT = 20
_PADDING = 10
_NARROW = frozenset("fijlrt.,:;'|!()[]/ ")
_WIDE = frozenset("mwMW@%")
_TEXT_LIMIT = 200


class Colour(Enum):
    """What a badge says before it is read."""

    GREEN = "#4c1"
    RED = "#e05d44"
    ORANGE = "#fe7d37"
    GREY = "#9f9f9f"


@dataclass(frozen=True, slots=True)
class Badge:
    """The word on the left says what it is about, the one on the right how it is."""

    left: str
    right: str
    colour: Colour


def draw(badge: Badge) -> str:
    """The picture as SVG; the words are escaped, so that names cannot draw anything."""
    left, right = badge.left[:_TEXT_LIMIT], badge.right[:_TEXT_LIMIT]
    left_width, right_width = _width(left), _width(right)
    width = left_width + right_width
    label = escape(f"{left}: {right}")
    words = _word(left, left_width / 2) + _word(right, left_width + right_width / 2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}" '
        f'role="img" aria-label="{label}"><title>{label}</title>'
        f'<rect width="{left_width}" height="{_HEIGHT}" fill="#555"/>'
        f'<rect x="{left_width}" width="{right_width}" height="{_HEIGHT}" '
        f'fill="{badge.colour.value}"/>'
        f'<g fill="#fff" text-anchor="middle" font-family="Verdana,sans-serif" font-size="11">'
        f"{words}</g></svg>"
    )


def _word(text: str, middle: float) -> str:
    return f'<text x="{middle:g}" y="14">{escape(text)}</text>'


def _width(text: str) -> int:
    """About the width of the text in pixels, with room around it."""
    return _PADDING + round(sum(map(_character_width, text)))


def _character_width(character: str) -> float:
    if character in _NARROW:
        return 4.0
    return 10.0 if character in _WIDE else 7.0
