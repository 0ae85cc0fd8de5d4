from __future__ import annotations

import pytest

from pact_notary.domain.reading.wordings import Said, understand


@pytest.mark.parametrize(
    ("sentence", "rule", "expected", "actual"),
    [
        ("Expected 2 (Integer) to be equal to 1 (Integer)", "equal", "1", "2"),
        ("Expected 'y' (String) to be equal to 'x' (String)", "equal", '"x"', '"y"'),
        ("Expected 1 (Integer) to be equal to null (Null)", "equal", "null", "1"),
        ("Expected '2' (String) to be the same type as 1 (Integer)", "type", "1", '"2"'),
        (
            "Type mismatch: Expected [] (Array) to be the same type as {} (Object)",
            "type",
            "{}",
            "[]",
        ),
        (r"Expected 'xy' to match '\d+'", r"regex \d+", r"\d+", "xy"),
        ("Expected 2 but was missing", "present", "2", "missing"),
        ("Expected a List with 2 elements but received 1 elements", "length", "2", "1"),
        (
            "Expected [1, 2] (size 2) to have maximum size of 1",
            "at most 1",
            "1",
            "[1, 2]",
        ),
        ("Expected [] (size 0) to have minimum size of 2", "at least 2", "2", "[]"),
        ("Expected 1.5 (Decimal) to be an integer", "integer", "integer", "1.5"),
        ("Expected 1 (Integer) to be a decimal number", "decimal", "decimal", "1"),
        ("Expected 'x' (String) to be a number", "number", "number", '"x"'),
        ("Expected 'x' (String) to match a boolean", "boolean", "boolean", '"x"'),
        ("Expected 1 (Integer) to be a null value", "null", "null", "1"),
        ("Expected '' (String) to not be empty", "not empty", "not empty", '""'),
        ("Expected 'y' to include 'xx'", "includes 'xx'", "xx", "y"),
        (
            "Expected 'x' to match a date pattern of 'yyyy-MM-dd': Error(Nom(\"x\"))",
            "date yyyy-MM-dd",
            "yyyy-MM-dd",
            "x",
        ),
        ("Expected 'x' to match a time pattern of 'HH:mm'", "time HH:mm", "HH:mm", "x"),
        (
            "Expected 'y' to match a timestamp pattern of 'yyyy-MM-dd'T'HH:mm': Error(y)",
            "datetime yyyy-MM-dd'T'HH:mm",
            "yyyy-MM-dd'T'HH:mm",
            "y",
        ),
        (
            "'q' is not a valid semantic version - unexpected character 'q'",
            "semver",
            "semver",
            "q",
        ),
        (
            'Variant at index 0 ({"x":1}) was not found in the actual list',
            "contains an item like",
            '{"x":1}',
            "",
        ),
        (
            "Expected body type of 'application/json' but received 'text/html'",
            "content type",
            "application/json",
            "text/html",
        ),
        (
            "Expected a body of 'application/json' but the actual content type was 'text/html'",
            "content type",
            "application/json",
            "text/html",
        ),
        (
            "Failed to parse the actual body: 'key must be a string at line 1 column 2'",
            "readable",
            "",
            "key must be a string at line 1 column 2",
        ),
        (
            "Expected body Present(7 bytes, application/json) but was empty",
            "present",
            "7 bytes, application/json",
            "empty",
        ),
        (
            "Expected body 'hello' to match 'bye' using equality but did not match",
            "equal",
            "hello",
            "bye",
        ),
        ("Expected 'b' (String) but received 'c' (String)", "equal", '"b"', '"c"'),
        ("Expected status code of 400 but got 500", "equal", "400", "500"),
        (
            "Expected a response type of 'application/json' but the actual type was 'text/plain'",
            "content type",
            "application/json",
            "text/plain",
        ),
        ("Expected dish='soup' but was missing", "present", "dish='soup'", "missing"),
        ("Expected header 'X' to have value '100' but was '200'", "equal", "100", "200"),
        ("The moon is not right", "", "", ""),
    ],
)
def test_sentence_is_a_rule_and_two_values(
    sentence: str, rule: str, expected: str, actual: str
) -> None:
    assert understand(sentence) == Said(sentence, rule, expected, actual)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            'Could not find key "a b" (keys present are: c) at $.d',
            ("present", "present", "missing", "$.d", ("a b",)),
        ),
        (
            'Could not find key "a" in empty Hash at $',
            ("present", "present", "missing", "$", ("a",)),
        ),
        ('Expected "a" but got nil at $.b[0]', ("equal", '"a"', "nil", "$.b[0]", ())),
        ('Expected "a" to match /b+/ (like "b") at $', ("regex b+", "b+", '"a"', "$", ())),
        (
            "Actual array is too long and should not contain 3 at $[2]",
            ("length", "", "3", "$[2]", ()),
        ),
        (
            "Actual array is too short and should have contained 3 at $[2]",
            ("length", "3", "", "$[2]", ()),
        ),
        ('Did not expect the key "a" to exist at $', ("absent", "", "a", "$", ())),
    ],
)
def test_sentence_of_the_ruby_verifier_ends_with_its_place(
    sentence: str, said: tuple[str, str, str, str, tuple[str, ...]]
) -> None:
    assert understand(sentence) == Said(sentence, *said)
