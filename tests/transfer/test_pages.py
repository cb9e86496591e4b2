import re
from datetime import timedelta

import pytest
from factories import NOON, make_contact
from linkedin_files import ADA, MARY, linkedin
from sqlalchemy import func, select

from infoview.db import as_owner, db, transaction
from infoview.models import Contact, Import

TABLE = b"Who;Where;Shoes\nAda Byron;London;38\nMary Somerville;Jedburgh;37\n"


def send(client, content, name="Connections.csv", **fields):
    fields["csrf_token"] = client.token()
    parts = [f'--x\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{fields[key]}\r\n' for key in fields]
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = "".join(parts).encode() + head.encode() + content + b"\r\n--x--\r\n"
    return client.open("/import", method="POST", data=body, content_type="multipart/form-data; boundary=x")


def sent(client, content, **fields):
    reply = send(client, content, **fields)
    assert reply.status_code == 303, reply.text
    return reply.location


def names(app, account):
    with app.app_context(), as_owner(account):
        return list(db.session.scalars(select(Contact.full_name).order_by(Contact.id)))


def text(html):
    """What a reader sees of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1].split("</main>")[0]))


def test_a_linkedin_file_is_shown_before_anything_is_added(client, app, account):
    page = client.get(sent(client, linkedin(ADA, MARY, ("", "", "", "", "Nobody Ltd", "", ""))))

    shown = text(page.text)
    assert "new people 2" in shown
    assert "perhaps already there 0" in shown
    assert "unreadable line 1" in shown
    assert "7 There is no name on this line." in shown
    assert "Ada Byron Analyst · Babbage &amp; Co" in shown
    assert names(app, account) == []


def test_confirming_brings_people_in_and_undo_takes_them_out(client, app, account):
    address = sent(client, linkedin(ADA, MARY))

    assert client.post(f"{address}/confirm").location == address
    assert "2 people are now in People." in text(client.get(address).text)
    assert names(app, account) == ["Ada Byron", "Mary Somerville"]

    assert client.post(f"{address}/undo").location == address
    assert "2 people were taken out again." in text(client.get(address).text)
    assert names(app, account) == []


def test_an_import_can_be_undone_later_from_the_import_page(client):
    address = sent(client, linkedin(ADA))
    client.post(f"{address}/confirm")

    page = client.get("/import")

    assert f'href="{address}"' in page.text
    assert "1 person" in text(page.text)
    assert "Undo this import" in client.get(address).text


def test_somebody_used_since_is_kept_and_named(client, app, account):
    address = sent(client, linkedin(ADA, MARY))
    client.post(f"{address}/confirm")
    with app.app_context(), as_owner(account), transaction():
        db.session.scalar(select(Contact).where(Contact.full_name == "Ada Byron")).title = "Countess"

    client.post(f"{address}/undo")

    shown = text(client.get(address).text)
    assert "1 person was taken out again." in shown
    assert "They stay, because you have used them since Ada Byron" in shown
    assert names(app, account) == ["Ada Byron"]


def test_who_is_perhaps_there_is_named_with_the_reason_and_left_out_unless_ticked(client, app, account):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron")
        mary = make_contact("Mary Somerville")
    address = sent(client, linkedin(ADA, MARY))

    page = client.get(address)
    client.post(f"{address}/confirm", {"first": "5", "last": "6", "add": ["6"]})

    assert "Line 5 Ada Byron Analyst · Babbage &amp; Co The same name as Ada Byron" in text(page.text)
    assert f'href="/contacts/{ada.id}"' in page.text
    assert f'href="/contacts/{mary.id}"' in page.text
    assert names(app, account) == ["Ada Byron", "Mary Somerville", "Mary Somerville"]


def test_a_tick_on_one_page_is_kept_on_the_next(client, app, account):
    people = [(f"Name{n:03}", "Sample", "", "", f"Company {n}", "", "") for n in range(150)]
    address = sent(client, linkedin(*people))
    client.post(f"{address}/confirm")
    again = sent(client, linkedin(*people))

    reply = client.post(f"{again}/choices", {"first": "5", "last": "104", "add": ["7"], "page": "2"})
    second = client.get(reply.location)
    client.post(f"{again}/confirm", {"first": "105", "last": "154", "add": ["106"]})

    assert reply.location == f"{again}?page=2#perhaps"
    assert "Page 2 of 2" in text(second.text)
    assert 'id="add-106"' in second.text
    assert 'id="add-7"' not in second.text
    assert names(app, account)[150:] == ["Name002 Sample", "Name101 Sample"]


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "x", ""])
def test_a_page_that_is_not_there_shows_one_that_is(client, page):
    address = sent(client, linkedin(ADA, ADA))

    assert "Line 6" in text(client.get(f"{address}?page={page}").text)


def test_unknown_headings_are_matched_by_hand(client, app, account):
    address = sent(client, TABLE, name="people.csv")
    page = client.get(address)
    assert "2 lines were read." in text(page.text)
    assert "Ada Byron, Mary Somerville" in text(page.text)

    reply = client.post(f"{address}/columns", {"mapping": ["name", "place", ""]})
    client.post(f"{address}/confirm")

    assert reply.location == address
    with app.app_context(), as_owner(account):
        rows = db.session.execute(select(Contact.full_name, Contact.place).order_by(Contact.id))
        assert [tuple(row) for row in rows] == [("Ada Byron", "London"), ("Mary Somerville", "Jedburgh")]


def test_columns_that_were_guessed_can_be_changed(client):
    address = sent(client, b"Name,Company\nAda Byron,Babbage\n")
    page = client.get(f"{address}/columns")
    assert '<option value="organization" selected>' in page.text

    client.post(f"{address}/columns", {"mapping": ["organization", "name"]})

    assert "Babbage Ada Byron" in text(client.get(address).text)


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (["", "place", ""], "Say which column holds the names."),
        (["name", "place", "place"], "Two columns are given the same meaning."),
        (["name", "shoes", ""], "This is not a meaning a column can have."),
        (["name"], "Say for every column what it holds"),
        (["name", *[""] * 200], "Say for every column what it holds"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_shown_again_with_a_sentence(client, mapping, sentence):
    address = sent(client, TABLE)

    reply = client.post(f"{address}/columns", {"mapping": mapping})

    assert reply.status_code == 422
    assert sentence in text(reply.text)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is not a CSV file."),
        (b"Name,Company\nAda," + b"x" * 200_000 + b"\n", "longer than 100 kB"),
        (b"Name\nAda\0\n", "zero bytes"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (b"Name\n" + b"Ada\n" * 20_001, "more than 20,000 lines"),
    ],
    ids=["empty", "picture", "huge cell", "NUL", "too large", "too many"],
)
def test_a_file_that_cannot_be_imported_is_refused_beside_the_field_and_changes_nothing(
    client, app, account, content, sentence
):
    reply = send(client, content)

    assert reply.status_code == 422
    assert sentence in re.search(r'<p class="error" id="file-error".*?</p>', reply.text)[0]
    with app.app_context(), as_owner(account):
        assert db.session.scalar(select(func.count(Import.id))) == 0


def test_no_file_at_all_is_asked_for(client):
    reply = client.post("/import", {})

    assert reply.status_code == 422
    assert "Choose a file first." in text(reply.text)


def test_an_upload_far_beyond_the_limit_is_refused(client):
    reply = send(client, b"x" * (13 * 1024 * 1024))

    assert reply.status_code == 413
    assert "more than can be taken at once" in reply.text


def test_the_same_form_sent_twice_makes_one_upload_and_one_import(client, app, account):
    first = sent(client, linkedin(ADA), once="one")
    assert sent(client, linkedin(ADA), once="one") == first

    client.post(f"{first}/confirm", {"once": "two"})
    again = client.post(f"{first}/confirm", {"once": "two"})

    assert (again.status_code, again.location) == (303, first)
    assert names(app, account) == ["Ada Byron"]


def test_confirming_what_is_confirmed_already_changes_nothing(client, app, account):
    address = sent(client, linkedin(ADA))
    client.post(f"{address}/confirm")

    assert client.post(f"{address}/confirm").location == address
    assert client.post(f"{address}/columns", {"mapping": ["name"] + [""] * 6}).location == address
    assert client.post(f"{address}/choices", {"first": "1", "last": "9"}).status_code == 409
    assert names(app, account) == ["Ada Byron"]


def test_an_upload_is_gone_after_a_day(client, app, time_machine):
    time_machine.move_to(NOON, tick=False)
    address = sent(client, linkedin(ADA))
    time_machine.move_to(NOON + timedelta(hours=25))

    assert "it was deleted. Nothing was added." in text(client.get(address).text)
    assert client.post(f"{address}/confirm").location == address
    assert client.get(f"{address}/columns").location == address


def test_nobody_elses_import_is_there(client, other_client):
    address = sent(client, linkedin(ADA))

    for path in (address, f"{address}/columns"):
        assert other_client.get(path).status_code == 404
    for act in ("columns", "choices", "confirm", "undo"):
        assert other_client.post(f"{address}/{act}", {"mapping": ["name"]}).status_code == 404

    assert "new person 1" in text(client.get(address).text)


def test_a_name_is_never_markup(client):
    evil = ("<script>alert(1)</script>", '"><img src=x>', "javascript:alert(1)", "", "<b>Co</b>", "", "")
    address = sent(client, linkedin(evil), name="<i>.csv")

    page = client.get(address)
    client.post(f"{address}/confirm")

    for html in (page.text, client.get(address).text, client.get("/import").text):
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "<i>" not in html


def test_the_day_of_the_connection_is_shown_with_the_contact(client):
    address = sent(client, linkedin(ADA))
    client.post(f"{address}/confirm")

    assert "Connected on LinkedIn since March 5, 2021" in text(client.get("/contacts/1").text)


def test_imported_people_are_found_by_search(client):
    address = sent(client, linkedin(("Émilie", "du Châtelet", "", "", "Académie", "", "")))
    client.post(f"{address}/confirm")

    assert "Châtelet" in client.get("/people?q=chatel").text
    assert "Châtelet" in client.get("/people?q=academie").text
