import re

import pytest
from factories import make_contact
from plain_browser import PASSWORD, Client
from sqlalchemy import select

from infoview import clock
from infoview.accounts import actions, devices, passwords
from infoview.accounts.passwords import hash_password
from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid
from infoview.models import Device, Stage


def sign_in(browser, email="vera@example.org", password=PASSWORD, **more):
    return browser.post("/sign-in", {"email": email, "password": password, **more})


def test_a_page_asks_a_stranger_to_sign_in(stranger):
    answer = stranger.get("/people?q=ada")

    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/people?q%3Dada"


def test_signing_in_leads_to_where_one_was_going(stranger):
    answer = sign_in(stranger, "VERA@example.org ", next="/profile")

    assert (answer.status_code, answer.location) == (303, "/profile")
    assert "Vera Lindqvist" in stranger.get("/profile").text


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example.org/", "//elsewhere.example.org", "/\\elsewhere.example.org", "javascript:1"],
)
def test_signing_in_leads_nowhere_else(stranger, elsewhere):
    assert sign_in(stranger, next=elsewhere).location == "/"


def test_what_was_typed_stays_but_never_the_password(stranger):
    page = sign_in(stranger, password="wrong lanterns").text

    assert 'value="vera@example.org"' in page
    assert "wrong lanterns" not in page


def test_only_the_hash_of_a_token_is_stored(app, client):
    token = client.get_cookie("infoview").value

    with app.app_context():
        assert [device.token_hash for device in db.session.scalars(select(Device))] == [devices.token_hash(token)]


def test_cookies_are_kept_from_scripts_and_other_sites(app):
    app.test_client_class = Client
    browser = app.test_client()

    cookies = [cookie for cookie in sign_in(browser).headers.getlist("Set-Cookie") if cookie.startswith("infoview=")]

    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]


def test_changing_the_password_signs_every_other_device_out(client, app):
    phone = app.test_client()
    sign_in(phone)

    answer = client.post("/password", {"password": PASSWORD, "new_password": "eight loud trumpets"})

    assert answer.status_code == 303
    assert client.get("/board").status_code == 200
    assert phone.get("/board").status_code == 303
    phone.post("/sign-in", {"email": "vera@example.org", "password": "eight loud trumpets"})
    assert phone.get("/board").status_code == 200


def test_the_present_password_is_needed_for_a_new_one(client):
    answer = client.post("/password", {"password": "wrong", "new_password": "eight loud trumpets"})

    assert answer.status_code == 422
    assert "This is not your present password." in answer.text


def test_a_device_is_listed_and_signed_out(client, app):
    phone = app.test_client()
    phone.post(
        "/sign-in", {"email": "vera@example.org", "password": PASSWORD}, headers={"User-Agent": "Firefox/1 Android"}
    )
    page = client.get("/devices").text
    assert "Firefox · Android" in page

    client.post(re.search(r"/devices/\d+/sign-out", page)[0])

    assert phone.get("/board").status_code == 303
    assert client.get("/devices").status_code == 200


@pytest.mark.parametrize(
    "password", ["short", "password1", "aaaaaaaaaa", "x" * 1025, "vera@example.org", "Vera Lindqvist", "MotDePasse"]
)
def test_a_password_that_is_easy_to_guess_is_refused(app, password):
    with app.test_request_context(), pytest.raises(Invalid):
        hash_password(password, about=("vera@example.org", "Vera Lindqvist"))


@pytest.mark.parametrize("password", ["  spaces kept  ", "päßwörter 🦉🦉", "abc " * 256, "nul\x00inside-it"])
def test_a_password_may_hold_any_characters_and_is_never_cut(app, password):
    with app.test_request_context():
        kept = hash_password(password)

    assert passwords.is_right(password, kept)
    assert not passwords.is_right(password[:-1], kept)


def test_a_form_sent_after_the_sign_in_has_ended_is_shown_again_unsaved(app, account, client):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron", stage=Stage.MET)
    client.delete_cookie("infoview")

    refused = client.post(f"/contacts/{ada.id}/stage", {"stage": "thanked", "before": ""})
    carried = re.search(r'name="carried" value="([^"]*)"', refused.text)[1].replace("&#34;", '"')
    again = sign_in(client, carried=carried)

    assert refused.status_code == 401
    assert again.status_code == 200
    assert f'action="/contacts/{ada.id}/stage"' in again.text
    assert ">thanked</textarea>" in again.text
    client.post(f"/contacts/{ada.id}/stage", {"stage": "thanked", "before": ""})
    with app.app_context(), as_owner(account):
        assert db.session.scalars(select(Device)).first() is not None


@pytest.mark.parametrize(
    "carried", ["nonsense", '{"path": "//x.example.org", "fields": []}', "[" * 5000, '{"path": 1}']
)
def test_a_carried_form_leads_to_this_app_only(stranger, carried):
    assert sign_in(stranger, carried=carried).status_code == 303


def test_a_profile_is_changed_and_a_stale_save_shows_both_texts(client):
    values = {
        "name": "Vera L.",
        "single_keys": "y",
        "language": "en",
        "zone": "Europe/Lisbon",
        "background": "six years of chemistry",
    }
    assert client.post("/profile", {**values, "version": "1"}).status_code == 303

    answer = client.post("/profile", {**values, "background": "seven years of chemistry", "version": "1"})

    assert answer.status_code == 409
    assert "seven years of chemistry" in answer.text
    assert "six years of chemistry" in answer.text
    assert 'name="version" value="2"' in answer.text


def test_a_zone_that_is_none_is_refused_beside_its_field(client):
    answer = client.post("/profile", {"name": "Vera", "language": "en", "zone": "Mars/Olympus", "version": "1"})

    assert answer.status_code == 422
    assert "This is not a time zone." in answer.text


def test_an_account_made_twice_is_refused(app, account):
    with app.test_request_context(), pytest.raises(Invalid, match="already"), transaction():
        actions.add_account(email="Vera@Example.org", name="V", password_hash="x", at=clock.now())
