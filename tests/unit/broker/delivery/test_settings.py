from __future__ import annotations

import pytest

from pact_notary.delivery.proxies import Proxies, Proxy
from pact_notary.delivery.settings import WebhookSettings, read_settings
from pact_notary.domain.webhooks.targets import read_target


def test_nothing_given_is_the_official_default() -> None:
    settings = read_settings({})

    assert settings == WebhookSettings()
    assert settings.retry_schedule_s == (10, 60, 120, 300, 600, 1200)
    assert settings.success_codes == {200, 201, 202, 203, 204, 205, 206}
    assert settings.rules.methods.entries == ("POST",)
    assert settings.rules.schemes.entries == ("https",)
    assert not settings.shows_responses


def test_every_setting_is_read() -> None:
    settings = read_settings(
        {
            "PACT_BROKER_WEBHOOK_HTTP_METHOD_WHITELIST": "POST PUT",
            "PACT_BROKER_WEBHOOK_SCHEME_WHITELIST": "http https",
            "PACT_BROKER_WEBHOOK_HOST_WHITELIST": "ci.example.org 10.0.0.0/8",
            "PACT_BROKER_WEBHOOK_RETRY_SCHEDULE": "1 2 3",
            "PACT_BROKER_WEBHOOK_HTTP_CODE_SUCCESS": "[200, 404]",
            "PACT_BROKER_WEBHOOK_CERTIFICATES": "/a.pem /b.pem",
            "PACT_BROKER_DISABLE_SSL_VERIFICATION": "true",
            "PACT_BROKER_USER_AGENT": "ours/1",
            "HTTPS_PROXY": "http://me:p%40ss@proxy.example.org:3128",
            "no_proxy": "localhost",
        }
    )

    assert settings.rules.methods.entries == ("POST", "PUT")
    assert settings.rules.schemes.entries == ("http", "https")
    assert settings.rules.hosts.entries == ("ci.example.org", "10.0.0.0/8")
    assert settings.retry_schedule_s == (1, 2, 3)
    assert settings.success_codes == {200, 404}
    assert settings.certificates == ("/a.pem", "/b.pem")
    assert not settings.verifies_certificates
    assert settings.user_agent == "ours/1"
    assert settings.shows_responses
    proxy = Proxy("proxy.example.org", 3128, "Basic bWU6cEBzcw==")
    assert settings.proxies == Proxies(https=proxy, exceptions="localhost")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PACT_BROKER_WEBHOOK_RETRY_SCHEDULE", "10 soon"),
        ("PACT_BROKER_WEBHOOK_RETRY_SCHEDULE", "-1"),
        ("PACT_BROKER_WEBHOOK_HTTP_CODE_SUCCESS", "2xx"),
        ("PACT_BROKER_WEBHOOK_HTTP_CODE_SUCCESS", "900"),
        ("PACT_BROKER_WEBHOOK_HOST_WHITELIST", "/(/"),
        ("PACT_BROKER_WEBHOOK_SCHEME_WHITELIST", "ftp"),
        ("PACT_BROKER_DISABLE_SSL_VERIFICATION", "maybe"),
        ("HTTPS_PROXY", "socks5://proxy.example.org"),
        ("HTTP_PROXY", "http://proxy.example.org:x"),
    ],
)
def test_unusable_setting_is_named(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}: "):
        read_settings({name: text})


@pytest.mark.parametrize(
    ("exceptions", "url", "chosen"),
    [
        ("", "https://ci.example.org", True),
        ("", "http://ci.example.org", False),
        ("*", "https://ci.example.org", False),
        ("example.com, .example.org", "https://ci.example.org", False),
        ("example.org", "https://ci.example.org", False),
        ("ci.example.org", "https://ci.example.org:8443", False),
        ("xample.org", "https://ci.example.org", True),
    ],
)
def test_proxy_is_chosen_by_scheme_and_host(exceptions: str, url: str, *, chosen: bool) -> None:
    proxies = Proxies(https=Proxy("proxy", 3128), exceptions=exceptions)

    assert (proxies.choose(read_target(url)) is not None) is chosen


def test_credentials_of_a_proxy_do_not_show() -> None:
    proxies = read_settings({"HTTPS_PROXY": "me:secret@proxy:3128"}).proxies

    assert proxies.https is not None
    assert proxies.https.authorization is not None
    assert proxies.https.authorization not in repr(proxies)
