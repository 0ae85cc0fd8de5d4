"""The floor: a bare Flask route on the broker's server that reads one row by its primary key."""

from __future__ import annotations

import sys
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from pact_notary.serving import serve
from pact_notary.settings import Binding
from pact_notary.store.database import open_engine
from pact_notary.store.schema import pacticipants


def build(database_url: str) -> Flask:
    app = Flask("floor")
    engine = open_engine(database_url)
    one = sa.select(pacticipants.c.id, pacticipants.c.name).where(
        pacticipants.c.id == sa.bindparam("key")
    )

    def show(key: int) -> dict[str, object]:
        with engine.connect() as connection:
            row = connection.execute(one, {"key": key}).one()
        return {"id": row.id, "name": row.name}

    app.add_url_rule("/rows/<int:key>", view_func=show)
    return app


def main(database_url: str, url_file: str) -> None:
    """Called as `floor_server DATABASE_URL URL_FILE`."""
    binding = Binding(port=0, url_file=Path(url_file))
    serve(build(database_url), binding, body_limit=1_000_000, on_start=lambda _: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
