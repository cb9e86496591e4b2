"""A template is text with names of facts in it, and nothing else: no trick makes the app run or read anything."""

import html
import re

from message_templates.conftest import OWN

from infoview.message_templates.sources import LONGEST_BODY

LITERAL = [
    "%s %(name)s %d %n",
    "$7*7 #7*7 <%= 7*7 %> `id` $(id)",
    r"\x7b\x7b7*7\x7d\x7d \u007b7*7\u007d &#123;7*7&#125;",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "__import__('os').system('id') eval(7*7)",
    "'; DROP TABLE message_templates; --",
]
REFUSED = [
    "{{7*7}}",
    "${7*7}",
    "#{7*7}",
    "{{ config }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{# a comment #}",
    "{me.__class__}",
    "[[{me.__class__.__mro__}]]",
    "[[{contact.name.__class__}]]",
    "[[{me.about}]]",
    "[[{contact.email}]]",
    "[[{contact.short_name}]]",
    "{0}",
    "{0.__init__.__globals__}",
    "{}",
    "{asked.minutes:>99999999}",
    "{asked.minutes!r}",
    "{asked.minutes[0]}",
    "{asked.minutes()}",
    "{ asked.minutes }",
    "{if asked.minutes == 15}",
    "{import os}",
    "{asked.\nminutes}",
    "{\uff41sked.minutes}",
    "{asked.minutes\u200b}",
]
LARGE = [
    "[[" * 4_000,
    "[[" * 2_000 + "]]" * 2_000,
    "[[||" * 1_000 + "]]" * 1_000,
    "]]" * 4_000,
    "{" * LONGEST_BODY,
    "{" + "a." * 3_999,
    "{if " * 2_000,
    "[[{contact.name}||" * 400,
    "|" * LONGEST_BODY,
    "====\n" * 1_600,
    "\n" * LONGEST_BODY,
    "x" * 100_000,
    "[[" * 50_000,
]


def shown(page):
    """The texts on the sheets of a page, as they are read."""
    return [html.unescape(each) for each in re.findall(r'<p class="sheet-text[^>]*>(.*?)</p>', page, re.S)]


def test_code_of_another_language_is_text_like_any_other(client):
    for text in LITERAL:
        answer = client.post("/templates/preview", {**OWN, "body": text})

        assert shown(answer.text) == [text, text]
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
        assert client.post("/templates/new", {**OWN, "body": text, "name": text}).status_code == 303
    assert "<script>alert" not in client.get("/templates").text


def test_what_is_no_fact_is_refused_and_never_looked_up(client):
    for text in REFUSED:
        answer = client.post("/templates/new", {**OWN, "body": text})

        assert answer.status_code == 422, text
        assert shown(answer.text) == [], text
        assert 'id="body-error"' in answer.text, text


def test_what_is_deep_or_large_is_answered(client):
    for text in LARGE:
        for field in ("body", "subject"):
            assert client.post("/templates/new", {**OWN, field: text}).status_code == 422, (field, text[:20])
            answer = client.post("/templates/preview", {**OWN, field: text}, partial=True)
            assert answer.status_code == 200
            assert len(answer.text) < 100_000


def test_the_largest_text_of_facts_stays_small(client, app):
    profile = {"name": "V" * 200, "background": "b" * 300, "sign_off": "s" * 300, "language": "en", "zone": "UTC"}
    client.post("/profile", {**profile, "version": "1"})

    answer = client.post("/templates/preview", {**OWN, "body": "[[{me.background}]]" * (LONGEST_BODY // 19)})

    assert answer.status_code == 200
    assert len(answer.text) < 1_000_000


def test_what_a_fact_says_is_never_read_as_a_template(client):
    profile = {"name": "{asked.minutes}[[", "language": "en", "zone": "UTC", "version": "1"}
    assert client.post("/profile", profile).status_code == 303

    answer = client.post("/templates/preview", {**OWN, "body": "[[I am {me.name}.]]", "person": ""})

    assert shown(answer.text)[0].startswith("I am ")
    assert "15" not in shown(answer.text)[0]
