"""Whether a document is OpenAPI: by the official JSON Schemas of its version, and beyond them.

The files are those that openapi-spec-validator brings; its checks themselves take seconds on
documents of usual size, and do not say where.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import jsonschema_rs

from pact_notary.domain.openapi import layout, pointers
from pact_notary.domain.openapi.invalid import InvalidDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pact_notary.domain.documents import Json
    from pact_notary.domain.openapi.layout import Place

_VERSION: Final = re.compile(r"(3\.[01])\.\d+(-[\w.]+)?")
_DIALECTS: Final = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://spec.openapis.org/oas/3.1/dialect/",
)
_OTHER_BASE: Final = ("$id", "$dynamicRef", "$recursiveRef")
_TEMPLATE: Final = re.compile(r"\{([^{}]*)\}")
# What stands for a value in the library's sentences: values may be long, and secret.
_MASK: Final = "it"
# What follows from another error, which says more.
_CONSEQUENCES: Final = frozenset({"unevaluatedProperties", "unevaluatedItems"})
_ERRORS_LOOKED_AT: Final = 100


class _Found(NamedTuple):
    pointer: str
    rule: str
    detail: str


def read_version(root: Json, name: str) -> str:
    """`3.0` or `3.1`.

    Raises:
      InvalidDocument: rule `type` or `version`.
    """
    if not isinstance(root, dict):
        raise InvalidDocument(name, "", "type", "an OpenAPI document is an object")
    told = root.get("openapi")
    if isinstance(told, str) and (found := _VERSION.fullmatch(told)):
        return found[1]
    if told is not None:
        what = f"OpenAPI {told if isinstance(told, str | int | float) else json.dumps(told)}"
        pointer = "/openapi"
    else:
        key = next((key for key in ("swagger", "asyncapi") if key in root), None)
        what = {"swagger": "Swagger", "asyncapi": "AsyncAPI"}[key] if key else ""
        what, pointer = (f"{what} {root[key]}", f"/{key}") if key else ("no `openapi` member", "")
    raise InvalidDocument(
        name, pointer, "version", f"{what} is not read; OpenAPI 3.0.x and 3.1.x are"
    )


def check_document(root: Json, version: str, name: str) -> None:
    """Raises InvalidDocument with the keyword of the broken rule, where it is broken."""
    found = _find_error(_metaschema(version), root)
    if found is not None:
        raise InvalidDocument(name, *found)


def check_schemas(places: Iterable[Place], name: str) -> None:
    """Whether the schemas, which must be in JSON Schema 2020-12, are schemas.

    Raises:
      InvalidDocument: with the keyword, or rule `dialect`, `reference` or `circle`.
    """
    schemas = {place.pointer: place for place in places if place.kind == "schema"}
    outermost = [place for place in schemas.values() if not _is_inside(place.pointer, schemas)]
    for place in outermost:
        found = _find_error(_schema_metaschema(), place.value)
        if found is not None:
            raise InvalidDocument(name, place.pointer + found.pointer, found.rule, found.detail)
    for place in schemas.values():
        _check_dialect(place, name)
    _check_circles(schemas, name)


def check_template(template: str, declared: frozenset[str], pointer: str, name: str) -> None:
    """Each parameter in the path of an operation must be declared as one of a path."""
    missing = [each for each in _TEMPLATE.findall(template) if each not in declared]
    if missing:
        detail = f"{template} has the parameter {missing[0]!r}, which is not declared"
        raise InvalidDocument(name, pointer, "path-parameter", detail)


def _is_inside(pointer: str, schemas: dict[str, Place]) -> bool:
    """A schema in a schema stands one or two steps further down, by its members' shapes."""
    above = pointer.rpartition("/")[0]
    return above in schemas or above.rpartition("/")[0] in schemas


@cache
def _metaschema(version: str) -> Any:
    spec = find_spec("openapi_spec_validator")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise RuntimeError("openapi-spec-validator is not installed as a package of files")
    file = Path(folders[0]) / "resources" / "schemas" / f"v{version}" / "schema.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    return jsonschema_rs.validator_for(schema, offline=True, validate_formats=False, mask=_MASK)


@cache
def _schema_metaschema() -> Any:
    schema = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
    return jsonschema_rs.Draft202012Validator(
        schema, offline=True, validate_formats=True, mask=_MASK
    )


