from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.domain.graph import Place, lay_out

NAMES = st.sampled_from("abcdefghijklm")
EDGES = st.sets(st.tuples(NAMES, NAMES), max_size=40)


@pytest.mark.parametrize(
    ("edges", "places"),
    [
        pytest.param(set(), {}, id="nothing"),
        pytest.param({("a", "a")}, {"a": Place(0, 0)}, id="one that asks itself"),
        pytest.param({("z", "a")}, {"z": Place(0, 0), "a": Place(1, 0)}, id="left asks right"),
        pytest.param(
            {("a", "c"), ("b", "c")},
            {"a": Place(0, 0), "b": Place(0, 1), "c": Place(1, 0.5)},
            id="a shorter column is in the middle",
        ),
        pytest.param(
            {("a", "x"), ("b", "y"), ("c", "z"), ("d", "x")},
            {
                "a": Place(0, 0),
                "d": Place(0, 1),
                "b": Place(0, 2),
                "c": Place(0, 3),
                "x": Place(1, 0.5),
                "y": Place(1, 1.5),
                "z": Place(1, 2.5),
            },
            id="lines do not cross when they need not",
        ),
    ],
)
def test_place_of_each_name(edges: set[tuple[str, str]], places: dict[str, Place]) -> None:
    assert lay_out(edges) == places


@given(EDGES)
def test_every_name_has_a_place_of_its_own(edges: set[tuple[str, str]]) -> None:
    places = lay_out(edges)

    assert places.keys() == {name for edge in edges for name in edge}
    assert len(set(places.values())) == len(places)


@given(st.permutations("abcdef"), st.data())
def test_without_cycles_who_asks_is_on_the_left(order: list[str], data: st.DataObject) -> None:
    forward = [(one, two) for at, one in enumerate(order) for two in order[at + 1 :]]
    edges = data.draw(st.sets(st.sampled_from(forward)))

    places = lay_out(edges)

    assert all(places[one].column < places[two].column for one, two in edges)


def test_long_way_is_folded_into_what_fits_beside_each_other() -> None:
    way = {(f"n{number:02}", f"n{number + 1:02}") for number in range(30)}

    assert max(place.column for place in lay_out(way).values()) == 5


@given(EDGES)
def test_same_network_looks_the_same(edges: set[tuple[str, str]]) -> None:
    assert lay_out(edges) == lay_out(list(edges)[::-1])
