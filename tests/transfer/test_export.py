import csv
import io
import json
from datetime import date, time, timedelta

import pytest
from factories import NOON, make_contact, make_contacts
from linkedin_files import ADA, MARY, linkedin
from sqlalchemy import event, select

from infoview.board.actions import move
from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid, Refused
from infoview.models import (
    Account,
    Advice,
    Career,
    Contact,
    ContactTag,
    Draft,
    EmailAddress,
    Import,
    Link,
    Meeting,
    Message,
    Note,
    PhoneNumber,
    Reminder,
    Stage,
    Tag,
)
from infoview.models.contact import FoundBy, Permission, Warmth
from infoview.models.importing import ImportState
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind, Route
from infoview.safekeeping.actions import undo
from infoview.today.actions import set_aside as put_off
from infoview.today.agenda import agenda
from infoview.transfer import actions
from infoview.transfer.contacts_csv import contacts_csv
from infoview.transfer.export import export_to, import_file


def fill(tmp_path):
    """A bit of everything: trash, history, people who refer to each other, an import."""
    file = tmp_path / "Connections.csv"
    file.write_bytes(linkedin(ADA, MARY))
    import_file(file, NOON)
    mary, ada = db.session.scalars(select(Contact).order_by(Contact.sort_name.desc()))
    with transaction():
        account = db.session.get_one(Account, ada.owner_id)
        account.pitch, account.language = "Materials,\nthen teaching.", "fr"
        career, tag = Career(name="Teaching", folded="teaching", created_at=NOON), Tag(name="Warm", folded="warm")
        db.session.add_all([career, tag])
        db.session.flush()
        ada.referred_by_id, ada.may_use_name, ada.found_by = mary.id, Permission.YES, FoundBy.REFERRED
        ada.career_id, ada.warmth, ada.ease, ada.touch_on = career.id, Warmth.WARM, 3, date(2026, 9, 1)
        db.session.add_all(
            [
                ContactTag(contact_id=ada.id, tag_id=tag.id),
                PhoneNumber(contact_id=ada.id, number="+44 20 0000"),
                Note(contact_id=ada.id, day=NOON.date(), body="=1+1\n“quoted” 🌱", created_at=NOON),
            ]
        )
        move(ada, to=Stage.REQUESTED, before=None, at=NOON)
    with transaction():
        meeting = Meeting(
            contact_id=ada.id,
            day=NOON.date(),
            start=time(14, 30),
            zone="Europe/Paris",
            minutes=20,
            mode=MeetingMode.PHONE,
            status=MeetingStatus.AGREED,
            created_at=NOON,
        )
        draft = Draft(contact_id=ada.id, kind=MessageKind.REQUEST, saved_at=NOON, created_at=NOON)
        db.session.add_all([meeting, draft])
        db.session.flush()
        db.session.add(Advice(contact_id=ada.id, meeting_id=meeting.id, body="Read more."))
        db.session.add(
            Message(
                contact_id=ada.id,
                about_id=mary.id,
                draft_id=draft.id,
                direction=Direction.OUT,
                kind=MessageKind.REQUEST,
                route=Route.COLD,
                channel=Channel.EMAIL,
                subject="A question",
                sent_at=NOON,
                created_at=NOON,
            )
        )
    with transaction():
        mary.referred_by_id = ada.id
        gone = make_gone()
        db.session.add(EmailAddress(contact_id=gone.id, address="gone@example.org", folded="gone@example.org"))
    with transaction():
        gone.deleted_at = NOON


def make_gone():
    gone = Contact(full_name="Somebody Gone", sort_name="gone somebody", created_at=NOON)
    db.session.add(gone)
    db.session.flush()
    return gone


def exported(folder):
    export_to(folder)
    return (folder / "infoview.json").read_text()


def test_everything_comes_back_into_a_fresh_account_without_loss(app, account, other_account, tmp_path):
    with app.app_context(), as_owner(account):
        fill(tmp_path)
        out = exported(tmp_path / "out")
    with app.app_context(), as_owner(other_account):
        summary = import_file(tmp_path / "out" / "infoview.json", NOON)
        again = exported(tmp_path / "again")

    assert summary.added == 3
    assert again == out
    assert len(json.loads(out)["changes"]) > 5


