"""Without a connection a page says so, and that of a talk opens with all that was noted; signed out, nothing stays."""

import json
from dataclasses import replace

import pytest
from factories import NOON
from live_meetings import make_meeting
from playwright.sync_api import expect
from push_service import Browser, push_service
from real_server import wait_until

from infoview.accounts import devices
from infoview.db import transaction
from infoview.own_reminders import actions as own_reminders
from infoview.people.actions import add_contact
from infoview.questions import picking

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
EVERYTHING = """caches.keys().then((names) => Promise.all(names.map(async (name) => {
  const cache = await caches.open(name);
  return Promise.all((await cache.keys()).map(async (key) => (await cache.match(key)).text()));
}))).then((texts) => texts.flat())"""
KEPT = """caches.open("infoview-pages").then((cache) => cache.keys())
  .then((keys) => keys.map((key) => new URL(key.url).pathname))"""
SHOWN = """navigator.serviceWorker.ready.then((one) => one.getNotifications())
  .then((all) => all.map((one) => [one.title, one.body]))"""


@pytest.fixture
def phone(open_page):
    """Vera's phone, with the worker at work."""
    phone = open_page(service_workers="allow", **PHONE)
    phone.goto("/people")
    phone.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    return phone


@pytest.fixture
def live(vera):
    with vera():
        meeting = make_meeting()
        with transaction():
            question = picking.add(meeting, code="path-start", at=NOON)
        yield f"/meetings/{meeting.id}/live", f"#answer-{question.id}"


def offline(phone, is_offline=True):
    phone.context.set_offline(is_offline)


def as_expected(problems):
    problems[:] = [each for each in problems if "net::ERR" not in each]


def test_without_a_connection_a_page_says_so_and_goes_on_when_it_is_back(phone, problems):
    offline(phone)
    phone.goto("/board")
    expect(phone.locator("h1")).to_have_text("No connection")
    assert phone.locator("#kept-pages").is_hidden()

    offline(phone, False)

    expect(phone.locator("#nav-more")).to_be_visible()
    as_expected(problems)


def test_the_page_of_a_talk_opens_without_a_connection_with_all_that_was_noted(phone, problems, live):
    page, box = live
    phone.goto(page)
    phone.click("#begin")
    phone.fill(box, "By chance")
    expect(phone.locator("#saved")).to_contain_text("Saved")
    offline(phone)
    phone.fill("#notes", "Has a dog")
    expect(phone.locator("#saved")).to_contain_text("on this device")

    phone.goto("/board")
    phone.get_by_role("link", name="Talking with").click()

    expect(phone.locator("#notes")).to_have_value("Has a dog")
    expect(phone.locator(box)).to_have_value("By chance")
    expect(phone.locator("#digits")).to_be_visible()
    offline(phone, False)
    expect(phone.locator("#saved")).to_contain_text("Saved")
    phone.reload()
    expect(phone.locator("#notes")).to_have_value("Has a dog")
    assert phone.locator("[id$=-theirs]").count() == 0
    as_expected(problems)


def test_a_call_without_a_connection_has_its_page_with_the_clock_of_this_moment(phone, problems):
    phone.goto("/now")
    made_at = phone.locator("#clock").get_attribute("data-now")
    offline(phone)
    phone.goto("/people")
    phone.goto("/now")
    began = phone.locator("#clock").get_attribute("data-began")
    assert began > made_at and phone.input_value("[name=began]") == began
    phone.fill("#first", "By watching the moon")
    phone.fill("#name", "Wang Zhenyi")
    phone.click("#keep")
    expect(phone.locator("#saved")).to_contain_text("on this device")
    offline(phone, False)

    phone.click("#keep")

    phone.wait_for_url("**/live")
    expect(phone.locator("textarea").first).to_have_value("By watching the moon")
    assert phone.evaluate(KEPT) == [phone.evaluate("location.pathname")]  # the page of the call that was
    as_expected(problems)


@pytest.mark.parametrize("is_ended_elsewhere", [False, True])
def test_nothing_of_anybody_stays_after_signing_out(app, account, phone, problems, live, is_ended_elsewhere):
    phone.goto(live[0])
    expect(phone.locator("#begin")).to_be_visible()
    assert phone.evaluate(KEPT) == [live[0]]
    if is_ended_elsewhere:
        with app.app_context(), transaction():
            devices.sign_out(account.id)
        phone.goto("/people")
    else:
        phone.click("#nav-more")
        phone.click("#sign-out")
    expect(phone).to_have_title("Sign in · infoview")

    assert wait_until(lambda: not phone.evaluate("caches.has('infoview-pages')"), 8)
    left = phone.evaluate(EVERYTHING)
    assert left and not any("Vera" in text or "Ada" in text for text in left)
    offline(phone)
    phone.goto(live[0])
    expect(phone.locator("h1")).to_have_text("No connection")
    as_expected(problems)


