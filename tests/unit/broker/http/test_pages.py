from __future__ import annotations

import pytest

from pact_notary.http.pages import Page, describe_page, neighbour_links, read_filters, read_page
from pact_notary.http.refusals import WrongParameters


@pytest.mark.parametrize(
    ("parameters", "page"),
    [
        ({}, None),
        ({"page": "2"}, Page(2, 100)),
        ({"size": "10"}, Page(1, 10)),
        ({"pageNumber": "3", "pageSize": "5"}, Page(3, 5)),
    ],
)
def test_page_is_read_in_both_spellings(parameters: dict[str, str], page: Page | None) -> None:
    assert read_page(parameters) == page


@pytest.mark.parametrize("name", ["page", "size", "pageNumber", "pageSize"])
@pytest.mark.parametrize("value", ["0", "-1", "1.5", "x", "", "9" * 20])
def test_page_that_is_no_count_is_refused(name: str, value: str) -> None:
    with pytest.raises(WrongParameters) as refused:
        read_page({name: value})

    assert list(refused.value.errors) == [name]


def test_page_tells_how_many_there_are() -> None:
    assert describe_page(Page(2, 10), 25) == {
        "number": 2,
        "size": 10,
        "totalElements": 25,
        "totalPages": 3,
    }


@pytest.mark.parametrize(
    ("number", "relations"),
    [(1, ["next"]), (2, ["next", "previous"]), (3, ["previous"]), (9, ["previous"])],
)
def test_page_links_to_the_neighbours_it_has(number: int, relations: list[str]) -> None:
    links = neighbour_links(Page(number, 10), 25, href="http://b/x")

    assert sorted(links) == relations


def test_next_page_keeps_the_size() -> None:
    links = neighbour_links(Page(1, 10), 25, href="http://b/x")

    assert links["next"]["href"] == "http://b/x?size=10&page=2"


def test_neighbours_are_those_of_the_filtered_collection() -> None:
    filters = read_filters({"q": "a&b", "page": "2"}, "q", "verb")

    links = neighbour_links(Page(2, 10), 25, href="http://b/x", filters=filters)

    assert [each["href"] for each in links.values()] == [
        "http://b/x?size=10&page=3&q=a%26b",
        "http://b/x?size=10&page=1&q=a%26b",
    ]


def test_filter_is_one_text() -> None:
    with pytest.raises(WrongParameters):
        read_filters({"q": ["a"]}, "q")