def test_what_came_back_belongs_together(app, account, other_account, tmp_path):
    with app.app_context(), as_owner(account):
        fill(tmp_path)
        export_to(tmp_path)
    with app.app_context(), as_owner(other_account):
        import_file(tmp_path / "infoview.json", NOON)
        ada = db.session.scalar(select(Contact).where(Contact.full_name == "Ada Byron"))
        assert ada.referred_by.full_name == "Mary Somerville"
        assert (ada.organization.name, ada.career.name, ada.stage) == ("Babbage & Co", "Teaching", Stage.REQUESTED)
        assert db.session.get_one(Account, other_account.id).pitch == "Materials,\nthen teaching."
        assert db.session.get_one(Account, other_account.id).email == "otto@example.org"
        brought = db.session.scalar(select(Import))
        with transaction():
            kept = actions.undo_import(db.get_row(Import, brought.id), at=NOON + timedelta(days=1))
        assert [named.full_name for named in kept] == ["Ada Byron", "Mary Somerville"]
        assert brought.state is ImportState.UNDONE


def test_what_was_set_aside_stays_set_aside_in_the_account_that_imports_it(app, account, other_account, tmp_path):
    with app.app_context(), as_owner(account):
        ada, bess = make_contacts("Ada Byron", "Bess Coleman", stage=Stage.IDENTIFIED)
        writes, calls = remind(bess), remind(ada)
        set_aside(ada, Reminder(id=2**40))  # is not there any more
        set_aside(ada, calls)
        batch = set_aside(bess, writes)
        with transaction():
            undo(batch, at=NOON)
        assert due() == ["Bess Coleman"]
        out = exported(tmp_path / "out")
    with app.app_context(), as_owner(other_account):
        import_file(tmp_path / "out" / "infoview.json", NOON)
        assert due() == ["Bess Coleman"]
        assert exported(tmp_path / "again") == out
        assert len(json.loads(out)["set_aside"]) == 2


def set_aside(contact, reminder):
    step = {"rule": "reminder", "subject": f"reminder {reminder.id}", "fact": NOON.date().isoformat()}
    with transaction() as batch:
        put_off(contact, **step, until=NOON.date() + timedelta(days=9), at=NOON)
    return batch.id


def remind(contact):
    reminder = Reminder(contact_id=contact.id, body="Call", due_on=NOON.date(), created_at=NOON)
    with transaction():
        db.session.add(reminder)
    return reminder


def due():
    return [row.name for group in agenda(NOON).groups for row in group.rows]


def test_an_export_holds_no_password_and_no_other_account(app, account, other_account, tmp_path):
    with app.app_context(), as_owner(other_account):
        make_contact("Only Otto")
    with app.app_context(), as_owner(account):
        out = exported(tmp_path)

    assert "Otto" not in out
    assert "argon2" not in out
    assert (tmp_path / "infoview.json").stat().st_mode & 0o777 == 0o600


def test_an_account_with_data_is_not_overwritten(owner, tmp_path):
    make_contact("Ada Byron")
    export_to(tmp_path)

    with pytest.raises(Refused, match="holds data already"):
        import_file(tmp_path / "infoview.json", NOON)

    assert len(list(db.session.scalars(select(Contact)))) == 1


TAMPERED = {
    "no JSON": lambda data: "not json",
    "another format": lambda data: json.dumps({"people": []}),
    "a newer version": lambda data: json.dumps(data | {"version": 99}),
    "an unknown table": lambda data: json.dumps(data | {"accounts": []}),
    "rows that are no list": lambda data: json.dumps(data | {"contacts": {"id": 1}}),
    "an unknown column": lambda data: tampered(data, "contacts", owner_id=1),
    "a wrong type": lambda data: tampered(data, "contacts", full_name=7),
    "no name": lambda data: tampered(data, "contacts", full_name=None),
    "an endless text": lambda data: tampered(data, "contacts", full_name="x" * 200_000),
    "a huge number": lambda data: tampered(data, "contacts", ease=2**63),
    "a day out of range": lambda data: tampered(data, "contacts", touch_on="1066-10-14"),
    "an instant without zone": lambda data: tampered(data, "contacts", created_at="2026-01-01T00:00:00"),
    "an unknown stage": lambda data: tampered(data, "contacts", stage="hired"),
    "an organization that is not there": lambda data: tampered(data, "contacts", organization_id=9),
    "a referrer that is not there": lambda data: tampered(data, "contacts", referred_by_id=9),
    "a script for a link": lambda data: tampered(data, "links", url="javascript:alert(1)"),
    "an empty name": lambda data: tampered(data, "contacts", full_name=""),
    "a rating beyond five": lambda data: tampered(data, "contacts", ease=6),
    "a card without a place": lambda data: tampered(data, "contacts", stage="met", position=None),
    "an instant out of range": lambda data: tampered(data, "contacts", created_at="0001-01-01T00:00:00+00:00"),
    "a zone that is none": lambda data: json.dumps(data | {"profile": data["profile"] | {"zone": "Nowhere/City"}}),
    "two cards at one place": lambda data: doubled(data),
    "a profile that is none": lambda data: json.dumps(data | {"profile": {"password_hash": "x"}}),
    "a change of what nobody may change": lambda data: tampered(data, "changes", before={"owner_id": 1}),
    "a change that undo could not put back": lambda data: tampered(data, "changes", after={"created_at": "once"}),
    "a change that hides a script": lambda data: changed(data, "links", url="javascript:alert(1)"),
    "deep nesting": lambda data: "[" * 100_000,
}


