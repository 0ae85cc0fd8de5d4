"""A page, walked through by the tabulator key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Of radio buttons of one name, the key stops at one.
_PREPARE: Final = """() => {
  const look = (element) => {
    const style = getComputedStyle(element);
    const hasOutline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const outline = hasOutline ? style.outline : "";
    return [outline, style.boxShadow, style.backgroundColor, style.borderColor].join(" ");
  };
  const wanted = "a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex='0']";
  const radios = new Set();
  const stops = [...document.querySelectorAll(wanted)].filter((element) => {
    const isThere = element.checkVisibility({visibilityProperty: true});
    if (element.disabled || element.tabIndex < 0 || !isThere) return false;
    if (element.type !== "radio") return true;
    const isFirst = !radios.has(element.name);
    radios.add(element.name);
    return isFirst;
  });
  const looks = stops.map(look);
  window.reached = [];
  document.addEventListener("focusin", ({target}) => {
    const place = stops.indexOf(target);
    const box = target.getBoundingClientRect();
    const isShown = box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0;
    window.reached.push([place, place < 0 || (isShown && look(target) !== looks[place])]);
  });
  return stops.map((element) => element.outerHTML.slice(0, 120));
}"""


@dataclass(frozen=True, slots=True)
class Walk:
    """What can be focused and was not, and what did not show that it was."""

    missed: tuple[str, ...]
    unmarked: tuple[str, ...]


def walk(page: Page, *, at_most: int) -> Walk:
    """Press the key until everything was focused, or so many times."""
    stops: list[str] = page.evaluate(_PREPARE)
    for _ in range(min(len(stops), at_most)):
        page.keyboard.press("Tab")
    reached: dict[int, bool] = dict(page.evaluate("() => window.reached"))
    return Walk(
        missed=tuple(stop for place, stop in enumerate(stops[:at_most]) if place not in reached),
        unmarked=tuple(stops[p] for p, is_marked in reached.items() if not is_marked),
    )
