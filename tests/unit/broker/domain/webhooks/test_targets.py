from __future__ import annotations

import ipaddress

import pytest

from pact_notary.domain.webhooks.targets import (
    TargetRefused,
    check_addresses,
    check_method,
    check_target,
    is_public,
    read_address,
    read_target,
)
from tests.unit.broker.domain.webhooks.builders import some_rules

INTERNAL = [
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:db8::1",
    "fc00::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "100::1",
]
PUBLIC = ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::808:808", "2002:808:808::"]


@pytest.mark.parametrize("text", INTERNAL)
def test_internal_address_is_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_reachable_address_is_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001"],
)
def test_address_is_read_in_every_form(host: str) -> None:
    assert read_address(host) == ipaddress.ip_address("127.0.0.1")


@pytest.mark.parametrize("host", ["ci.example.org", "localhost", "1.2.3.4.5", "256.0.0.1"])
def test_name_is_no_address(host: str) -> None:
    assert read_address(host) is None


@pytest.mark.parametrize(
    ("url", "scheme", "host", "port", "resource"),
    [
        ("https://ci.example.org", "https", "ci.example.org", 443, "/"),
        ("HTTPS://CI.Example.ORG./A?b=c#d", "https", "ci.example.org", 443, "/A?b=c"),
        ("http://ci.example.org:8080/a%2Fb", "http", "ci.example.org", 8080, "/a%2Fb"),
        ("http://[::0:1]/", "http", "::1", 80, "/"),
        ("https://bücher.example/ä?ö", "https", "xn--bcher-kva.example", 443, "/%C3%A4?%C3%B6"),
        ("https://①②⑦.0.0.1/", "https", "127.0.0.1", 443, "/"),
        ("https://a_b.example/${pactbroker.x}", "https", "a_b.example", 443, "/${pactbroker.x}"),
        ("https://ci.example.org?a=b", "https", "ci.example.org", 443, "/?a=b"),
    ],
)
def test_url_is_taken_apart(url: str, scheme: str, host: str, port: int, resource: str) -> None:
    target = read_target(url)

    assert (target.scheme, target.host, target.port, target.resource) == (
        scheme,
        host,
        port,
        resource,
    )


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ci.example.org/start", "scheme and a host"),
        ("/start", "scheme and a host"),
        ("https:///start", "scheme and a host"),
        ("https:ci.example.org", "scheme and a host"),
        ("https://ci.example.org:0/", "scheme and a host"),
        ("https://ci.example.org:99999/", "not a valid URL"),
        ("https://[::1/", "not a valid URL"),
        ("https://[fe80::1%25eth0]/", "valid host"),
        ("https://${pactbroker.consumerName}.example.org/", "template parameter in the host"),
        ("https://ci.example.org:${pactbroker.buildUrl}/", "is not a valid URL"),
        ("https://ci.example.org@127.0.0.1/", "must not hold a user name"),
        ("https://user:secret@ci.example.org/", "must not hold a user name"),
        ("https://ci.example.org\\@127.0.0.1/", "backslashes"),
        ("https://ci.example.org/a b", "blanks"),
        ("https://ci.example.org/\r\nHost: x", "control characters"),
        ("\thttps://ci.example.org/", "control characters"),
        ("https://ci..example.org/", "valid host"),
        ("https://-/", "valid host"),
        ("https://ci.example.org<script>/", "valid host"),
        ("https://" + "a" * 64 + ".example/", "valid host"),
        ("https://ci.example.org/" + "a" * 9000, "longer than 8192"),
    ],
)
def test_url_that_can_be_misread_is_refused(url: str, why: str) -> None:
    with pytest.raises(TargetRefused, match=why):
        read_target(url)


@pytest.mark.parametrize(
    ("url", "authority"),
    [
        ("https://ci.example.org:443/", "ci.example.org"),
        ("http://ci.example.org:443/", "ci.example.org:443"),
        ("http://[::1]:8080/", "[::1]:8080"),
    ],
)
def test_authority_leaves_out_the_usual_port(url: str, authority: str) -> None:
    assert read_target(url).authority == authority


@pytest.mark.parametrize(
    ("hosts", "url"),
    [
        ("", "https://ci.example.org/"),
        ("", "https://8.8.8.8/"),
        ("CI.example.org", "https://ci.example.org/"),
        ("*.example.org", "https://ci.example.org/"),
        ("/^ci[.]/", "https://ci.example.org/"),
        ("10.0.0.0/8", "https://10.1.2.3/"),
        ("10.0.0.1", "https://10.0.0.1/"),
        ("::1", "https://[::1]/"),
        ("other.example localhost", "https://localhost/"),
    ],
)
def test_allowed_host_is_taken(hosts: str, url: str) -> None:
    check_target(read_target(url), some_rules(hosts=hosts))


@pytest.mark.parametrize(
    ("hosts", "url"),
    [
        ("", "https://localhost/"),
        ("", "https://ci.localhost/"),
        ("", "https://127.0.0.1/"),
        ("", "https://[::1]/"),
        ("", "https://2130706433/"),
        ("", "https://0x7f.1/"),
        ("", "https://169.254.169.254/latest/meta-data"),
        ("", "https://[::ffff:169.254.169.254]/"),
        ("ci.example.org", "https://ci.example.com/"),
        ("*.example.org", "https://example.org/"),
        ("*.example.org", "https://a.b.example.org/"),
        ("*.0.0.1", "https://127.0.0.1/"),
        ("10.0.0.0/8", "https://11.0.0.1/"),
        ("10.0.0.0/8", "https://ten.example.org/"),
        ("/^ci[.]/", "https://my-ci.example.org/"),
    ],
)
def test_other_host_is_refused(hosts: str, url: str) -> None:
    with pytest.raises(TargetRefused, match="PACT_BROKER_WEBHOOK_HOST_WHITELIST"):
        check_target(read_target(url), some_rules(hosts=hosts))


def test_other_scheme_is_refused() -> None:
    with pytest.raises(TargetRefused, match="schemes https;"):
        check_target(read_target("http://ci.example.org/"), some_rules())


@pytest.mark.parametrize("methods", ["POST put", "/P/"])
def test_allowed_method_is_taken(methods: str) -> None:
    check_method("PUT", some_rules(methods=methods))


def test_other_method_is_refused() -> None:
    with pytest.raises(TargetRefused, match="one of POST;"):
        check_method("DELETE", some_rules())


def test_one_internal_address_of_several_is_refused() -> None:
    addresses = [ipaddress.ip_address("8.8.8.8"), ipaddress.ip_address("127.0.0.1")]

    with pytest.raises(TargetRefused, match=r"ci.example.org \(127.0.0.1\) is not public"):
        check_addresses(read_target("https://ci.example.org"), addresses, some_rules())


def test_listed_host_may_be_internal() -> None:
    rules = some_rules(hosts="ci.example.org")

    check_addresses(read_target("https://ci.example.org"), [ipaddress.ip_address("::1")], rules)