def tampered(data, table, **values):
    data[table][0].update(values)
    return json.dumps(data)


def changed(data, table, **values):
    return tampered(data, "changes", row_table=table, row_id=1, before=values)


def doubled(data):
    for row in data["contacts"]:
        row.update(stage="met", position=1)
    return json.dumps(data)


def test_a_file_that_was_tampered_with_changes_nothing(app, account, other_account, tmp_path, subtests):
    with app.app_context(), as_owner(account):
        fill(tmp_path)
        out = exported(tmp_path)
    for name, tamper in TAMPERED.items():
        (tmp_path / "infoview.json").write_text(tamper(json.loads(out)))
        with subtests.test(name), app.app_context(), as_owner(other_account):
            with pytest.raises(Invalid):
                import_file(tmp_path / "infoview.json", NOON)

            assert list(db.session.scalars(select(Contact), execution_options={"include_deleted": True})) == []
            assert db.session.get_one(Account, other_account.id).name == "Otto Brandt"


def test_contacts_leave_as_a_table_that_no_spreadsheet_runs_and_come_back_unchanged(
    app, account, other_account, tmp_path
):
    with app.app_context(), as_owner(account):
        with transaction():
            ada = Contact(full_name="=cmd|' /C calc'!A0", sort_name="x", title="'=x", place="-1", created_at=NOON)
            db.session.add(ada)
            db.session.flush()
            for row in (
                PhoneNumber(contact_id=ada.id, number="+33 6 00"),
                EmailAddress(contact_id=ada.id, address="a@example.org", folded="a@example.org"),
                EmailAddress(contact_id=ada.id, address="b@example.org", folded="b@example.org", position=1),
                Link(contact_id=ada.id, url="https://example.org/a", folded="example.org/a"),
                Link(contact_id=ada.id, url="https://example.org/b,c", folded="example.org/b,c", position=1),
                Note(contact_id=ada.id, day=NOON.date(), body="One;\ntwo", created_at=NOON),
            ):
                db.session.add(row)
        export_to(tmp_path)
    with app.app_context(), as_owner(other_account):
        import_file(tmp_path / "contacts.csv", NOON)
        (found,) = db.session.scalars(select(Contact))
        assert (found.full_name, found.title, found.place) == ("=cmd|' /C calc'!A0", "'=x", "-1")
        assert [phone.number for phone in found.phones] == ["+33 6 00"]
        assert [email.address for email in found.emails] == ["a@example.org", "b@example.org"]
        assert [link.url for link in found.links] == ["https://example.org/a", "https://example.org/b,c"]
        assert db.session.scalar(select(Note.body)) == "One;\ntwo"

    text = (tmp_path / "contacts.csv").read_bytes().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_table_of_contacts_takes_as_many_queries_for_many_contacts(owner):
    make_contact("Ada Byron")
    one = statements_of(contacts_csv)
    for name in ("Mary Somerville", "Jane Marcet", "Caroline Herschel"):
        make_contact(name)

    assert statements_of(contacts_csv) == one


def statements_of(read):
    seen = []

    def note(*about):
        seen.append(about[2])

    event.listen(db.engine, "before_cursor_execute", note)
    read()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_a_csv_from_the_command_line_comes_in_and_can_be_undone(owner, tmp_path):
    file = tmp_path / "Connections.csv"
    file.write_bytes(linkedin(ADA, ("", "", "", "", "Nobody Ltd", "", "")))

    summary = import_file(file, NOON)

    assert (summary.added, summary.known, [p.line for p in summary.unreadable]) == (1, 0, [6])
    assert db.get_row(Import, summary.import_id).state is ImportState.CONFIRMED
    assert import_file(file, NOON).added == 0


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("missing.csv", None, "cannot be read"),
        ("empty.csv", b"", "is empty"),
        ("people.csv", b"Wer;Wo\nAda;London\nMary;Jedburgh\n", "in the browser"),
        ("large.csv", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_a_file_that_cannot_be_imported_is_refused_in_a_sentence(owner, tmp_path, name, content, part):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(Invalid, match=part):
        import_file(tmp_path / name, NOON)
