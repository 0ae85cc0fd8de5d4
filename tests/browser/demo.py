"""The demo world: a shop's applications on a Friday morning, with something of every status.

`prices` 2.4.0 has broken `shop-web`; `orders` 5.1.0 waits for `payments`; nobody has verified what
`shop-app` 2.1.0 wants anew, nor ever what `reports` wants; `search` is not in production, though
`shop-web` 3.2.0 calls it.
"""

from __future__ import annotations

import itertools
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import structlog

from pact_notary.app import compose
from pact_notary.domain.scopes import Scope
from pact_notary.serving import serving
from pact_notary.settings import Binding, Settings
from pact_notary.store.database import migrate, open_engine
from tests.browser import demo_pacts as pacts
from tests.browser.demo_documents import prices_document
from tests.browser.demo_hooks import add_webhooks, deliver
from tests.browser.demo_pacts import (
    ACCOUNTS,
    APP,
    MAILER,
    ORDERS,
    PAYMENTS,
    PRICES,
    REPORTS,
    STOCK,
    WEB,
)
from tests.browser.demo_story import Clock, Story, a_failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

ENVIRONMENTS: Final = ("test", "staging", "production")
_SEARCH: Final = pacts.SEARCH
# Name, since so many days; its first version has the number, and is in all environments.
_FIRST: Final = (
    (STOCK, "1.4.0", 44),
    (PRICES, "2.3.0", 43),
    (ACCOUNTS, "4.0.2", 42),
    (PAYMENTS, "2.0.0", 41),
    (ORDERS, "5.0.0", 40),
    (MAILER, "1.1.0", 39),
    (WEB, "3.0.0", 38),
    (APP, "2.0.0", 36),
)


@contextmanager
def running_demo(folder: Path) -> Iterator[str]:
    """The URL of a broker with the demo world, whose clock stands still at its end."""
    clock = Clock()
    app = make_app(folder, clock)
    story = Story(app, clock)
    try:
        tell_all(story)
        with serving(app, Binding(port=0), body_limit=Settings().body_limit) as url:
            yield url
    finally:
        story.engine.dispose()


def make_app(folder: Path, clock: Clock) -> Flask:
    """A broker without anything in it; each time it is made, it gives the same ids."""
    numbers = itertools.count(1)
    engine = open_engine(f"sqlite:///{folder / 'demo.db'}")
    only_failures = structlog.make_filtering_bound_logger(logging.ERROR)
    migrate(engine)
    return compose(
        engine,
        Settings(),
        now=clock,
        new_id=lambda: f"5b0c7a1e-0000-4000-8000-{next(numbers):012}",
        log=structlog.wrap_logger(structlog.PrintLogger(), wrapper_class=only_failures),
    )


def tell_all(story: Story) -> None:
    story.clock.put_back(days=60)
    _tell_who_is_who(story)
    add_webhooks(story)
    _tell_first_versions(story)
    _tell_of_web(story)
    _tell_of_orders(story)
    _tell_of_prices(story)
    story.clock.put_back(days=0)
    deliver(story)


def _tell_who_is_who(story: Story) -> None:
    names = [name for name, _, _ in _FIRST] + [_SEARCH, REPORTS]
    scopes = {Scope.PUBLISH, Scope.VERIFY, Scope.DEPLOY}
    story.let("platform-team", set(Scope), number=1)
    for number, name in enumerate(names, 2):
        story.let(name, scopes, number=number)
    for name in ENVIRONMENTS:
        body = {"name": name, "displayName": name.title(), "production": name == "production"}
        story.tell("platform-team", "POST", "/environments", body)
    for name in names:
        body = {
            "name": name,
            "mainBranch": "main",
            "repositoryUrl": f"https://git.shop.example/{name}",
        }
        story.tell("platform-team", "POST", "/pacticipants", body)


