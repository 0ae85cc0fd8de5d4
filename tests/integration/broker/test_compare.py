"""`pact-notary compare`: forms, exit codes and settings, on files of every kind."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml
from click.testing import CliRunner
from markdown_it import MarkdownIt

from pact_notary.__main__ import main

if TYPE_CHECKING:
    from click.testing import Result

ROOT: Final = Path(__file__).parents[3]
README: Final = ROOT / "broker/README.md"
HOSTILE: Final = "<script>alert(1)</script>|`x`\u202e"
ARTICLE: Final = {"properties": {"sku": {"type": "string"}, "weight": {"type": "integer"}}}
DOCUMENT: Final = {
    "openapi": "3.1.0",
    "info": {"title": "Stock", "version": "1"},
    "paths": {
        "/articles/{sku}": {
            "get": {
                "parameters": [{"name": "sku", "in": "path", "required": True, "schema": {}}],
                "responses": {
                    "200": {
                        "description": "One.",
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Article"}}
                        },
                    },
                    "404": {"description": "None."},
                },
            }
        },
        "/health": {"get": {"responses": {"200": {"description": "Alive."}}}},
    },
    "components": {"schemas": {"Article": ARTICLE}},
}


def an_interaction(description: str, status: int, **response: Any) -> dict[str, Any]:
    return {
        "description": description,
        "request": {"method": "GET", "path": "/articles/1"},
        "response": {"status": status, **response},
    }


FITTING: Final = (
    an_interaction("an article", 200, body={"sku": "1"}),
    an_interaction("no article", 404),
)
MISFITTING: Final = (an_interaction("an article", 200, body={"sku": "1", "price": 2}), FITTING[1])


def a_pact(*interactions: dict[str, Any], provider: str = "stock") -> str:
    told = {
        "consumer": {"name": "shop"},
        "provider": {"name": provider},
        "interactions": interactions,
        "metadata": {"pactSpecification": {"version": "3.0.0"}},
    }
    return json.dumps(told)


in_folder = pytest.mark.usefixtures("folder")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With pacts/shop-stock.json, which fits openapi.yaml."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pacts").mkdir()
    (tmp_path / "pacts/shop-stock.json").write_text(a_pact(*FITTING))
    (tmp_path / "openapi.yaml").write_text(yaml.safe_dump(DOCUMENT))
    return tmp_path


def run(*arguments: str, files: tuple[str, ...] = ("pacts", "openapi.yaml")) -> Result:
    result = CliRunner().invoke(main, ["compare", *files, *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@in_folder
def test_fitting_pacts_end_with_zero() -> None:
    result = run()

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "openapi.yaml fits: all 2 interactions fit"


def test_readme_shows_what_is_printed(folder: Path) -> None:
    (folder / "pacts/shop-stock.json").write_text(a_pact(*MISFITTING))

    result = run("--provider", "stock")

    assert result.exit_code == 1
    shown = README.read_text("utf-8").partition("pact-notary compare pacts openapi.yaml")[2]
    lines = shown.partition("\n")[2].partition("```")[0].splitlines()
    printed = result.stdout.splitlines()
    assert [line for line in lines if line != "…" and line not in printed] == []


def test_json_tells_all_of_it(folder: Path) -> None:
    (folder / "pacts/shop-stock.json").write_text(a_pact(*MISFITTING))

    told = json.loads(run("--format", "json").stdout)

    assert (told["fits"], told["document"]) == (False, "openapi.yaml")
    [misfit] = told["misfits"]
    assert misfit["pactPointer"] == "/interactions/0/response/body/price"
    assert misfit["documentPointer"] == "/components/schemas/Article"
    article, health = told["operations"]
    assert article["statuses"][0]["fields"] == [
        {"name": "$.sku", "excepted": False, "consumers": ["shop"]},
        {"name": "$.weight", "excepted": False, "consumers": []},
    ]
    assert health["consumers"] == []
    assert told["safeToRemove"] == [
        {"kind": "fields", "name": "GET /articles/{sku} 200 $.weight"},
        {"kind": "operations", "name": "GET /health"},
    ]
    assert told["shares"]["operations"] == {
        "used": 1,
        "declared": 2,
        "percent": 50.0,
        "minimum": None,
    }


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_hostile_names_are_shown_and_do_nothing(folder: Path, form: str) -> None:
    interaction = an_interaction(HOSTILE, 200, body={HOSTILE: 1})
    pact = json.loads(a_pact(interaction)) | {"consumer": {"name": HOSTILE}}
    (folder / "pacts/shop-stock.json").write_text(json.dumps(pact))

    text = run("--format", form).stdout

    page = text if form == "html" else MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert "alert(1)" in page
    assert "<script" not in page
    assert "\u202e" not in page


@in_folder
def test_html_is_one_file_that_loads_and_runs_nothing() -> None:
    page = run("--format", "html").stdout

    assert page.lstrip().startswith("<!doctype html>")
    assert "default-src 'none'" in page
    assert re.search(r"<script|<link|<img|@import|url\(|\son\w+=|https?:", page) is None
    assert "prefers-color-scheme: dark" in page
    assert "Safe to remove" in page


def test_output_is_written_whole_or_not_at_all(folder: Path) -> None:
    written = run("--format", "json", "--output", "out.json")
    refused = run("--format", "json", "--output", "missing/out.json")

    assert json.loads((folder / "out.json").read_text())["fits"]
    assert written.stdout == "openapi.yaml fits: all 2 interactions fit\n"
    assert refused.exit_code == 2
    assert sorted(path.name for path in folder.iterdir()) == ["openapi.yaml", "out.json", "pacts"]


def settings(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.pact-notary.compare]\n{text}")


def test_thresholds_of_the_project_hold(folder: Path) -> None:
    settings(folder, "minimum-operations = 51\n")

    missed = run()
    excepted = run("--except", "GET /health")
    overridden = run("--minimum-operations", "50")

    assert missed.exit_code == 1
    assert "50 % of the operations are used, and 51 % must be" in missed.stdout
    assert (excepted.exit_code, overridden.exit_code) == (0, 0)


def test_settings_of_one_document_are_for_it_alone(folder: Path) -> None:
    own = '[tool.pact-notary.compare.documents."openapi.yaml"]\n'
    settings(folder, f'except = ["PUT *"]\n{own}provider = ["stock"]\nexcept = ["GET /health"]\n')
    (folder / "pacts/shop-other.json").write_text(a_pact(*MISFITTING, provider="other"))
    (folder / "other.yaml").write_text(yaml.safe_dump(DOCUMENT))

    result = run("--minimum-operations", "100")
    other = run(files=("pacts", "other.yaml"))

    assert result.exit_code == 0, result.output
    assert "Nothing is excepted by PUT *" in result.stdout
    assert other.exit_code == 2
    assert "choose with --provider" in other.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("minimum-operation = 1", "minimum-operation, which is none of"),
        ("minimum-operations = 101", "minimum-operations must be a number from 0 to 100"),
        ('except = "GET /health"', "except must be a list of texts"),
        ("documents = 1", "documents must be a table"),
        ("x", "is no TOML"),
    ],
)
def test_settings_that_there_are_not_are_refused(folder: Path, text: str, told: str) -> None:
    settings(folder, text)

    result = run()

    assert (result.exit_code, told in result.stderr) == (2, True), result.stderr


def test_ignored_paths_are_counted_as_left_out(folder: Path) -> None:
    (folder / "pacts/shop-stock.json").write_text(
        a_pact(*FITTING, FITTING[0] | {"request": {"method": "GET", "path": "/internal/a"}})
    )

    result = run("--ignore-path", "/internal/*", "--ignore-path", "/old/*")

    assert result.exit_code == 0, result.output
    assert "1 left out: its path is ignored, as /internal/* is" in result.stdout
    assert "No path is ignored by /old/*" in result.stdout


NOTHING: Final = {
    "no interaction": (a_pact(), (), "the pacts hold no interaction"),
    "all ignored": (a_pact(*FITTING), ("--ignore-path", "*"), "its path is ignored, as * is"),
    "other provider": (a_pact(*FITTING), ("--provider", "bank"), "there are pacts with stock"),
}


@pytest.mark.parametrize(("pact", "arguments", "told"), NOTHING.values(), ids=NOTHING)
def test_run_that_compares_nothing_fails(
    folder: Path, pact: str, arguments: tuple[str, ...], told: str
) -> None:
    (folder / "pacts/shop-stock.json").write_text(pact)

    result = run(*arguments)

    assert (result.exit_code, result.stdout) == (3, "")
    assert told in result.stderr


def test_schemas_that_multiply_with_each_level_are_refused_at_once(folder: Path) -> None:
    again = {"properties": {"a": {"$ref": "#/components/schemas/Article"}}}
    schemas = {"schemas": {"Article": {"anyOf": [again, again | {"title": "b"}]}}}
    body: Any = 1
    for _ in range(60):
        body = {"a": body}
    (folder / "openapi.yaml").write_text(json.dumps(DOCUMENT | {"components": schemas}))
    (folder / "pacts/shop-stock.json").write_text(a_pact(an_interaction("a tree", 200, body=body)))

    result = run()

    assert (result.exit_code, result.stdout) == (3, "")
    assert "it would take too long to compare bodies as deep" in result.stderr


UNREADABLE: Final = {
    "missing pact": (("pacts/none.json", "openapi.yaml"), "pacts/none.json cannot be read"),
    "empty folder": (("empty", "openapi.yaml"), "empty holds no pact"),
    "no pact": (("openapi.yaml", "openapi.yaml"), "openapi.yaml: at the root: "),
    "missing document": (("pacts", "none.yaml"), "none.yaml cannot be read"),
    "Swagger": (("pacts", "swagger.json"), "at /swagger: Swagger 2.0 is not read"),
}


@pytest.mark.parametrize(("files", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_ends_with_three(
    folder: Path, files: tuple[str, ...], told: str
) -> None:
    (folder / "empty").mkdir()
    (folder / "swagger.json").write_text('{"swagger": "2.0"}')

    result = run(files=files)

    assert (result.exit_code, result.stdout) == (3, "")
    assert told in result.stderr


@pytest.mark.parametrize("name", ["coordinator", "node", "container"])
def test_pacts_of_ours_fit_our_documents(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    result = run(files=("pacts", f"docs/openapi/{name}.json"))

    assert result.exit_code == 0, result.output
    assert "No path is ignored" not in result.stdout
