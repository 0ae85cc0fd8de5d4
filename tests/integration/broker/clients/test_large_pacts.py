from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import requests

from tests.broker_process import running_broker
from tests.integration.broker.clients.official import Pact
from tests.integration.broker.wire.builders import a_pact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.broker_process import BrokerProcess

PATH = "/pacts/provider/Menu/consumer/Kiosk/version/1"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrokerProcess]:
    """With the limit that it has when nobody sets one."""
    folder = tmp_path_factory.mktemp("large")
    with running_broker(folder, f"sqlite:///{folder / 'broker.db'}") as broker:
        yield broker


def write_large_pact(folder: Path, *, size: int) -> Path:
    file = folder / "pact.json"
    pact = a_pact()
    pact["interactions"][0]["response"]["body"] = "x" * size
    file.write_text(json.dumps(pact), encoding="utf-8")
    return file


def test_pact_of_20_mb_is_published(broker: BrokerProcess, tmp_path: Path) -> None:
    file = write_large_pact(tmp_path, size=20_000_000)

    said = Pact(broker.url)("publish", file, "-a", "20-mb")

    assert said.code == 0, said.text[-500:]
    stored = requests.get(f"{broker.url}{PATH[:-1]}20-mb", timeout=60).json()
    assert len(stored["interactions"][0]["response"]["body"]) == 20_000_000


def test_command_is_told_the_limit(broker: BrokerProcess, tmp_path: Path) -> None:
    """In base64, as the command sends it, a pact is a third larger."""
    file = write_large_pact(tmp_path, size=30_000_000)

    said = Pact(broker.url)("publish", file, "-a", "1")

    assert said.code != 0
    assert "this broker takes at most 33554432" in said.text


@pytest.mark.parametrize("size", [35_000_000, 200_000_000], ids=["35-mb", "200-mb"])
def test_requests_is_told_the_limit(broker: BrokerProcess, size: int) -> None:
    told = requests.put(broker.url + PATH, data=b"x" * size, headers=JSON, timeout=60)

    assert told.status_code == 413
    assert "this broker takes at most 33554432" in told.text


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("expect", ["Expect: 100-continue", "Expect:"], ids=["asks", "sends"])
def test_curl_is_told_the_limit(broker: BrokerProcess, tmp_path: Path, expect: str) -> None:
    file = write_large_pact(tmp_path, size=200_000_000)
    curl = [
        "curl",
        "-sS",
        "-w",
        "%{http_code}",
        "-H",
        expect,
        "-H",
        "Content-Type: application/json",
    ]

    told = subprocess.run(
        [*curl, "-T", str(file), broker.url + PATH], capture_output=True, text=True, check=True
    )

    assert "this broker takes at most 33554432" in told.stdout
    assert told.stdout.endswith("413")
