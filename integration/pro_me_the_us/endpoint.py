"""An endpoint is a value: what travels, said once, for the client, the server and the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pro_me_the_us.errors import ApiError


class RequestModel(BaseModel):
    """What a client sends. Unknown members and coerced types are refused: a typo is a 422."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )


class ResponseModel(BaseModel):
    """What a service answers, always with every member. Unknown ones are ignored by readers:
    growth is free.
    """

    model_config = ConfigDict(
        extra="ignore",
        frozen=True,
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,
    )


RequestT = TypeVar("RequestT", bound=RequestModel)
ResponseT = TypeVar("ResponseT", bound=ResponseModel)

NO_CONTENT = 204
IDEMPOTENCY_KEY = "Idempotency-Key"
_PLACEHOLDER = re.compile(r"{([a-z_]+)}")


@dataclass(frozen=True, slots=True)
class Answer(Generic[ResponseT]):
    """A response under another than the endpoint's first status; no body under 204."""

    status: int
    body: ResponseT | None = None


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[RequestT, ResponseT]):
    """Fields of the request named in `path` travel in the path; the rest in the query for GET and
    DELETE, in a JSON body otherwise.

    `status` lists the answers of success, the usual one first. `scope` is what a token must hold;
    None is open to everybody. `refusals` adds to `errors.COMMON`. A `repeatable` endpoint answers a
    request that comes again with the same Idempotency-Key as it did before.
    """

    name: str
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    request: type[RequestT]
    response: type[ResponseT]
    status: tuple[int, ...] = (200,)
    scope: str | None = None
    refusals: tuple[type[ApiError], ...] = ()
    repeatable: bool = False

    def __post_init__(self) -> None:
        for name in self.path_fields:
            field = self.request.model_fields.get(name)
            if field is None:
                raise TypeError(f"{self.name}: {self.path} names {name}, absent from the request")
            if not field.is_required():
                raise TypeError(f"{self.name}: a path always holds {name}; it needs no default")

    @property
    def path_fields(self) -> tuple[str, ...]:
        return tuple(_PLACEHOLDER.findall(self.path))

    @property
    def has_body(self) -> bool:
        return self.method not in {"GET", "DELETE"}

    @property
    def subject(self) -> str:
        """What the endpoint is about: the first step of its path after the version."""
        return self.path.split("/")[2]


@dataclass(frozen=True, slots=True)
class Room:
    """What a service offers: what it is for, its endpoints, and what each subject of them is."""

    about: str
    subjects: Mapping[str, str]
    endpoints: tuple[Endpoint[Any, Any], ...]

    def __post_init__(self) -> None:
        untold = {endpoint.subject for endpoint in self.endpoints} ^ self.subjects.keys()
        if untold:
            raise TypeError(f"endpoints and subjects differ in {', '.join(sorted(untold))}")
