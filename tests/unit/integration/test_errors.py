from __future__ import annotations

import pytest

from pro_me_the_us import errors
from tests.unit.integration import library


class Nameless(errors.ApiError):
    code = "nameless"
    status = 418


def test_refusal_without_detail_says_what_it_means() -> None:
    refusal = library.BookLent()

    assert (str(refusal), refusal.detail) == ("Somebody else has the book.",) * 2


def test_refusal_says_its_detail() -> None:
    refusal = library.BookLent("Jane has it.")

    assert (str(refusal), refusal.detail) == ("Jane has it.",) * 2


def test_refusal_without_docstring_says_its_code() -> None:
    assert str(Nameless()) == "nameless"


@pytest.mark.parametrize(
    "family", [errors.ApiError, errors.UnexpectedResponse, errors.TransportError]
)
def test_family_is_an_integration_error(family: type[Exception]) -> None:
    assert issubclass(family, errors.IntegrationError)


def test_common_refusals_differ_in_status_and_code() -> None:
    statuses = {refusal.status for refusal in errors.COMMON}
    codes = {refusal.code for refusal in errors.COMMON}

    assert len(statuses) == len(codes) == len(errors.COMMON)
