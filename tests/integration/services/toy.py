"""A service that does nothing but answer: `python -m tests.integration.services.toy serve …`."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Never

from pro_me_the_us.endpoint import Room
from pro_me_the_us.errors import Unavailable
from swarm.edge import Edge, create_app
from swarm.serving import Binding, CannotListen, serve

if TYPE_CHECKING:
    from flask import Flask


def build() -> Flask:
    edge = Edge("coordinator", "1", Room("", {}, ()), check_ready=_check_ready, max_body_bytes=100)
    app = create_app(edge)

    @app.get("/pid")
    def pid() -> dict[str, int]:
        return {"pid": os.getpid()}

    @app.get("/slow")
    def slow() -> dict[str, str]:
        """Tell the test that the request is under way, then take a while."""
        Path(os.environ["STARTED_FILE"]).touch()
        time.sleep(0.5)
        return {"slow": "done"}

    @app.get("/broken")
    def broken() -> Never:
        raise ZeroDivisionError

    return app


def _check_ready() -> None:
    if Path(os.environ["DOWN_FILE"]).exists():
        raise Unavailable("The database is away.", retry_after_s=5)


if __name__ == "__main__":
    # serve [PORT] --url-file FILE
    _, *port, _, url_file = sys.argv[1:]
    try:
        binding = Binding(port=int(port[0]) if port else 0, url_file=Path(url_file))
        serve(build, binding, service="toy")
    except CannotListen as error:
        sys.exit(str(error))
