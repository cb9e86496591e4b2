import re

import pytest
from message_templates.conftest import COLD, OWN, PLAIN

LIST = "/templates?voice=en&channel=email"


def row(page, title):
    """What the list says about a wording."""
    return next(each for each in page.split("<li ")[1:] if f">{title}</a>" in each)


def own_page(client, **more):
    client.post("/templates/new", {**OWN, **more})
    page = client.get(f"/templates?voice={more.get('voice', 'en')}&channel=all").text
    return re.findall(r'href="(/templates/\d+)"', page)[-1]


def test_the_list_shows_every_original_by_what_it_says(client):
    page = client.get("/templates?channel=all").text

    assert "Request · You do not know each other" in page
    assert "Thank-you for an introduction" in page
    assert "learn about your work" in page
    assert "{" not in page.split("<main")[1].split("</main>")[0]


def test_the_list_is_of_one_language_and_one_channel(client):
    phone = client.get("/templates?voice=fr-tu&channel=phone").text

    assert "originals/fr-tu/phone/" in phone
    assert "originals/fr-tu/email/" not in phone and "originals/fr/" not in phone
    assert "originals/en/email/" in client.get("/templates?voice=xx").text


def test_an_original_is_changed_and_reset_and_each_can_be_undone(client, led_to, undo):
    saved = led_to(client.post(COLD, {**PLAIN, "version": "0"}))

    assert "Changed by you" in row(saved, "Plain")
    undo(saved)
    assert ">Plain<" not in client.get(LIST).text
    client.post(COLD, {**PLAIN, "version": "0"})
    back = led_to(client.post(f"{COLD}/reset"))
    assert ">Plain<" not in back
    undo(back)
    assert "Changed by you" in row(client.get(LIST).text, "Plain")


def test_one_of_ours_is_hidden_and_shown_again_as_the_user_had_it(client, led_to, undo):
    client.post(COLD, {**PLAIN, "version": "0"})
    hidden = led_to(client.post(f"{COLD}/delete"))

    assert "Hidden" in row(hidden, "Plain")
    undo(hidden)
    assert "Changed by you" in row(client.get(LIST).text, "Plain")
    client.post(f"{COLD}/delete")
    assert "Changed by you" in row(led_to(client.post(f"{COLD}/reset")), "Plain")


def test_one_of_ours_that_was_only_hidden_is_the_original_again(client):
    client.post(f"{COLD}/delete")
    assert "Hidden" in row(client.get(LIST).text, "Wording 1")

    client.post(f"{COLD}/reset")

    assert "Original" in row(client.get(LIST).text, "Wording 1")
    assert client.post(f"{COLD}/reset").status_code == 409


def test_the_last_one_is_not_hidden(client):
    client.post(f"{COLD}/delete")

    answer = client.post(COLD.replace("-1", "-2") + "/delete")

    assert answer.status_code == 409
    assert "the only template" in answer.text


def test_one_is_added_changed_and_deleted_and_each_can_be_undone(client, led_to, undo):
    added = led_to(client.post("/templates/new", OWN))
    assert "Your own" in row(added, "Plain")
    undo(added)
    assert ">Plain<" not in client.get(LIST).text

    page = own_page(client)
    changed = led_to(client.post(page, {**OWN, "name": "Plainer", "version": "1"}))
    assert "Your own" in row(changed, "Plainer")
    undo(changed)
    assert "Plainer" not in client.get(page).text
    deleted = led_to(client.post(f"{page}/delete"))
    assert client.get(page).status_code == 404
    undo(deleted)
    assert client.get(page).status_code == 200


def test_a_copy_begins_with_the_text_of_the_other_and_is_not_stored_before_it_is_saved(client):
    page = client.get("/templates/new?from=originals/en/email/request-cold-1").text

    assert "Wording 1, copied" in page
    assert "{asked.minutes} minutes to learn about your work?" in page
    assert "Your own" not in client.get(LIST).text
    assert client.get("/templates/new?from=originals/en/email/nothing-1").status_code == 404


def test_the_same_form_twice_adds_one(client):
    once = {**OWN, "once": "one-and-only"}

    assert client.post("/templates/new", once).location == client.post("/templates/new", once).location
    assert client.get(LIST).text.count(">Plain<") == 1


@pytest.mark.parametrize("which", ["ours", "own"])
def test_a_stale_save_shows_both_texts(client, which):
    page, version = (COLD, "0") if which == "ours" else (own_page(client), "1")
    client.post(page, {**OWN, "body": "From the other window", "version": version})

    answer = client.post(page, {**OWN, "body": "From this window", "version": version})

    assert answer.status_code == 409
    assert "From this window" in answer.text and "From the other window" in answer.text
    newest = re.search(r'name="version" value="(\d+)"', answer.text)[1]
    assert client.post(page, {**OWN, "body": "From this window", "version": newest}).status_code == 303


def test_a_form_from_before_a_reset_is_stale_after_it(client):
    client.post(COLD, {**PLAIN, "version": "0"})
    client.post(f"{COLD}/reset")
    assert client.post(COLD, {**PLAIN, "version": "1"}).status_code == 409
    client.post(COLD, {**PLAIN, "version": "0"})

    assert client.post(COLD, {**PLAIN, "body": "Older", "version": "1"}).status_code == 409


WRONG = [
    ("body", "Hello,\n\nI know {contact.nam} well.", "Line 3, character 8: “{contact.nam}”"),
    ("body", "Hello [[there,\n\ndear", "Line 1, character 7: The optional part"),
    ("body", "Hello {contact.name}", "Line 1, character 7: “{contact.name}” can be missing"),
    ("body", "Hello [[{found.online}]]", "“{if found.online}”"),
    ("body", "Hello ]] there", "Line 1, character 7: “]]”"),
    ("subject", "About {me.name}", "Character 7: “{me.name}” can be missing"),
    ("subject", "", "Give the e-mail a subject."),
    ("body", "", "Write the message first."),
    ("name", " ", "Give it a name."),
]


def test_what_cannot_be_used_is_named_with_its_place_and_kept_as_typed(client):
    for field, text, words in WRONG:
        answer = client.post("/templates/new", {**OWN, "name": "Kept", field: text})

        assert answer.status_code == 422
        problem = re.search(rf'<p class="error" id="{field}-error">(.*?)</p>', answer.text)[1]
        assert words in problem
        assert all(line in answer.text for line in text.split("\n"))
    assert ">Kept<" not in client.get(LIST).text


def test_a_message_that_is_never_written_on_a_channel_has_no_template_for_it(client):
    answer = client.post("/templates/new", {**OWN, "use": "thank_you", "channel": "phone"})

    assert answer.status_code == 422
    assert 'id="channel-error"' in answer.text


def test_a_note_for_linkedin_needs_no_subject_and_has_a_shorter_version(client):
    page = own_page(client, channel="linkedin", subject="", body="Long and kind.\n====\nKind.")

    shown = client.get(page).text
    assert "Long and kind.\n====\nKind." in shown
    assert client.post(page, {**OWN, "channel": "linkedin", "subject": "", "version": "1"}).status_code == 303


def test_another_accounts_are_not_there(client, other_client):
    page = own_page(client)
    client.post(COLD, {**PLAIN, "name": "Vera’s", "version": "0"})

    assert other_client.get(page).status_code == 404
    assert other_client.post(page, {**OWN, "version": "1"}).status_code == 404
    assert other_client.post(f"{page}/delete").status_code == 404
    assert "Vera’s" not in other_client.get(LIST).text