def _find_error(validator: Any, value: Json) -> _Found | None:
    errors = [
        _innermost(error) for error in islice(validator.iter_errors(value), _ERRORS_LOOKED_AT)
    ]
    if not errors:
        return None
    causes = [error for error in errors if error.kind.name not in _CONSEQUENCES]
    first = (causes or errors)[0]
    return _Found(pointers.to_pointer(first.instance_path), first.kind.name, first.message)


def _innermost(error: Any) -> Any:
    """Of what was tried in vain, the try that came furthest; references are tried last."""
    while branches := getattr(error.kind, "context", None):
        firsts = [branch[0] for branch in branches if branch and not _is_about_reference(branch[0])]
        if not firsts:
            return error
        error = max(firsts, key=lambda first: len(first.instance_path))
    return error


def _is_about_reference(error: Any) -> bool:
    return (error.kind.name, getattr(error.kind, "property", None)) == ("required", "$ref")


def _check_dialect(place: Place, name: str) -> None:
    schema = place.value
    if not isinstance(schema, dict):
        return
    dialect = schema.pop("$schema", _DIALECTS[0])
    if not (isinstance(dialect, str) and dialect.startswith(_DIALECTS)):
        raise InvalidDocument(
            name, pointers.join(place.pointer, "$schema"), "dialect", f"{dialect} is not read"
        )
    for keyword in _OTHER_BASE:
        if keyword in schema:
            raise InvalidDocument(
                name,
                pointers.join(place.pointer, keyword),
                "reference",
                f"{keyword} is not read; refer by JSON pointers: #/components/schemas/…",
            )


def check_references(root: Json, places: Iterable[Place], name: str) -> None:
    """Each `$ref` must lead to an object of the same kind within the document.

    Raises:
      InvalidDocument: rule `reference` or `circle`.
    """
    kinds = {(place.kind, place.pointer): place.value for place in places}
    for (kind, pointer), value in kinds.items():
        if isinstance(value, dict) and "$ref" in value:
            _follow(root, (kind, pointer), kinds, name)


def _follow(
    root: Json, start: tuple[str, str], kinds: dict[tuple[str, str], Json], name: str
) -> None:
    kind, pointer = start
    met: set[str] = set()
    while isinstance(value := kinds[kind, pointer], dict) and "$ref" in value:
        place = pointers.join(pointer, "$ref")
        if pointer in met:
            raise InvalidDocument(name, place, "circle", "the references lead back to here")
        met.add(pointer)
        reference = value["$ref"]
        target = pointers.from_reference(reference) if isinstance(reference, str) else None
        if target is None:
            detail = f"{reference} leads out of the document; put everything into one file"
            raise InvalidDocument(name, place, "reference", detail)
        if (kind, target) not in kinds:
            raise InvalidDocument(name, place, "reference", _miss(root, target, kind))
        if kind == "schema":
            return
        pointer = target


def _miss(root: Json, target: str, kind: str) -> str:
    try:
        pointers.find(root, target)
    except (LookupError, ValueError):
        return f"there is nothing at {target}"
    return f"what is at {target} is no {kind}"


def _check_circles(schemas: dict[str, Place], name: str) -> None:
    """A schema that applies itself to the same value would never be done."""
    done: set[str] = set()
    for start in schemas:
        if start in done:
            continue
        path: dict[str, Iterator[str]] = {}
        waiting = start
        while waiting:
            path[waiting] = _applied(schemas[waiting], schemas)
            waiting = _next(path, done)
            if waiting in path:
                detail = "the schema applies itself to the same value without end"
                raise InvalidDocument(name, waiting, "circle", detail)


def _next(path: dict[str, Iterator[str]], done: set[str]) -> str:
    """The next schema that is not done, below the last of the path; `""`: all is."""
    while path:
        last = next(reversed(path))
        for target in path[last]:
            if target not in done:
                return target
        del path[last]
        done.add(last)
    return ""


def _applied(place: Place, schemas: dict[str, Place]) -> Iterator[str]:
    if isinstance(place.value, dict) and "$ref" in place.value:
        target = pointers.from_reference(str(place.value["$ref"]))
        if target in schemas:
            yield target
    for inner in layout.list_inner(place, only=layout.IN_PLACE):
        yield inner.pointer
