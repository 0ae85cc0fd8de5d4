from __future__ import annotations

from pact_notary.http.links import Links, link, template


def test_address_encodes_each_segment_by_itself() -> None:
    links = Links("https://x/broker")

    assert links.to("branches", "feat/x", 7) == "https://x/broker/branches/feat%2Fx/7"


def test_address_keeps_what_needs_no_encoding() -> None:
    assert Links("http://b").to("a-b_c.d~e f+g") == "http://b/a-b_c.d~e%20f%2Bg"


def test_link_has_only_the_members_it_was_given() -> None:
    assert link("http://b") == {"href": "http://b"}
    assert template("http://b/{x}", title="T") == {
        "href": "http://b/{x}",
        "title": "T",
        "templated": True,
    }
