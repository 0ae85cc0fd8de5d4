"""The command `pact-notary`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pact_notary.access import Access, Credentials
from pact_notary.app import VERSION, create_app
from pact_notary.commands import (
    audit,
    backup,
    breaking,
    cleaning,
    compare,
    importing,
    owed,
    publish_openapi,
    report,
    tokens,
    why,
)
from pact_notary.commands.options import (
    DATABASE,
    database_url,
    log_level,
    official,
    open_database,
    or_complain,
    with_options,
)
from pact_notary.delivery.settings import WebhookSettings, read_settings
from pact_notary.domain.openapi_gate import Gate
from pact_notary.logs import configure_logs
from pact_notary.service.transaction import Policy
from pact_notary.serving import serve
from pact_notary.settings import (
    DEFAULT_BODY_LIMIT,
    DEFAULT_PORT,
    Binding,
    Settings,
    database_file,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pact_notary.delivery.dispatcher import Dispatcher

    Decorator = Callable[[Any], Any]

# What is under way then is made again by another process, or at the next start.
_LAST_WEBHOOKS_S = 5.0

_BANNER = """\
pact-notary {version} answers at {url}
Its data lies in {database}
Publish pacts with:
  pact broker publish FOLDER --broker-base-url {url} \\
    --consumer-app-version VERSION --branch BRANCH"""


_SERVING: Sequence[Decorator] = (
    official("HOST", default="127.0.0.1", help="Address to listen on."),
    official("PORT", default=DEFAULT_PORT, type=click.IntRange(0, 65535), help="0: any free one."),
    official("THREADS", default=8, type=click.IntRange(1, 64), help="Requests served at once."),
    official(
        "BASE_URL",
        help="The address that links begin with; several separated by spaces, also as "
        "PACT_BROKER_BASE_URLS.",
    ),
    official(
        "BODY_LIMIT",
        default=DEFAULT_BODY_LIMIT,
        type=click.IntRange(min=1),
        help="Bytes of a request body.",
    ),
    click.option(
        "--url-file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="File to write the URL to once connections are accepted.",
    ),
    click.option(
        "--without-credentials",
        is_flag=True,
        help="Allow everybody who reaches the address to do everything.",
    ),
)
_ACCESS: Sequence[Decorator] = (
    official("BASIC_AUTH_USERNAME", help="User who may do everything."),
    official("BASIC_AUTH_PASSWORD", help="Better given by the environment."),
    official("BASIC_AUTH_READ_ONLY_USERNAME", help="User who may only read."),
    official("BASIC_AUTH_READ_ONLY_PASSWORD", help="Better given by the environment."),
    official(
        "REQUIRE_CREDENTIALS",
        type=bool,
        default=False,
        help="Let nobody in without a token, or a user if one is set.",
    ),
    official("ALLOW_PUBLIC_READ", type=bool, default=False, help="Let everybody read."),
    official(
        "PUBLIC_HEARTBEAT", type=bool, default=False, help="Let everybody ask whether it is alive."
    ),
    official("ENABLE_PUBLIC_BADGE_ACCESS", type=bool, default=False, help="Same for badges."),
)
_POLICY: Sequence[Decorator] = (
    official(
        "ALLOW_DANGEROUS_CONTRACT_MODIFICATION",
        type=bool,
        default=False,
        help="Let a version's pact be published anew with other content.",
    ),
    official(
        "AUTO_DETECT_MAIN_BRANCH",
        type=bool,
        default=True,
        help="Make the first candidate that is published the main branch.",
    ),
    official(
        "MAIN_BRANCH_CANDIDATES",
        default="develop main master",
        help="Branches that may become main ones.",
    ),
    official(
        "USE_FIRST_TAG_AS_BRANCH",
        type=bool,
        default=True,
        help="Take the first tag of a new version without a branch for one.",
    ),
    official(
        "CREATE_DEPLOYED_VERSIONS_FOR_TAGS",
        type=bool,
        default=True,
        help="Take a tag named as an environment for a deployment.",
    ),
    official(
        "CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES",
        type=bool,
        default=True,
        help="Refuse new names that are very like known ones.",
    ),
    click.option(
        "--openapi-gate",
        type=click.Choice([gate.value for gate in Gate]),
        default=Gate.OFF.value,
        envvar="PACT_NOTARY_OPENAPI_GATE",
        show_envvar=True,
        show_default=True,
        help="Whether OpenAPI documents have a say in what can be deployed: not at all, those "
        "that are there must fit the pacts, or each provider's version must have one too.",
    ),
    official(
        "NETWORK_DIAGRAM_MAX_PACTICIPANTS",
        default=150,
        type=click.IntRange(min=1),
        help="Applications that a group shows, the nearest ones.",
    ),
    official(
        "BADGE_DEFAULT_CACHE_SETTING",
        default="max-age=30",
        help="What Cache-Control says of badges.",
    ),
)
_WEBHOOKS: Sequence[Decorator] = (
    official(
        "WEBHOOK_HOST_WHITELIST",
        help="Hosts webhooks may go to; none: public ones. "
        "HTTPS_PROXY, HTTP_PROXY and NO_PROXY are heeded.",
    ),
    official("WEBHOOK_SCHEME_WHITELIST", default="https", help="http and https are known."),
    official("WEBHOOK_HTTP_METHOD_WHITELIST", default="POST", help="Methods webhooks may use."),
    official(
        "WEBHOOK_HTTP_CODE_SUCCESS",
        default="200 201 202 203 204 205 206",
        help="Answers after which a webhook is not sent again.",
    ),
    official("WEBHOOK_RETRY_SCHEDULE", default="10 60 120 300 600 1200", help="Seconds."),
    official("WEBHOOK_CERTIFICATES", help="Files in PEM to trust beside the system's."),
    official("DISABLE_SSL_VERIFICATION", type=bool, default=False, help="Trust all receivers."),
    official("USER_AGENT", default=f"pact-notary/{VERSION}", help="What webhooks call themselves."),
)


@click.group()
@click.version_option(VERSION, prog_name="pact-notary")
def main() -> None:
    """A Pact Broker: stores contracts and verification results, answers can-i-deploy."""


@main.command("serve")
@with_options((*_SERVING, *DATABASE, *_ACCESS, *_POLICY, *_WEBHOOKS))
def serve_command(**given: Any) -> None:
    """Serve the broker until it is stopped."""
    configure_logs(log_level(given))
    settings = _settings(given)
    binding = Binding(given["host"], given["port"], given["threads"], given["url_file"])
    if settings.access.is_open and not (binding.is_loopback or given["without_credentials"]):
        raise click.UsageError(
            f"{binding.host} can be reached by others and no user is set. Set "
            "PACT_BROKER_BASIC_AUTH_USERNAME and PACT_BROKER_BASIC_AUTH_PASSWORD, let in only "
            "those with tokens by --require-credentials, listen on 127.0.0.1, or allow "
            "everybody everything with --without-credentials."
        )
    url = database_url(given)
    app = or_complain(lambda: create_app(url, settings))
    dispatcher: Dispatcher = app.extensions["pact_notary_dispatcher"]
    dispatcher.start()

    def tell(address: str) -> None:
        database = database_file(url) or "the PostgreSQL database that was named"
        click.echo(_BANNER.format(version=VERSION, url=address, database=database))

    or_complain(lambda: serve(app, binding, body_limit=settings.body_limit, on_start=tell))
    dispatcher.stop(timeout_s=_LAST_WEBHOOKS_S)


@main.command("migrate")
@with_options(DATABASE)
def migrate_command(**given: Any) -> None:
    """Bring the tables of the database up to date; serving does so too."""
    configure_logs(log_level(given))
    open_database(given)
    click.echo("The tables are up to date.")


def _settings(given: Mapping[str, Any]) -> Settings:
    return Settings(
        access=Access(
            writer=_user(given, "basic_auth"),
            reader=_user(given, "basic_auth_read_only"),
            requires_credentials=given["require_credentials"],
            allow_public_read=given["allow_public_read"],
            public_heartbeat=given["public_heartbeat"],
            public_badges=given["enable_public_badge_access"],
        ),
        policy=Policy(
            allow_dangerous_contract_modification=given["allow_dangerous_contract_modification"],
            auto_detect_main_branch=given["auto_detect_main_branch"],
            main_branch_candidates=tuple(given["main_branch_candidates"].split()),
            use_first_tag_as_branch=given["use_first_tag_as_branch"],
            create_deployed_versions_for_tags=given["create_deployed_versions_for_tags"],
            check_similar_names=given["check_for_potential_duplicate_pacticipant_names"],
            network_limit=given["network_diagram_max_pacticipants"],
            badge_cache=given["badge_default_cache_setting"],
            openapi_gate=Gate(given["openapi_gate"]),
        ),
        base_urls=_base_urls(given["base_url"] or os.environ.get("PACT_BROKER_BASE_URLS") or ""),
        body_limit=given["body_limit"],
        webhooks=_webhooks(given),
    )


def _webhooks(given: Mapping[str, Any]) -> WebhookSettings:
    flags = {
        f"PACT_BROKER_{name.upper()}": str(value or "")
        for name, value in given.items()
        if name.startswith("webhook_") or name in {"disable_ssl_verification", "user_agent"}
    }
    try:
        return read_settings({**os.environ, **flags})
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _user(given: Mapping[str, Any], prefix: str) -> Credentials | None:
    username, password = given[f"{prefix}_username"], given[f"{prefix}_password"]
    if not username and not password:
        return None
    if not (username and password):
        name = f"PACT_BROKER_{prefix.upper()}"
        raise click.UsageError(f"{name}_USERNAME and {name}_PASSWORD belong together")
    return Credentials(username, password)


def _base_urls(text: str) -> tuple[str, ...]:
    urls = tuple(url.rstrip("/") for url in text.split())
    for url in urls:
        if not url.startswith(("http://", "https://")):
            raise click.UsageError(f"{url} is no base URL: it must begin with http:// or https://")
    return urls


main.add_command(tokens.group)
main.add_command(audit.audit)
main.add_command(backup.backup)
main.add_command(backup.restore)
main.add_command(breaking.breaking_command)
main.add_command(cleaning.clean)
main.add_command(compare.compare_command)
main.add_command(importing.import_command)
main.add_command(owed.owed_command)
main.add_command(publish_openapi.publish_openapi)
main.add_command(report.report_command)
main.add_command(why.why)

if __name__ == "__main__":
    main()
