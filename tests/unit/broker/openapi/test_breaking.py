"""Each way to break who uses an API, found; and the same step back, of which nobody is hurt."""

from __future__ import annotations

from typing import Any, Final

import pytest

from pact_notary.domain.openapi.breaking.changes import Rule
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.domain.openapi.misfits import Severity
from tests.unit.broker.openapi.builders import openapi, with_schema
from tests.unit.broker.openapi.shop import GONE, NEW, ONE, SHOP, THING, changes, edited, rules

_GET: Final = f"{ONE}/get"
_PUT: Final = f"{ONE}/put"
_NAME: Final = f"{NEW}/properties/name"
_TEXT: Final = {"type": "string"}
_MONEY: Final = {"$ref": "#/components/schemas/Money"}
_CODES: Final = "content/application~1problem+json/schema/allOf/1/properties/code/enum"


def _query(name: str, **members: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": _TEXT, **members}


# Where, what it becomes, what that breaks, and what the step back breaks.
_STEPS: Final[dict[str, tuple[str, object, set[str], set[str]]]] = {
    "operation": (f"{ONE}/put", GONE, {"operation-removed"}, set()),
    "path": ("/paths/~1things", GONE, {"operation-removed"}, set()),
    "operation id": (
        f"{_GET}/operationId",
        "thing.get",
        {"operation-id-changed"},
        {"operation-id-changed"},
    ),
    "token": (f"{_PUT}/security", [{"bearer": []}], {"security-added"}, set()),
    "other token": (
        f"{_GET}/security",
        [{"basic": []}],
        {"security-added"},
        {"security-added"},
    ),
    "one more token": (f"{_GET}/security/-", {"basic": []}, set(), {"security-added"}),
    "scope": (f"{_GET}/security/0/bearer", ["thing:read", "all:read"], {"scope-added"}, set()),
    "parameter": (f"{_GET}/parameters/0", GONE, {"parameter-removed"}, set()),
    "needed parameter": (f"{_GET}/parameters/0/required", True, {"parameter-required"}, set()),
    "new needed parameter": (
        f"{_GET}/parameters/-",
        _query("page", required=True),
        {"parameter-required"},
        {"parameter-removed"},
    ),
    "new parameter": (f"{_GET}/parameters/-", _query("page"), set(), {"parameter-removed"}),
    "style of a parameter": (
        f"{_GET}/parameters/1/explode",
        False,
        {"parameter-style-changed"},
        {"parameter-style-changed"},
    ),
    "value of a parameter": (
        f"{_GET}/parameters/0/schema/enum/1",
        GONE,
        {"request-value-removed"},
        set(),
    ),
    "body": (f"{_PUT}/requestBody", GONE, {"request-body-removed"}, set()),
    "needed body": (f"{_PUT}/requestBody/required", True, {"request-body-required"}, set()),
    "media type of the body": (
        f"{_PUT}/requestBody/content/text~1csv",
        GONE,
        {"request-media-type-removed"},
        set(),
    ),
    "field of the body": (f"{NEW}/properties/due", GONE, {"request-field-removed"}, set()),
    "needed field": (f"{NEW}/required/-", "kind", {"request-field-required"}, set()),
    "fewer fields": (
        f"{NEW}/additionalProperties",
        True,
        set(),
        {"request-fields-closed"},
    ),
    "type": (
        _NAME,
        {"type": "integer"},
        {"request-type-narrowed"},
        {"request-type-narrowed"},
    ),
    "whole numbers": (
        f"{NEW}/properties/weight/type",
        ["integer", "null"],
        {"request-type-narrowed"},
        set(),
    ),
    "null": (f"{NEW}/properties/weight/type", "number", {"request-null-refused"}, set()),
    "value": (f"{NEW}/properties/kind/enum/0", GONE, {"request-value-removed"}, set()),
    "null among values": (f"{NEW}/properties/kind/enum/2", GONE, {"request-null-refused"}, set()),
    "only some values": (
        f"{NEW}/properties/name/enum",
        ["a", "b"],
        {"request-value-removed"},
        set(),
    ),
    "only one value": (
        f"{NEW}/properties/kind",
        {"const": "toy"},
        {"request-value-removed", "request-null-refused"},
        set(),
    ),
    "format": (
        f"{NEW}/properties/due/format",
        "date-time",
        {"request-format-changed"},
        {"request-format-changed"},
    ),
    "longest": (f"{_NAME}/maxLength", 9, {"request-limit-tightened"}, set()),
    "shortest": (f"{_NAME}/minLength", GONE, set(), {"request-limit-tightened"}),
    "new limit": (f"{NEW}/properties/weight/maximum", 5, {"request-limit-tightened"}, set()),
    "pattern": (
        f"{_NAME}/pattern",
        "^[a-y]+$",
        {"request-limit-tightened"},
        {"request-limit-tightened"},
    ),
    "condition": (
        f"{NEW}/if",
        {"required": ["due"]},
        {"request-limit-tightened"},
        set(),
    ),
    "variant": (
        f"{NEW}/properties/payment",
        {"anyOf": [_MONEY, {"type": "string"}, {"type": "object", "required": ["x"]}]},
        {"request-type-narrowed"},
        {"request-type-narrowed"},
    ),
    "variant of the same type": (
        f"{NEW}/properties/payment/anyOf/0",
        {"type": "object", "required": ["euro"]},
        {"request-variant-removed"},
        set(),
    ),
    "status": (f"{_PUT}/responses/204", GONE, {"success-status-removed"}, {"success-status-added"}),
    "error": (f"{_GET}/responses/503", GONE, {"error-status-removed"}, {"error-status-added"}),
    "code": (
        f"{_GET}/responses/404/{_CODES}/0",
        GONE,
        {"problem-code-removed"},
        {"problem-code-added"},
    ),
    "status of a code": (
        f"{_PUT}/responses/409",
        GONE,
        {"problem-code-removed"},
        {"problem-code-added"},
    ),
    "all codes": (f"{_GET}/responses/404/{_CODES}", GONE, set(), set()),
    "media type": (
        f"{_GET}/responses/200/content/text~1csv",
        GONE,
        {"response-media-type-removed"},
        set(),
    ),
    "header": (f"{_GET}/responses/200/headers", {}, {"response-header-removed"}, set()),
    "optional header": (
        f"{_GET}/responses/200/headers/X-Request-Id/required",
        False,
        {"response-header-removed"},
        set(),
    ),
    "field": (f"{THING}/size", GONE, {"response-field-removed"}, set()),
    "field that comes sometimes": (
        "/components/schemas/Thing/required/0",
        GONE,
        {"response-field-optional"},
        set(),
    ),
    "type of a field": (
        f"{THING}/size/type",
        "string",
        {"response-type-widened"},
        {"response-type-widened"},
    ),
    "fractions": (f"{THING}/size/type", "number", {"response-type-widened"}, set()),
    "null in an answer": (
        f"{THING}/size/type",
        ["integer", "null"],
        {"response-null-added"},
        set(),
    ),
    "never null": (f"{THING}/label/anyOf/1", GONE, set(), {"response-null-added"}),
    "new value": (f"{THING}/state/enum/-", "lost", {"response-value-added"}, set()),
    "any value": (f"{THING}/state/enum", GONE, {"response-value-added"}, set()),
    "format of a field": (
        f"{THING}/made_at/format",
        "date",
        {"response-format-changed"},
        {"response-format-changed"},
    ),
    "looser limit": (f"{THING}/size/maximum", 11, {"response-limit-loosened"}, set()),
    "items": (
        f"{THING}/tags/items",
        {"type": ["string", "integer"]},
        {"response-type-widened"},
        set(),
    ),
    "map": (
        f"{THING}/part/additionalProperties",
        _TEXT,
        set(),
        {"response-type-widened"},
    ),
    "new variant": (
        f"{THING}/price/oneOf/-",
        {"type": "object", "required": ["euro"], "properties": {"cents": _TEXT}},
        {"response-variant-added"},
        set(),
    ),
    "field of a variant": (
        "/components/schemas/Money/properties/cents/type",
        "string",
        {"response-type-widened", "request-type-narrowed"},
        {"response-type-widened", "request-type-narrowed"},
    ),
    "field of a schema within itself": (
        "/components/schemas/Part/properties/name",
        GONE,
        {"response-field-removed", "request-field-ignored"},
        set(),
    ),
    "what only answers have": (
        f"{NEW}/required/-",
        "number",
        set(),
        set(),
    ),
    "what only requests have": (f"{THING}/secret", GONE, set(), set()),
    "words": ("/info/title", "Another shop", set(), set()),
}


@pytest.mark.parametrize("step", _STEPS)
def test_step_breaks_what_it_breaks_and_the_step_back_what_that_does(step: str) -> None:
    pointer, value, forward, backward = _STEPS[step]
    document = edited(pointer, value)

    assert rules(SHOP, document) == forward
    assert rules(document, SHOP) == backward
    assert rules(document, document) == set()


def test_every_rule_is_in_the_table() -> None:
    told = {rule for *_, forward, backward in _STEPS.values() for rule in {*forward, *backward}}

    assert told == {rule.value for rule in Rule}


def test_change_says_where_what_and_whom() -> None:
    [change] = changes(SHOP, edited(f"{THING}/size/type", "string"))

    assert (change.file, change.pointer, change.field) == ("2.json", f"{THING}/size", "$.size")
    assert (change.old, change.new) == ("integer", "string")
    assert change.operations == ("GET /things/{id}", "PUT /things/{id}")
    assert change.severity is Severity.ERROR


def test_what_is_gone_is_shown_where_it_was() -> None:
    [change] = changes(SHOP, edited(f"{THING}/size", GONE))

    assert (change.file, change.pointer) == ("1.json", f"{THING}/size")


def test_parameter_of_the_path_may_be_called_otherwise() -> None:
    def with_path(name: str) -> dict[str, Any]:
        parameter = {"name": name, "in": "path", "required": True, "schema": _TEXT}
        operation = {"parameters": [parameter], "responses": {"200": {"description": "x"}}}
        return openapi({f"/things/{{{name}}}": {"get": operation}})

    assert changes(with_path("id"), with_path("thing")) == ()


def test_null_beside_one_schema_is_a_type_that_may_be_null() -> None:
    old = with_schema({"type": ["string", "null"], "maxLength": 5})
    new = with_schema({"oneOf": [{"type": "null"}, {"type": "string", "maxLength": 5}]})

    assert changes(old, new) == changes(new, old) == ()


def test_values_one_by_one_are_an_enumeration() -> None:
    old = with_schema({"enum": ["a", "b"]})
    new = with_schema({"oneOf": [{"const": "a"}, {"const": "b"}, {"const": "c"}]})

    assert [change.rule.value for change in changes(old, new)] == ["response-value-added"]
    assert changes(new, old) == ()


def test_bounds_of_schemas_together_are_the_tighter_ones() -> None:
    old = with_schema({"allOf": [{"type": "integer", "maximum": 9}, {"maximum": 5}]})

    assert changes(old, with_schema({"type": "integer", "maximum": 5})) == ()
    [change] = changes(old, with_schema({"type": "integer", "maximum": 6}))
    assert (change.old, change.new) == ("maximum 5", "maximum 6")


def test_schemas_that_refer_to_each_other_in_variants_come_to_an_end() -> None:
    def tree(leaf: str) -> dict[str, Any]:
        node = {
            "type": "object",
            "required": ["value"],
            "properties": {
                "value": {"type": leaf},
                "next": {"anyOf": [{"$ref": "#/components/schemas/Node"}, {"type": "string"}]},
            },
        }
        return with_schema({"$ref": "#/components/schemas/Node"}, Node=node)

    assert changes(tree("string"), tree("string")) == ()
    assert "response-type-widened" in rules(tree("string"), tree("integer"))


def test_variants_that_are_called_alike_are_compared_however_many_others_would_do() -> None:
    def shop(*members: str) -> dict[str, Any]:
        either = {"oneOf": [_MONEY, {"$ref": "#/components/schemas/Barter"}]}
        money = {"type": "object", "properties": dict.fromkeys(members, _TEXT)}
        return with_schema(either, Money=money, Barter={"type": "object"})

    assert rules(shop("cents"), shop()) == {"response-field-removed"}
    assert rules(shop(), shop("cents")) == set()


def test_schema_that_lets_everything_or_nothing_through() -> None:
    everything, nothing = with_schema(True), with_schema(False)

    assert [change.new for change in changes(nothing, everything)] == ["any type"]
    assert changes(everything, nothing) == ()


def test_schemas_put_together_without_end_are_refused() -> None:
    links: dict[str, Any] = {
        f"S{n}": {"allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}]} for n in range(80)
    }
    chain = with_schema({"$ref": "#/components/schemas/S0"}, **links, S80={"type": "string"})

    with pytest.raises(InvalidDocument, match="more than 60 levels"):
        changes(chain, chain)


def test_token_that_is_called_otherwise_is_the_same() -> None:
    def with_token(name: str) -> dict[str, Any]:
        operation = {"responses": {"200": {"description": "x"}}, "security": [{name: []}]}
        schemes = {name: {"type": "apiKey", "in": "header", "name": "X-Key"}}
        return openapi({"/": {"get": operation}}, components={"securitySchemes": schemes})

    assert changes(with_token("key"), with_token("token")) == ()
