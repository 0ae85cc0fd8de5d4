"""docs/errors.md, as the declarations have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pro_me_the_us.errors import COMMON, ApiError, TransportError, UnexpectedResponse
from tests.unit.surface import PROVIDED

if TYPE_CHECKING:
    from collections.abc import Iterable

_INTRODUCTION = f"""\
# Errors

A service refuses with a problem document (RFC 9457, `application/problem+json`) of six members:
`type`, `title`, `status`, `code`, `detail` and `errors`. `code` is the contract, and what a client
acts on. `detail` is prose for people. `errors` says where an invalid request is wrong: JSON
pointers (RFC 6901) into the body, or `/name` for a field of the path or the query.

What a caller of `pro_me_the_us.client` meets, by what it does next:

| Raised | Means | Do |
|---|---|---|
| `{ApiError.__name__}` | {{ApiError}} | Act on the class; repeat it only after `retry_after_s` |
| `{UnexpectedResponse.__name__}` | {{UnexpectedResponse}} | Report it, with the request id |
| `{TransportError.__name__}` | {{TransportError}} | Repeat it, if that is safe |

`retry_after_s` comes with `Unavailable` and `RateLimited`. Any other refusal is not worth repeating
unchanged.

A failure of a service itself is a 500 with the code `internal_error`. No endpoint declares it, so
it is raised as `{UnexpectedResponse.__name__}`; its `detail` names the request to ask the operator
about.

Routes of the deployed protocol refuse in words of their own, mostly
`{{{{"success": false, "message": …}}}}`: there is no `code`, and the text is the contract.
"""
_HEAD = "| Code | Status | Class | Means | Answered by |\n|---|---|---|---|---|\n"


def render() -> str:
    """The whole page; each provider's refusals by status."""
    families = (ApiError, UnexpectedResponse, TransportError)
    meanings = {family.__name__: _meaning(family) for family in families}
    common = _HEAD + "".join(_row(refusal, "any endpoint") for refusal in COMMON)
    sections = [_section("Of every service", common)]
    sections += [_section(f"Of `{name}`", _table(name)) for name in PROVIDED]
    return "\n".join([_INTRODUCTION.format(**meanings), *sections])


def _section(title: str, table: str) -> str:
    return f"## {title}\n\n{table}"


def _table(provider: str) -> str:
    by_refusal: dict[type[ApiError], list[str]] = {}
    for endpoint in PROVIDED[provider]:
        for refusal in endpoint.refusals:
            by_refusal.setdefault(refusal, []).append(f"`{endpoint.name}`")
    return _HEAD + "".join(_row(r, ", ".join(names)) for r, names in _ordered(by_refusal))


def _ordered(
    by_refusal: dict[type[ApiError], list[str]],
) -> Iterable[tuple[type[ApiError], list[str]]]:
    return sorted(by_refusal.items(), key=lambda item: (item[0].status, item[0].code))


def _row(refusal: type[ApiError], where: str) -> str:
    means = _meaning(refusal)
    return f"| `{refusal.code}` | {refusal.status} | `{refusal.__name__}` | {means} | {where} |\n"


def _meaning(error: type[Exception]) -> str:
    return (error.__doc__ or "").strip().partition("\n")[0]
