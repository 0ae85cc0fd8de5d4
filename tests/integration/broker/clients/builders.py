"""What clients are given to publish, and what is asked of a broker beside them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import requests

from tests.integration.broker.wire.builders import HAL, a_pact, a_publication, a_result

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.broker.webhooks.receiver import Receiver

_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Wire:
    """A broker, asked by plain HTTP; paths are below its URL, or are links it gave."""

    url: str

    def read(self, path: str) -> Any:
        """The document at a path, which must be there."""
        response = requests.get(self._absolute(path), headers={"Accept": HAL}, timeout=_TIMEOUT_S)
        assert response.status_code == 200, response.text
        return response.json()

    def find(self, path: str) -> bool:
        return requests.get(self._absolute(path), timeout=_TIMEOUT_S).status_code == 200

    def post(self, path: str, document: Any) -> Any:
        response = requests.post(self._absolute(path), json=document, timeout=_TIMEOUT_S)
        assert response.status_code in {200, 201}, response.text
        return response.json()

    def put(self, path: str) -> None:
        response = requests.put(self._absolute(path), json={}, timeout=_TIMEOUT_S)
        assert response.status_code in {200, 201}, response.text

    def publish(self, number: str, path: str = "/1", **members: Any) -> None:
        """Publish Kiosk's pact with Menu, as clients send it."""
        self.post("/contracts/publish", a_publication(number, a_pact(path), **members))

    def make_environment(self, name: str = "test", **members: Any) -> str:
        """Its UUID."""
        made = self.post("/environments", {"name": name, "production": False, **members})
        uuid: str = made["uuid"]
        return uuid

    def pact(self, number: str, *, consumer: str = "Kiosk", provider: str = "Menu") -> Any:
        names = f"{quote(provider, safe='')}/consumer/{quote(consumer, safe='')}"
        return self.read(f"/pacts/provider/{names}/version/{quote(number, safe='')}")

    def verify(self, number: str, provider_number: str, *, success: bool = True) -> None:
        """Record a result for the pact of the consumer's version."""
        address = self.pact(number)["_links"]["pb:publish-verification-results"]["href"]
        self.post(address, a_result(provider_number, success=success))

    def offered(self, **question: Any) -> dict[str, Any]:
        """What Menu's main branch is given to verify: by path, whether it is pending or WIP."""
        asked = {
            "consumerVersionSelectors": [{"mainBranch": True}],
            "includePendingStatus": True,
            "providerVersionBranch": "main",
            **question,
        }
        answer = self.post("/pacts/provider/Menu/for-verification", asked)
        found = {}
        for pact in answer["_embedded"]["pacts"]:
            document = self.read(pact["_links"]["self"]["href"])
            path = document["interactions"][0]["request"]["path"]
            found[path] = pact["verificationProperties"]
        return found

    def rows(self) -> list[tuple[str, str, bool]]:
        """Kiosk's version, Menu's version and the outcome of each result in the matrix."""
        matrix = self.read("/matrix?q[][pacticipant]=Kiosk&q[][pacticipant]=Menu")["matrix"]
        return sorted(
            (
                row["consumer"]["version"]["number"],
                row["provider"]["version"]["number"],
                row["verificationResult"]["success"],
            )
            for row in matrix
            if row["verificationResult"]
        )

    def last_result(self) -> Any:
        """The latest result for the pact of version 1."""
        return self.read(self.pact("1")["_links"]["pb:latest-verification-results"]["href"])

    def tags(self, number: str) -> list[str]:
        version = self.read(f"/pacticipants/Kiosk/versions/{quote(number, safe='')}")
        return sorted(tag["name"] for tag in version["_embedded"]["tags"])

    def branches(self, number: str) -> list[str]:
        version = self.read(f"/pacticipants/Kiosk/versions/{quote(number, safe='')}")
        return sorted(branch["name"] for branch in version["_embedded"]["branchVersions"])

    def _absolute(self, path: str) -> str:
        return path if path.startswith("http") else self.url + path


def asked(provider: Receiver) -> set[str]:
    """The paths that a provider was asked for."""
    return {received.path for received in provider.received}


def write_pact(
    folder: Path, path: str = "/1", *, consumer: str = "Kiosk", provider: str = "Menu"
) -> Path:
    """A pact file whose content differs by the path that is asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{quote(consumer, safe='')}-{quote(provider, safe='')}.json"
    document = a_pact(path, consumer=consumer, provider=provider)
    file.write_text(json.dumps(document), encoding="utf-8")
    return file
