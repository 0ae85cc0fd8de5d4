"""What the shop's applications expect of each other: the pacts of the demo world."""

from __future__ import annotations

from typing import Any, Final

Document = dict[str, Any]

WEB: Final = "shop-web"
APP: Final = "shop-app"
ORDERS: Final = "orders"
PAYMENTS: Final = "payments"
STOCK: Final = "stock"
PRICES: Final = "prices"
ACCOUNTS: Final = "accounts"
MAILER: Final = "mailer"
SEARCH: Final = "search"
REPORTS: Final = "reports"
_JSON: Final = {"Content-Type": "application/json"}


def type_of(**more: Any) -> Document:
    return _rule({"match": "type", **more})


def regex(pattern: str) -> Document:
    return _rule({"match": "regex", "regex": pattern})


def datetime_of(pattern: str) -> Document:
    return _rule({"match": "datetime", "format": pattern})


def a_document(consumer: str, provider: str, *interactions: Document) -> Document:
    return {
        "consumer": {"name": consumer},
        "provider": {"name": provider},
        "interactions": list(interactions),
        "metadata": {"pactSpecification": {"version": "3.0.0"}},
    }


def an_interaction(
    description: str,
    request: tuple[str, str],
    answer: tuple[int, Any],
    *,
    given: str | None = None,
    sent: Any = None,
    rules: Document | None = None,
) -> Document:
    """What is asked and answered; `rules` are those of the answer's body, by path."""
    method, path = request
    status, body = answer
    asked: Document = {"method": method, "path": path}
    if sent is not None:
        asked |= {"headers": _JSON, "body": sent}
    response: Document = {"status": status}
    if body is not None:
        response |= {"headers": _JSON, "body": body}
    if rules:
        response["matchingRules"] = {"body": rules}
    states = {"providerStates": [{"name": given}]} if given else {}
    return {"description": description, **states, "request": asked, "response": response}


def web_prices(*, discounts: bool = False) -> Document:
    """The shop reads an article's price; with discounts, also what is taken off it."""
    price = {
        "article": "1007",
        "amount": 1999,
        "currency": "EUR",
        "valid_until": "2026-12-31T23:59:59Z",
    }
    rules = {
        "$.article": type_of(),
        "$.amount": _rule({"match": "integer"}),
        "$.currency": regex("EUR|CHF"),
        "$.valid_until": datetime_of("yyyy-MM-dd'T'HH:mm:ssX"),
    }
    if discounts:
        price["discount"] = {"percent": 10, "reason": "autumn sale"}
        rules["$.discount.percent"] = _rule({"match": "decimal"})
        rules["$.discount.reason"] = type_of()
    known = an_interaction(
        "a request for the price of an article",
        ("GET", "/articles/1007/price"),
        (200, price),
        given="article 1007 costs 19.99 EUR",
        rules=rules,
    )
    unknown = an_interaction(
        "a request for the price of an unknown article",
        ("GET", "/articles/404/price"),
        (404, {"code": "article_unknown"}),
    )
    basket = an_interaction(
        "a request for the prices of a basket",
        ("POST", "/quotes"),
        (200, {"total": 4498, "items": [{"article": "1007", "amount": 1999}]}),
        given="article 1007 costs 19.99 EUR",
        sent={"items": [{"article": "1007", "count": 1}]},
        rules={"$.total": _rule({"match": "integer"}), "$.items": type_of(min=1)},
    )
    return a_document(WEB, PRICES, known, unknown, *([] if discounts else [basket]))


def web_stock() -> Document:
    counted = an_interaction(
        "a request for the stock of an article",
        ("GET", "/articles/1007/stock"),
        (200, {"article": "1007", "available": 12, "warehouse": "north"}),
        given="12 pieces of article 1007 are in stock",
        rules={"$.available": _rule({"match": "integer"}), "$.warehouse": type_of()},
    )
    reserved = an_interaction(
        "a reservation",
        ("POST", "/reservations"),
        (201, {"id": "r-77", "expires_at": "2026-11-27T10:15:00Z"}),
        given="12 pieces of article 1007 are in stock",
        sent={"article": "1007", "count": 2},
        rules={
            "$.id": regex("r-\\d+"),
            "$.expires_at": datetime_of("yyyy-MM-dd'T'HH:mm:ssX"),
        },
    )
    return a_document(WEB, STOCK, counted, reserved)


def orders_of(consumer: str, *, tracks: bool = False) -> Document:
    order: Document = {
        "id": "o-5120",
        "status": "paid",
        "lines": [{"article": "1007", "count": 2}],
    }
    if tracks:
        order["tracking"] = {"carrier": "post", "number": "LX 1234"}
    placed = an_interaction(
        "a new order",
        ("POST", "/orders"),
        (201, {"id": "o-5120", "status": "new"}),
        sent={"lines": [{"article": "1007", "count": 2}]},
        rules={"$.id": regex("o-\\d+")},
    )
    read = an_interaction(
        "a request for an order",
        ("GET", "/orders/o-5120"),
        (200, order),
        given="order o-5120 is paid",
        rules={"$.status": regex("new|paid|sent"), "$.lines": type_of(min=1)},
    )
    return a_document(consumer, ORDERS, placed, read)


def orders_payments(*, currency: bool = False) -> Document:
    sent = {"order": "o-5120", "amount": 4498} | ({"currency": "EUR"} if currency else {})
    paid = an_interaction(
        "a payment",
        ("POST", "/payments"),
        (201, {"id": "p-31", "state": "authorised"}),
        sent=sent,
        rules={"$.id": type_of(), "$.state": regex("authorised|settled")},
    )
    return a_document(ORDERS, PAYMENTS, paid)


def accounts_of(consumer: str) -> Document:
    read = an_interaction(
        "a request for an account",
        ("GET", "/accounts/ada"),
        (200, {"name": "Ada", "email": "ada@shop.example", "language": "en"}),
        given="account ada exists",
        rules={"$.name": type_of(), "$.email": regex(".+@.+"), "$.language": regex("[a-z]{2}")},
    )
    return a_document(consumer, ACCOUNTS, read)


def web_search() -> Document:
    found = an_interaction(
        "a search for mugs",
        ("GET", "/search"),
        (200, {"hits": [{"article": "1007", "title": "Mug, blue"}], "total": 1}),
        given="a blue mug is on sale",
        rules={"$.hits": type_of(min=1), "$.total": _rule({"match": "integer"})},
    )
    found["request"]["query"] = {"q": ["mug"], "size": ["20"]}
    return a_document(WEB, SEARCH, found)


def mailer_orders() -> Document:
    """Messages, in the fourth version of the specification."""
    shipped = {
        "type": "Asynchronous/Messages",
        "description": "an order was sent",
        "providerStates": [{"name": "order o-5120 is sent"}],
        "contents": {
            "content": {"order": "o-5120", "to": "ada@shop.example", "template": "sent"},
            "contentType": "application/json",
            "encoded": False,
        },
        "matchingRules": {"body": {"$.to": regex(".+@.+"), "$.order": regex("o-\\d+")}},
        "metadata": {"topic": "orders.sent", "contentType": "application/json"},
    }
    document = a_document(MAILER, ORDERS, shipped)
    document["metadata"] = {"pactSpecification": {"version": "4.0"}}
    return document


def _rule(matcher: Document) -> Document:
    return {"combine": "AND", "matchers": [matcher]}
