from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from pro_me_the_us.endpoint import Endpoint
from tests.unit.integration import library
from tests.unit.surface import ENDPOINTS


def test_endpoint_names_its_path_fields_in_order() -> None:
    assert library.MOVE.path_fields == ("shelf", "number")


@pytest.mark.parametrize(
    ("endpoint", "has_body"),
    [(library.LEND, True), (library.MOVE, True), (library.FIND, False), (library.BURN, False)],
    ids=["POST", "PUT", "GET", "DELETE"],
)
def test_endpoint_has_a_body_unless_it_reads_or_deletes(
    endpoint: Endpoint[Any, Any], *, has_body: bool
) -> None:
    assert endpoint.has_body is has_body


def test_endpoint_refuses_a_path_field_that_its_request_lacks() -> None:
    with pytest.raises(TypeError, match=r"^book\.lend: .* names room, absent from the request$"):
        replace(library.LEND, path="/v1/rooms/{room}/shelves/{shelf}/loans")


def test_endpoint_refuses_a_path_field_with_a_default() -> None:
    with pytest.raises(TypeError, match=r"^book\.lend: a path always holds copies"):
        replace(library.LEND, path="/v1/shelves/{shelf}/loans/{copies}")


def test_endpoint_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        library.LEND.path = "/v2"  # type: ignore[misc]  # that it cannot be done is the point


def test_endpoint_has_nine_fields() -> None:
    """A tenth needs a decision page, and three endpoints that use it."""
    assert len(fields(Endpoint)) == 9


def test_ninth_field_is_used() -> None:
    assert sum(endpoint.repeatable for endpoint in ENDPOINTS) >= 3
