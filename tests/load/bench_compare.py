"""How long `pact-notary compare` takes, as a whole command, with many interactions.

`python -m tests.load.bench_compare` prints JSON lines: seconds of wall clock and of the processor,
the fastest of a few runs, each in a process of its own. Beside them stands `--version`, which is
what it costs to start at all. A hundred operations declare objects with lists of objects; ten
interactions use each, with matching rules.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import yaml

OPERATIONS: Final = 100
INTERACTIONS: Final = 1000
RUNS: Final = 5
GOAL_S: Final = 2.0


def a_document() -> dict[str, Any]:
    line = {"sku": {"type": "string"}, "count": {"type": "integer"}, "price": {"type": "number"}}
    order = {
        "id": {"type": "integer"},
        "state": {"enum": ["new", "paid", "sent"]},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
    }
    schemas: dict[str, Any] = {"Line": {"properties": line, "required": [*line]}}
    paths: dict[str, Any] = {}
    for number in range(OPERATIONS // 2):
        name = f"Order{number}"
        schemas[name] = {"properties": {**order, f"extra{number}": {}}, "required": [*order]}
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        answer = {"description": "An order.", "content": content}
        parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
        paths[f"/shops/{{id}}/orders{number}"] = {
            "parameters": [parameter],
            "get": {"responses": {"200": answer, "404": {"description": "None."}}},
            "post": {"requestBody": {"content": content}, "responses": {"201": answer}},
        }
    info = {"title": "Shops", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


def a_pact() -> dict[str, Any]:
    return {
        "consumer": {"name": "till"},
        "provider": {"name": "shops"},
        "interactions": [an_interaction(number) for number in range(INTERACTIONS)],
        "metadata": {"pactSpecification": {"version": "3.0.0"}},
    }


def an_interaction(number: int) -> dict[str, Any]:
    lines = [{"sku": "a", "count": 1, "price": 2.5}, {"sku": "b", "count": 2, "price": 1}]
    body = {"id": number, "state": "paid", "note": None, "lines": lines}
    rule = {"body": {"$.lines[*]": {"matchers": [{"match": "type"}]}}}
    path = f"/shops/{number}/orders{number % (OPERATIONS // 2)}"
    is_post = number % OPERATIONS >= OPERATIONS // 2
    asked = (
        {"method": "POST", "body": body, "matchingRules": rule} if is_post else {"method": "GET"}
    )
    return {
        "description": f"order {number}",
        "request": {"path": path, **asked},
        "response": {"status": 201 if is_post else 200, "body": body, "matchingRules": rule},
    }


def take_time(*arguments: str) -> tuple[float, float]:
    """Seconds of the clock and of the processor, of the fastest run."""
    program = (sys.executable, "-m", "pact_notary", *arguments)
    return min(_run(program) for _ in range(RUNS))


def _run(program: tuple[str, ...]) -> tuple[float, float]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL, env=environment)
    taken = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return round(taken, 3), round(cpu, 3)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pact.json").write_text(json.dumps(a_pact()))
        (folder / "openapi.json").write_text(json.dumps(a_document()))
        (folder / "openapi.yaml").write_text(yaml.safe_dump(a_document()))
        pact, output = str(folder / "pact.json"), str(folder / "out")
        cases = {
            "start": ("--version",),
            "compare JSON": ("compare", pact, str(folder / "openapi.json"), "--output", output),
            "compare YAML": ("compare", pact, str(folder / "openapi.yaml"), "--output", output),
        }
        for case, arguments in cases.items():
            taken_s, cpu_s = take_time(*arguments)
            told = {"case": case, "seconds": taken_s, "processor_s": cpu_s, "goal_s": GOAL_S}
            print(json.dumps(told))  # noqa: T201  # what it is for


if __name__ == "__main__":
    main()