def _tell_first_versions(story: Story) -> None:
    for name, number, days in _FIRST:
        story.clock.put_back(days=days)
        story.add_version(name, number)
    story.publish(
        WEB,
        "3.0.0",
        pacts.orders_of(WEB),
        pacts.web_stock(),
        pacts.web_prices(),
        pacts.accounts_of(WEB),
    )
    story.publish(APP, "2.0.0", pacts.orders_of(APP), pacts.accounts_of(APP))
    story.publish(ORDERS, "5.0.0", pacts.orders_payments(), pacts.accounts_of(ORDERS))
    story.publish(MAILER, "1.1.0", pacts.mailer_orders())
    firsts = {name: number for name, number, _ in _FIRST}
    for consumer, provider in (
        *((WEB, provider) for provider in (ORDERS, STOCK, PRICES, ACCOUNTS)),
        *((APP, provider) for provider in (ORDERS, ACCOUNTS)),
        *((ORDERS, provider) for provider in (PAYMENTS, ACCOUNTS)),
        (MAILER, ORDERS),
    ):
        story.verify((consumer, provider), (firsts[consumer], firsts[provider]))
    for name, number, days in _FIRST:
        story.clock.put_back(days=days - 1)
        story.deploy(name, number, *ENVIRONMENTS)


def _tell_of_web(story: Story) -> None:
    old = (pacts.orders_of(WEB), pacts.web_stock(), pacts.web_prices(), pacts.accounts_of(WEB))
    story.clock.put_back(days=12)
    story.publish(WEB, "3.1.0", *old)
    story.clock.put_back(days=11)
    story.deploy(WEB, "3.1.0", *ENVIRONMENTS)
    for name, number in ((WEB, "3.1.0"), (PRICES, "2.3.0")):
        story.tell(name, "PUT", f"/pacticipants/{name}/versions/{number}/tags/prod", {})
    story.clock.put_back(days=9)
    story.add_version(_SEARCH, "0.3.0")
    story.deploy(_SEARCH, "0.3.0", "test")
    story.clock.put_back(days=0.25)
    story.publish(WEB, "3.2.0", *old, pacts.web_search())
    story.clock.put_back(days=0.24)
    story.verify((WEB, _SEARCH), ("3.2.0", "0.3.0"))
    story.deploy(WEB, "3.2.0", "test")
    story.clock.put_back(days=0.1)
    discounts = (*old[:2], pacts.web_prices(discounts=True), old[3])
    story.publish(WEB, "3.3.0-discounts.1", *discounts, branch="feat/discounts")


def _tell_of_orders(story: Story) -> None:
    story.clock.put_back(days=3)
    story.publish(ORDERS, "5.1.0", pacts.orders_payments(currency=True), pacts.accounts_of(ORDERS))
    for consumer, number in ((WEB, "3.1.0"), (APP, "2.0.0"), (MAILER, "1.1.0")):
        story.verify((consumer, ORDERS), (number, "5.1.0"))
    story.clock.put_back(days=2.5)
    story.add_version(PAYMENTS, "2.1.0")
    story.verify((ORDERS, PAYMENTS), ("5.1.0", "2.1.0"))
    story.clock.put_back(days=2)
    story.deploy(PAYMENTS, "2.1.0", "test", "staging")
    story.deploy(ORDERS, "5.1.0", "test", "staging")
    story.clock.put_back(days=1)
    story.publish(APP, "2.1.0", pacts.orders_of(APP, tracks=True), pacts.accounts_of(APP))
    story.clock.put_back(days=0.5)
    story.publish(REPORTS, "0.1.0", pacts.orders_of(REPORTS))


def _tell_of_prices(story: Story) -> None:
    story.clock.put_back(days=0.2)
    story.add_version(PRICES, "2.4.0")
    story.publish_document(PRICES, "2.4.0", prices_document())
    story.clock.put_back(days=0.19)
    story.verify(
        (WEB, PRICES),
        ("3.1.0", "2.4.0"),
        a_failure(
            "a request for the price of an article",
            ("$", "Actual map is missing the following keys: amount"),
            ("$.currency", "Expected 'Euro' to match 'EUR|CHF'"),
        ),
    )
    story.deploy(PRICES, "2.4.0", "test")
