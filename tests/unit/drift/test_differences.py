from __future__ import annotations

from typing import Any

import pytest

from swarm.drift.differences import read_published, read_reported


def reported(*mismatches: dict[str, Any]) -> dict[str, Any]:
    return {"type": "mismatches", "mismatches": list(mismatches)}


def of_status(expected: int, actual: int) -> dict[str, Any]:
    text = f"expected {expected} but was {actual}"
    return {"type": "StatusMismatch", "expected": expected, "actual": actual, "mismatch": text}


def of_body(text: str, where: str = "$.message", **members: Any) -> dict[str, Any]:
    return {"type": "BodyMismatch", "path": where, "mismatch": text, **members}


def of_header(text: str, name: str) -> dict[str, Any]:
    return {"type": "HeaderMismatch", "key": name, "mismatch": text}


EMPTY = "Expected body Present(18 bytes, application/json) but was empty"
OTHER_TEXT = of_body("Expected 'no' (String) to be equal to 'yes' (String)")
OTHER_TYPE = of_body("Expected 1 (Integer) to be the same type as 's' (String)", "$.a")
ABSENT = of_body(
    "Actual map is missing the following keys: title, uuid",
    "$.data",
    expected='["title","uuid"]',
    actual='["name"]',
)


@pytest.mark.parametrize(
    ("expected", "actual", "kind", "said"),
    [
        (200, 404, "path", "The route is not there: it answers 404, where 200 was expected."),
        (409, 405, "path", "The route is not there: it answers 405, where 409 was expected."),
        (401, 404, "path", "The route is not there: it answers 404, where 401 was expected."),
        (404, 405, "status", "It answers 405, where 404 was expected."),
        (404, 200, "status", "It answers 200, where 404 was expected."),
        (200, 500, "status", "It answers 500, where 200 was expected."),
        (200, 401, "auth", "The caller is refused with 401, where 200 was expected."),
        (404, 403, "auth", "The caller is refused with 403, where 404 was expected."),
        (401, 403, "auth", "The caller is refused with 403, where 401 was expected."),
        (401, 200, "auth", "The caller is let in with 200, where 401 was expected."),
    ],
)
def test_status_is_told_apart(expected: int, actual: int, kind: str, said: str) -> None:
    (difference,) = read_reported(reported(of_status(expected, actual)))

    assert (difference.kind, difference.text) == (kind, said)


def test_other_status_explains_its_body() -> None:
    (difference,) = read_reported(reported(OTHER_TEXT, ABSENT, of_status(200, 409)))

    assert difference.kind == "status"


def test_absent_members_are_named_one_by_one() -> None:
    title, uuid = read_reported(reported(ABSENT))

    assert (title.kind, title.where) == ("field", "$.data.title")
    assert title.text == "The answer has no $.data.title; it has name."
    assert uuid.where == "$.data.uuid"


@pytest.mark.parametrize(
    ("mismatch", "kind", "where", "said"),
    [
        (OTHER_TYPE, "field", "$.a", "$.a is 1 (Integer), where String like 's' was expected."),
        (OTHER_TEXT, "logic", "$.message", "$.message is 'no', where 'yes' was expected."),
        (
            of_body("Expected null (Null) to be equal to 'yes' (String)"),
            "field",
            "$.message",
            "$.message is null (Null), where String like 'yes' was expected.",
        ),
        (
            of_body("Expected 1.5 (Decimal) to be equal to 1 (Integer)"),
            "logic",
            "$.message",
            "$.message is 1.5, where 1 was expected.",
        ),
        (
            of_body("Type mismatch: Expected [1] (Array) to be the same type as {} (Object)", "$"),
            "field",
            "$",
            "$ is [1] (Array), where Object like {} was expected.",
        ),
        (
            of_body("Expected 1.5 (Decimal) to be an integer"),
            "field",
            "$.message",
            "$.message is another: Expected 1.5 (Decimal) to be an integer",
        ),
        (
            of_body("Expected 'fine' to match '\\d+'"),
            "logic",
            "$.message",
            "$.message is another: Expected 'fine' to match '\\d+'",
        ),
        (
            of_body("Expected [] (size 0) to have minimum size of 1"),
            "logic",
            "$.message",
            "$.message is another: Expected [] (size 0) to have minimum size of 1",
        ),
        (
            of_body(EMPTY, "/"),
            "field",
            "$",
            f"The answer has no body that can be read: {EMPTY}",
        ),
        (
            of_header("Expected a header 'X-A' but was missing", "X-A"),
            "field",
            "X-A",
            "The answer has no header X-A.",
        ),
        (
            of_header("Mismatch with header 'X-A': it is 'b'", "X-A"),
            "logic",
            "X-A",
            "The header X-A is another: Mismatch with header 'X-A': it is 'b'",
        ),
    ],
    ids=[
        "type",
        "text",
        "null",
        "number",
        "shape",
        "integer",
        "pattern",
        "size",
        "empty",
        "no-header",
        "header",
    ],
)
def test_answer_of_the_right_status_is_told_apart(
    mismatch: dict[str, Any], kind: str, where: str, said: str
) -> None:
    (difference,) = read_reported(reported(mismatch))

    assert (difference.kind, difference.where, difference.text) == (kind, where, said)


def test_other_content_is_told_once() -> None:
    body = {
        "type": "BodyTypeMismatch",
        "mismatch": "Expected a body of 'application/json' but the actual content type was 'a/b'",
    }
    header = of_header("Mismatch with header 'Content-Type': it is 'a/b'", "Content-Type")

    (difference,) = read_reported(reported(body, header))

    assert difference.kind == "field"
    assert difference.text == "It answers with a/b, where application/json was expected."


def test_fields_are_told_before_values() -> None:
    kinds = [difference.kind for difference in read_reported(reported(OTHER_TEXT, OTHER_TYPE))]

    assert kinds == ["field", "logic"]


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("error sending request for url (http://127.0.0.1:9/a)", "hang"),
        ("error decoding response body for url (http://127.0.0.1:9/a)", "hang"),
        ("One or more of the setup state change handlers has failed", "unknown"),
        ("something else", "unknown"),
    ],
)
def test_end_without_an_answer_is_told_apart(message: str, kind: str) -> None:
    (of_report,) = read_reported({"type": "error", "message": message})
    (of_broker,) = read_published({"success": False, "exceptions": [{"message": message}]})

    assert of_report == of_broker
    assert of_report.kind == kind


def test_published_result_says_the_same() -> None:
    result = {
        "success": False,
        "mismatches": [
            {"attribute": "body", "description": OTHER_TEXT["mismatch"], "identifier": "$.message"},
            {"attribute": "body", "description": ABSENT["mismatch"], "identifier": "$.data"},
        ],
    }

    told = [(difference.kind, difference.where) for difference in read_published(result)]

    assert told == [("field", "$.data.title"), ("field", "$.data.uuid"), ("logic", "$.message")]


def test_published_status_is_told_apart() -> None:
    mismatch = {"attribute": "status", "description": "expected 200 but was 404"}

    (difference,) = read_published({"success": False, "mismatches": [mismatch]})

    assert difference.kind == "path"


def test_result_without_reasons_is_unknown() -> None:
    (difference,) = read_published({"success": False})

    assert difference.kind == "unknown"
