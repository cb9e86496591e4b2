import pytest
from factories import NOON
from message_templates.conftest import content
from sqlalchemy import event

from infoview.db import as_owner, db, transaction
from infoview.message_templates import actions, queries
from infoview.message_templates.voices import CHANNELS, USES, VOICES
from infoview.models import MessageTemplate
from infoview.models.contact import Formality
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.facts import Facts
from infoview.outreach.wording import read, text_of

COLD = "en/email/request-cold-1"


def offered(kind=MessageKind.REQUEST, route=Route.COLD, channel=Channel.EMAIL, language="en", tone=Formality.FORMAL):
    return queries.choices(kind, route, channel, language, tone)


def names(**use):
    return [each.name for each in offered(**use)]


def change(path, **more):
    with transaction():
        template = queries.template_for(path)
        return actions.edit(template, content(**more), version=template.version, at=NOON)


def add(**more):
    with transaction():
        return actions.add(content(**more), at=NOON)


def hide(path):
    with transaction():
        actions.put_away(queries.template_for(path), at=NOON)


def test_ours_come_first_then_the_users_own(owner):
    own = add(name="My way")

    assert names() == ["email/request-cold-1", "email/request-cold-2", f"own-{own.id}"]
    assert [each.title for each in offered()] == ["Wording 1", "Wording 2", "My way"]


def test_a_changed_one_stands_in_its_place_in_its_language_only(owner):
    change(COLD, name="Shorter", body="May I ask?")

    first = offered()[0]
    assert (first.name, first.title, first.source) == ("email/request-cold-1", "Shorter", "A question\n\nMay I ask?")
    assert offered(language="fr")[0].title == "Wording 1"


def test_a_hidden_one_is_not_offered_and_neither_is_one_for_something_else(owner):
    add(use="nudge")
    add(channel=Channel.LINKEDIN)
    add(voice="fr")
    hide(COLD)

    assert names() == ["email/request-cold-2"]


def test_vous_and_tu_are_apart_and_english_has_neither(owner):
    tu = add(voice="fr-tu", name="Salut")
    english = add(name="Hi")

    assert f"own-{tu.id}" in names(language="fr", tone=Formality.FAMILIAR)
    assert f"own-{tu.id}" not in names(language="fr")
    assert f"own-{english.id}" in names(tone=Formality.FAMILIAR)


def test_a_letter_reads_like_an_email(owner):
    own = add()

    assert names(channel=Channel.LETTER) == names() == ["email/request-cold-1", "email/request-cold-2", f"own-{own.id}"]


def test_there_always_is_one_and_each_can_be_written(owner):
    for voice in VOICES.values():
        for use in USES.values():
            for channel in (*CHANNELS, Channel.LETTER, Channel.OTHER):
                found = queries.choices(use.kind, use.route, channel, voice.language, voice.formality)
                assert found, (voice, use, channel)
                assert all(text_of(read(each.source), Facts(voice.language)).body for each in found)


def test_what_an_import_brought_and_nobody_can_read_is_left_out_and_the_last_one_never(owner):
    shared = {"kind": MessageKind.REQUEST, "route": Route.COLD, "channel": Channel.EMAIL, "language": "en"}
    with transaction():
        for number in (1, 2):
            replaces = f"email/request-cold-{number}"
            db.session.add(MessageTemplate(name="X", source="{no such", replaces=replaces, created_at=NOON, **shared))
        db.session.add(MessageTemplate(name="X", source="[[", replaces="email/gone-1", created_at=NOON, **shared))

    assert names() == ["email/request-cold-1", "email/request-cold-2"]
    assert all(read(each.source) for each in offered())


def test_another_account_has_its_own(app, account, other_account):
    with app.app_context(), as_owner(account):
        own = add()
        change(COLD, body="Mine")

    with app.app_context(), as_owner(other_account):
        assert f"own-{own.id}" not in names()
        assert "Mine" not in offered()[0].source


@pytest.mark.parametrize("many", [0, 30])
def test_however_many_there_are_it_takes_one_query(owner, many):
    for _ in range(many):
        add()
    statements = []

    def note(_connection, _cursor, statement, *_more):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    offered()
    event.remove(db.engine, "before_cursor_execute", note)

    assert len([each for each in statements if each.startswith("SELECT")]) == 1