# Chromium would ask a service on the net for its address; this one was made by hand, and all else is Chromium's own.
BY_HAND = """([fields, key]) => {
  const bytes = Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const { endpoint, ...keys } = fields;
  let present = null;
  const made = {
    endpoint,
    options: { applicationServerKey: bytes.buffer },
    toJSON: () => ({ endpoint, keys }),
    unsubscribe: async () => (present = null, true),
  };
  PushManager.prototype.getSubscription = async () => present;
  PushManager.prototype.subscribe = async (asked) => (present = asked.applicationServerKey === key && made);
}"""


def test_a_browser_is_told_when_something_is_due_until_it_is_taken_off_the_list(app, phone, monkeypatch):
    with push_service() as service:
        settings = replace(app.extensions["settings"], push_hosts=frozenset({service.origin}))
        monkeypatch.setitem(app.extensions, "settings", settings)
        browser = Browser(f"{service.origin}/vera")
        phone.context.grant_permissions(["notifications"])
        phone.goto("/at-hand")
        phone.evaluate(BY_HAND, [browser.fields, phone.locator("#push").get_attribute("data-key")])

        phone.click("#push-here")
        expect(phone.locator("#push-list .here")).to_be_visible()
        expect(phone.locator("#push-here")).to_be_hidden()
        phone.click("#push-test")
        expect(phone.locator("#notices")).to_contain_text("on its way")
        [(_path, _headers, content)] = service.taken
        phone.get_by_role("button", name="Take off the list").click()

        expect(phone.locator("#push-here")).to_be_visible()
        expect(phone.locator("#push-list li")).to_have_count(0)
        told = deliver(phone, browser.read(content))
        assert told == [["infoview", "This is a test. Pushes work here."]]


def test_a_browser_taken_off_the_list_elsewhere_stays_off_until_its_button_is_pressed(app, phone, monkeypatch):
    with push_service() as service:
        settings = replace(app.extensions["settings"], push_hosts=frozenset({service.origin}))
        monkeypatch.setitem(app.extensions, "settings", settings)
        browser = Browser(f"{service.origin}/vera")
        phone.context.grant_permissions(["notifications"])
        phone.goto("/at-hand")
        key = phone.locator("#push").get_attribute("data-key")
        arguments = json.dumps([browser.fields, key])
        phone.add_init_script(
            f"({BY_HAND})({arguments}); PushManager.prototype.subscribe({{applicationServerKey: {key!r}}})"
        )

        phone.reload()

        expect(phone.locator("#push-here")).to_be_visible()
        expect(phone.locator("#push-list li")).to_have_count(0)
        phone.click("#push-here")
        expect(phone.locator("#push-list .here")).to_be_visible()


def test_a_question_of_the_browser_that_is_closed_leaves_a_word(phone):
    phone.goto("/at-hand")
    phone.evaluate("void (Notification.requestPermission = () => new Promise((answer) => (window.answer = answer)))")

    phone.click("#push-here")
    expect(phone.locator("[data-push=busy]")).to_be_visible()
    phone.evaluate("window.answer('default')")

    expect(phone.locator("[data-push=dismissed]")).to_be_visible()
    expect(phone.locator("[data-push=busy]")).to_be_hidden()


def deliver(phone, words):
    """Hand a push to the worker as Chromium does when one arrives; return the notifications that are shown."""
    talk = phone.context.new_cdp_session(phone)
    found = []
    talk.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    talk.send("ServiceWorker.enable")
    assert wait_until(lambda: phone.evaluate("1") and found, 8)
    origin = phone.evaluate("location.origin")
    ours = next(each["registrationId"] for each in found if each["scopeURL"].startswith(origin))
    talk.send("ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": ours, "data": json.dumps(words)})
    assert wait_until(lambda: phone.evaluate(SHOWN), 8)
    return phone.evaluate(SHOWN)


def test_the_icon_shows_how_much_is_due(phone, vera):
    phone.add_init_script("navigator.setAppBadge = async (count) => (document.title = `badge ${count}`)")
    phone.add_init_script("navigator.clearAppBadge = async () => (document.title = 'no badge')")
    phone.goto("/today")
    expect(phone).to_have_title("no badge")
    with vera(), transaction():
        own_reminders.add(add_contact(full_name="Ada Byron", at=NOON), body="Call", due_on=NOON.date(), at=NOON)

    phone.reload()

    expect(phone).to_have_title("badge 1")
