"""An OpenAPI document for people who read: operations by subject, then schemas."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from tests.site.markdown import inline, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Node = dict[str, Any]

_LIMITS: Final = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {}",
    "maxItems": "at most {}",
    "minimum": "from {}",
    "maximum": "up to {}",
    "pattern": "matching `{}`",
    "format": "as {}",
    "default": "`{}` unless given",
}


def render_endpoints(document: Node) -> str:
    """Markdown with a section for each tag and a section under it for each of its operations."""
    tokens = document["components"]["securitySchemes"]["bearer"]["description"]
    schemas = (_schema(*named) for named in sorted(document["components"]["schemas"].items()))
    return "\n\n".join(
        (
            document["info"]["description"],
            *(_subject(document, tag) for tag in document["tags"]),
            f"## Tokens\n\n{tokens}",
            "## Schemas",
            *schemas,
        )
    )


def _subject(document: Node, tag: Node) -> str:
    operations = (
        _operation(document, f"{method.upper()} {path}", operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if tag["name"] in operation["tags"]
    )
    return "\n\n".join((f"## {tag['name']}", inline(tag["description"]), *operations))


def _operation(document: Node, request: str, operation: Node) -> str:
    answers = [(status, _found(document, a)) for status, a in operation["responses"].items()]
    parts = (
        f"### {operation['operationId']}",
        f"`{request}`",
        *map(inline, operation["description"].split("\n\n")),
        f"{_who(operation)} {_what(operation)}",
        table(("Parameter", "In", "Type", "Meaning"), _parameters(operation)),
        table(("Status", "Body", "Meaning"), _successes(answers)),
        _refusals(answers),
    )
    return "\n\n".join(part for part in parts if part)


def _who(operation: Node) -> str:
    ways = operation.get("security", ())
    scopes = [f"`{scope}`" for way in ways for scopes in way.values() for scope in scopes]
    return f"It takes a token with the scope {' or '.join(scopes)}." if scopes else "It is open."


def _what(operation: Node) -> str:
    body = operation.get("requestBody")
    return f"The body is {_bodies(body)}." if body else "There is no body."


def _parameters(operation: Node) -> Iterator[tuple[str, ...]]:
    for parameter in operation.get("parameters", ()):
        name = f"`{parameter['name']}`" + ("" if parameter["required"] else ", optional")
        meaning = inline(parameter.get("description", ""))
        yield name, parameter["in"], _limited(parameter["schema"]), meaning


def _successes(answers: Iterable[tuple[str, Node]]) -> Iterator[tuple[str, ...]]:
    for status, answer in answers:
        if int(status) < HTTPStatus.BAD_REQUEST:
            yield status, _bodies(answer), inline(answer["description"])


def _refusals(answers: Iterable[tuple[str, Node]]) -> str:
    """The codes by status; what they mean is on the page of errors."""
    told = [
        f"{status} {', '.join(f'`{code}`' for code in _codes(answer))}"
        for status, answer in answers
        if int(status) >= HTTPStatus.BAD_REQUEST
    ]
    return f"Refusals: {' · '.join(told)}." if told else ""


def _codes(answer: Node) -> Iterator[str]:
    for media in answer["content"].values():
        yield from media.get("examples", ())


def _found(document: Node, node: Node) -> Node:
    """What the node refers to, or the node itself."""
    found: Node = node
    for step in node["$ref"].split("/")[1:] if "$ref" in node else ():
        found = (document if found is node else found)[step]
    return found


def _bodies(holder: Node) -> str:
    content = holder.get("content", {})
    return ", ".join(_type(media.get("schema", {})) for media in content.values())


def _schema(name: str, schema: Node) -> str:
    required = schema.get("required", ())
    rows = (
        (
            f"`{member}`" + ("" if member in required else ", optional"),
            _limited(node),
            inline(node.get("description", "")),
        )
        for member, node in schema.get("properties", {}).items()
    )
    described = inline(schema.get("description", ""))
    parts = (f"### {name}", described, table(("Member", "Type", "Meaning"), rows))
    return "\n\n".join(part for part in parts if part)


def _limited(schema: Node) -> str:
    told = (text.format(schema[word]) for word, text in _LIMITS.items() if word in schema)
    return ", ".join((_type(schema), *told))


def _type(schema: Node) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema or "const" in schema:
        return " or ".join(f"`{value}`" for value in schema.get("enum", [schema.get("const")]))
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return " or ".join(map(_limited, schema[choice]))
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return str(schema.get("type", "anything"))
