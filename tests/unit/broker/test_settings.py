from __future__ import annotations

import pytest

from pact_notary.settings import official_database_url


@pytest.mark.parametrize(
    ("parts", "url"),
    [
        ({"HOST": "db"}, None),
        ({"NAME": "pacts"}, "postgresql://localhost/pacts"),
        (
            {"NAME": "pacts", "HOST": "db", "PORT": "5433", "USERNAME": "u", "PASSWORD": "p/@"},
            "postgresql://u:p%2F%40@db:5433/pacts",
        ),
        ({"NAME": "pacts", "SSLMODE": "require"}, "postgresql://localhost/pacts?sslmode=require"),
        ({"NAME": "pacts", "ADAPTER": "postgresql"}, "postgresql://localhost/pacts"),
        ({"NAME": "/data/pacts.db", "ADAPTER": "sqlite"}, "sqlite:////data/pacts.db"),
    ],
    ids=["no-name", "name", "all", "sslmode", "postgresql", "sqlite"],
)
def test_database_is_named_in_parts(parts: dict[str, str], url: str | None) -> None:
    environ = {f"PACT_BROKER_DATABASE_{name}": value for name, value in parts.items()}

    assert official_database_url(environ) == url


def test_database_of_another_kind_is_refused() -> None:
    environ = {"PACT_BROKER_DATABASE_NAME": "pacts", "PACT_BROKER_DATABASE_ADAPTER": "mysql2"}

    with pytest.raises(ValueError, match="must be postgres or postgresql or sqlite, not mysql2"):
        official_database_url(environ)
