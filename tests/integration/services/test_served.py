"""Every declared endpoint is served by exactly one app, on its declared route."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import base58
import pytest

from pro_me_the_us.container import api as container_api
from pro_me_the_us.coordinator import api as coordinator_api
from pro_me_the_us.node import api as node_api
from swarm.container import app as container
from swarm.container.kinds import KINDS as CONTAINER_KINDS
from swarm.container.settings import Settings as ContainerSettings
from swarm.coordinator import app as coordinator
from swarm.coordinator.settings import Settings as CoordinatorSettings
from swarm.node import app as node
from swarm.node.settings import Settings as NodeSettings

if TYPE_CHECKING:
    from flask import Flask

    from pro_me_the_us.endpoint import Endpoint

NOWHERE = "http://127.0.0.1:9"
README = Path(__file__).parents[3] / "services/README.md"
HELP = re.compile(r"^# HELP (\w+) ", re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \|[^|]*\| ([a-z, ]+) \|", re.MULTILINE)
LOADED = re.compile(r'(?:src|href)="(docs/[^"]+)"')
UNDECLARED = {"healthz", "readyz", "metrics", "openapi", "page", "page_file"}


def a_coordinator(folder: Path) -> Flask:
    return coordinator.build_app(
        CoordinatorSettings(f"sqlite:///{folder / 'coordinator.db'}", frozenset({"task-1"}))
    )


def a_container(folder: Path) -> Flask:
    settings = ContainerSettings(
        kind=CONTAINER_KINDS["worker"],
        coordinator_url=NOWHERE,
        node_url=NOWHERE,
        github_username="octo-worker",
        work_directory=folder / "work",
        forge_directory=folder / "forge",
        git=Path(shutil.which("git") or "git"),
    )
    container.prepare(settings)
    return container.build_app(settings)


def a_node(folder: Path) -> Flask:
    settings = NodeSettings(
        secret=base58.b58encode(bytes(range(32))).decode(),
        task="task-1",
        github_username="octo-worker",
        coordinator_url=NOWHERE,
        container_url=NOWHERE,
        data_directory=folder / "node",
        submissions_directory=folder / "submissions",
        round_s=600,
        job_s=600,
    )
    node.prepare(settings)
    return node.build_app(settings)


@pytest.mark.parametrize(
    ("build", "service"),
    [
        pytest.param(a_coordinator, "coordinator", id="coordinator"),
        pytest.param(a_container, "container", id="container"),
        pytest.param(a_node, "node", id="node"),
    ],
)
def test_readme_lists_every_figure(tmp_path: Path, build: Any, service: str) -> None:
    shown = build(tmp_path).test_client().get("/metrics").get_data(as_text=True)

    names = {name for name in HELP.findall(shown) if not name.endswith("_created")}
    listed = {
        name
        for name, services in ROW.findall(README.read_text(encoding="utf-8"))
        if {"all", service} & set(services.split(", "))
    }
    assert names == listed


@pytest.mark.parametrize(
    ("build", "endpoints"),
    [
        pytest.param(a_coordinator, coordinator_api.ENDPOINTS, id="coordinator"),
        pytest.param(a_container, container_api.ENDPOINTS, id="container"),
        pytest.param(a_node, node_api.ENDPOINTS, id="node"),
    ],
)
def test_app_serves_what_its_room_declares(
    tmp_path: Path, build: Any, endpoints: tuple[Endpoint[Any, Any], ...]
) -> None:
    rules = build(tmp_path).url_map.iter_rules()

    served = {
        (rule.endpoint, rule.rule.replace("<", "{").replace(">", "}"), method)
        for rule in rules
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint not in UNDECLARED
    }

    assert served == {(e.name, e.path, e.method) for e in endpoints}


@pytest.mark.parametrize("build", [a_coordinator, a_container, a_node])
def test_page_of_the_document_loads_what_is_served_beside_it(tmp_path: Path, build: Any) -> None:
    browser = build(tmp_path).test_client()

    page = browser.get("/docs")
    loaded = [browser.get(f"/{address}") for address in LOADED.findall(page.text)]
    again = browser.get("/docs", headers={"If-None-Match": page.headers["ETag"]})

    assert (page.status_code, page.mimetype, again.status_code) == (200, "text/html", 304)
    assert [one.mimetype for one in loaded] == ["text/css", "text/javascript", "text/javascript"]
    assert all("immutable" in one.headers["Cache-Control"] for one in loaded)
    assert all("https://" not in text for text in (page.text, loaded[-1].text))
    for answer in (page, *loaded):
        policy = answer.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy)


def test_files_of_the_page_are_sent_compressed_if_that_is_taken(tmp_path: Path) -> None:
    browser = a_container(tmp_path).test_client()
    address = "/docs/any/swagger-ui.min.css"

    plain = browser.get(address)
    compressed = browser.get(address, headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(compressed.data) == plain.data
    assert len(compressed.data) < len(plain.data) / 5


def test_page_has_no_other_files(tmp_path: Path) -> None:
    answer = a_container(tmp_path).test_client().get("/docs/any/routes.py")

    assert (answer.status_code, answer.get_json(force=True)["code"]) == (404, "unknown_path")
