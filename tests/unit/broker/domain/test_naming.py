from __future__ import annotations

import pytest

from pact_notary.domain.naming import display_name, find_similar


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("foo", "Foo"),
        ("Menu Service", "Menu Service"),
        ("menu-service", "Menu Service"),
        ("menu_service", "Menu Service"),
        ("menuService", "Menu Service"),
        ("HTTPServer", "HTTP Server"),
        ("web-API", "Web API"),
        ("--", "--"),
        ("éclair_shop", "Éclair Shop"),
    ],
)
def test_display_name_splits_and_capitalises(name: str, shown: str) -> None:
    assert display_name(name) == shown


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("A", "a"),
        ("a", "A Service"),
        ("menu", "Menus"),
        ("MenuService", "menu-provider"),
        ("menu_api", "Menu"),
        ("API", "api"),
    ],
)
def test_similar_names_say_the_same_words(name: str, other: str) -> None:
    assert find_similar(name, ["unrelated", other]) == (other,)
    assert find_similar(other, [name, "unrelated"]) == (name,)


@pytest.mark.parametrize("other", ["menu", "Menu Admin", "Kiosk"])
def test_similar_names_are_not(other: str) -> None:
    assert find_similar("menu", [other]) == ()


def test_similar_names_come_in_order() -> None:
    assert find_similar("menu", ["Menus", "MENU", "menu"]) == ("MENU", "Menus")
