import re

import pytest
from factories import NOON, by_place, make_contact, make_contacts
from playwright.sync_api import Page, expect

from infoview.db import db, transaction
from infoview.models import Career, Stage


def drag(page: Page, card: str, to: str, *, above: bool = True):
    """Drag as a person does: press, move in steps, rest a moment, move a little, let go."""
    start, end = page.locator(card).bounding_box(), page.locator(to).bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] - 8)
    page.mouse.down()
    y = end["y"] + (4 if above else end["height"] - 4)
    page.mouse.move(end["x"] + 40, y, steps=8)
    page.wait_for_timeout(60)
    page.mouse.move(end["x"] + 41, y + 1)
    page.wait_for_timeout(60)
    page.mouse.up()


def names(vera, stage):
    with vera():
        return [contact.full_name for contact in by_place(stage)]


@pytest.fixture
def scene(vera):
    """Ada is identified; Mary and Joan are met."""
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED)
        mary, joan = make_contacts("Mary Somerville", "Joan Clarke", stage=Stage.MET)
    return ada.id, mary.id, joan.id


def test_a_card_is_dragged_between_two_others(page, vera, scene):
    ada, _mary, joan = scene
    page.goto("/board")

    with page.expect_response("**/stage*"):
        drag(page, f"#card-{ada}", f"#card-{joan}")

    expect(page.locator("#notices")).to_contain_text("Ada Byron is now in Met.")
    expect(page.locator("#count-met")).to_have_text("3")
    expect(page.locator(f"#card-{ada} .card-act")).to_have_text("Write thank-you")
    assert names(vera, Stage.MET) == ["Mary Somerville", "Ada Byron", "Joan Clarke"]


def test_a_move_is_undone_from_its_message(page, vera, scene):
    ada, _mary, joan = scene
    page.goto("/board")
    with page.expect_response("**/stage*"):
        drag(page, f"#card-{ada}", f"#card-{joan}")

    page.get_by_role("button", name="Undo").click()

    expect(page.locator(f"#cards-identified #card-{ada}")).to_be_visible()
    assert names(vera, Stage.IDENTIFIED) == ["Ada Byron"]


def test_a_move_lost_to_the_network_puts_the_card_back_and_says_why(page, vera, scene, problems):
    ada, _mary, joan = scene
    page.goto("/board")
    page.route("**/stage*", lambda route: route.abort())

    drag(page, f"#card-{ada}", f"#card-{joan}")

    expect(page.locator("#notices")).to_contain_text("the connection failed")
    expect(page.locator(f"#cards-identified #card-{ada}")).to_be_visible()
    assert names(vera, Stage.IDENTIFIED) == ["Ada Byron"]
    problems.clear()


def test_a_card_is_moved_with_the_keyboard(page, vera, scene):
    ada, _mary, _joan = scene
    page.goto("/board")

    page.locator(f"#card-{ada}-name").focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/stage*"):
        page.keyboard.press("Enter")

    expect(page.locator(f"#cards-requested #card-{ada}")).to_be_visible()
    expect(page.locator(f"#card-{ada}-move")).to_be_focused()
    assert names(vera, Stage.REQUESTED) == ["Ada Byron"]


def test_arrows_go_from_card_to_card(page, scene):
    ada, mary, joan = scene
    page.goto("/board")

    page.locator(f"#card-{mary}-name").focus()
    page.keyboard.press("ArrowDown")

    expect(page.locator(f"#card-{joan}-name")).to_be_focused()


def test_a_card_is_moved_by_its_menu(page, vera, scene):
    ada, _mary, _joan = scene
    page.goto("/board")

    page.locator(f"#card-{ada}").hover()
    page.locator(f"#card-{ada}-move").click()
    with page.expect_response("**/stage*"):
        page.get_by_role("menuitem", name="Thanked").click()

    expect(page.locator(f"#cards-thanked #card-{ada}")).to_be_visible()
    assert names(vera, Stage.THANKED) == ["Ada Byron"]


def test_somebody_who_calls_is_found_by_the_menu_of_their_card(page, scene):
    ada, _mary, _joan = scene
    page.goto("/board")
    page.locator(f"#card-{ada}").hover()
    page.locator(f"#card-{ada}-move").click()
    page.click("#card-now")

    page.wait_for_url("**/live")
    expect(page.locator("#notices")).to_contain_text("Ada Byron")


def test_a_card_is_dragged_with_a_finger_after_a_long_press(open_page, vera, scene):
    _ada, mary, joan = scene
    phone = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.goto("/board#stage-met")
    top, below = (phone.locator(f"#card-{id}").bounding_box() for id in (mary, joan))
    touch = phone.context.new_cdp_session(phone)

    def finger(kind, x, y):
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y, end = below["x"] + 60, below["y"] + 10, top["y"] + 6
    with phone.expect_response("**/stage*"):
        finger("touchStart", x, y)
        phone.wait_for_timeout(300)
        for part in range(1, 11):
            finger("touchMove", x, y + (end - y) * part / 10)
            phone.wait_for_timeout(20)
        phone.wait_for_timeout(80)
        finger("touchMove", x, end + 1)
        finger("touchEnd", x, end)

    assert names(vera, Stage.MET) == ["Joan Clarke", "Mary Somerville"]


def test_a_card_is_moved_without_javascript(open_page, vera, scene):
    ada, _mary, joan = scene
    page = open_page(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page.goto("/board")

    page.locator(f"#card-{ada}").hover()
    page.locator(f"#card-{ada}-move").click()
    page.get_by_label("Met").check()
    page.locator("#move").click()

    expect(page.locator(f"#cards-met #card-{ada}")).to_be_visible()
    expect(page.locator("#notices")).to_contain_text("Ada Byron is now in Met.")


def test_a_drop_below_the_last_card_sent_lands_exactly_there(page, vera):
    with vera():
        cards = make_contacts(*(f"Person {n:03}" for n in range(60)), stage=Stage.MET)
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    page.goto("/board")
    last = f"#card-{cards[39].id}"
    page.locator(f"#card-{cards[36].id}").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('cards-met').scrollTop -= 120")

    with page.expect_response("**/stage*"):
        page.evaluate(
            """([card, last]) => board.moveCard(
                 document.querySelector(card), document.querySelector(last).parentElement,
                 document.querySelector(last).nextElementSibling)""",
            [f"#card-{ada.id}", last],
        )

    order = names(vera, Stage.MET)
    assert order[order.index("Ada Byron") - 1 : order.index("Ada Byron") + 2] == [
        "Person 039",
        "Ada Byron",
        "Person 040",
    ]


def test_the_rest_of_a_column_comes_as_it_is_scrolled(page, vera):
    with vera():
        make_contacts(*(f"Person {n:03}" for n in range(100)), stage=Stage.MET)
    page.goto("/board")

    for _ in range(6):
        page.evaluate("document.getElementById('cards-met').scrollTop = 1e6")
        page.wait_for_timeout(250)

    expect(page.locator("#cards-met .card")).to_have_count(100)


def test_two_tabs_moving_cards_both_leave_their_trace(open_page, vera, scene):
    ada, mary, _joan = scene
    first, second = open_page(), open_page()
    for tab in (first, second):
        tab.set_viewport_size({"width": 1440, "height": 900})
        tab.goto("/board")

    for tab, stage in ((first, "Thanked"), (second, "Requested")):
        tab.locator(f"#card-{mary}-name").focus()
        tab.keyboard.press("m")
        with tab.expect_response("**/stage*"):
            tab.get_by_role("menuitem", name=stage).click()

    with vera():
        changes = [change.to_stage for change in by_place(Stage.REQUESTED)[0].stage_changes]
    assert changes == [Stage.MET, Stage.THANKED, Stage.REQUESTED]


def test_a_move_asks_for_its_one_fact_which_may_be_told_or_ignored(page, vera, scene):
    ada, mary, _joan = scene
    page.goto("/board")
    with page.expect_response("**/stage*"):
        drag(page, f"#card-{ada}", "#stage-requested", above=False)
    panel = page.locator("#fact-panel")
    expect(panel).to_contain_text("How did you ask Ada Byron?")

    panel.get_by_label("On LinkedIn").check()
    panel.get_by_role("button", name="Keep this").click()

    expect(panel).to_have_count(0)
    expect(page.locator("#notices")).to_contain_text("Kept.")
    expect(page.locator(f"#card-{ada} .card-step")).to_have_text("Asked today")
    with page.expect_response("**/stage*"):
        drag(page, f"#card-{mary}", "#stage-thanked .column-empty")
    page.locator("#fact-close").click()
    expect(page.locator("#fact-panel")).to_have_count(0)


def test_a_wrong_fact_is_said_beside_its_field_and_keeps_what_was_typed(page, scene):
    ada, _mary, _joan = scene
    page.goto("/board")
    with page.expect_response("**/stage*"):
        drag(page, f"#card-{ada}", "#stage-met", above=False)
    page.locator("#fact-place").fill("The café by the station")

    page.locator("#fact-day").fill("2199-01-01")
    page.locator("#fact-keep").click()

    expect(page.locator("#fact-day-error")).to_contain_text("still to come")
    expect(page.locator("#fact-place")).to_have_value("The café by the station")


def test_the_fact_is_asked_and_kept_without_javascript(open_page, scene):
    ada, _mary, _joan = scene
    page = open_page(java_script_enabled=False)
    page.goto(f"/contacts/{ada}/move")
    page.get_by_label("Requested").check()
    page.locator("#move").click()

    page.locator("#fact-keep").click()

    expect(page.locator("#notices")).to_contain_text("Kept.")
    expect(page.locator(f"#card-{ada} .card-step")).to_have_text("Asked today")


def test_a_contact_opens_beside_the_board_with_its_own_address(page, scene):
    ada, _mary, _joan = scene
    page.goto("/board")

    page.locator(f"#card-{ada}-name").click()

    expect(page.locator("#beside")).to_contain_text("Ada Byron")
    expect(page).to_have_url(re.compile(rf"/contacts/{ada}$"))
    page.keyboard.press("Escape")
    expect(page.locator("#beside")).to_be_hidden()
    expect(page).to_have_url(re.compile("/board$"))
    expect(page.locator(f"#card-{ada}-name")).to_be_focused()


def test_the_board_still_works_after_a_contact_beside_it_was_closed(page, vera, scene):
    ada, mary, joan = scene
    page.goto("/board")
    page.locator(f"#card-{ada}-name").click()
    expect(page.locator("#beside h1")).to_have_text("Ada Byron")
    page.locator("#beside-close").click()
    expect(page.locator("#beside")).to_be_hidden()

    page.locator(f"#card-{mary}-name").click()
    expect(page.locator("#beside h1")).to_have_text("Mary Somerville")
    page.go_back()
    expect(page.locator("#beside")).to_be_hidden()
    with page.expect_response("**/stage*"):
        drag(page, f"#card-{ada}", f"#card-{joan}")

    assert names(vera, Stage.MET) == ["Mary Somerville", "Ada Byron", "Joan Clarke"]


def test_what_was_changed_beside_the_board_shows_on_the_card(page, scene):
    ada, _mary, _joan = scene
    page.goto("/board")
    page.locator(f"#card-{ada}-name").click()

    page.locator("#fact-title-add").click()
    page.get_by_role("textbox", name="Title").fill("Countess")
    page.locator("#fact-title-save").click()
    expect(page.locator(".contact-role")).to_contain_text("Countess")
    page.locator("#beside-close").click()

    expect(page.locator(f"#card-{ada} .card-role")).to_have_text("Countess")


def test_a_chosen_career_limits_the_board_at_once_and_stays_after_a_reload(page, vera):
    with vera():
        with transaction():
            law = Career(name="Law", folded="law", created_at=NOON)
            db.session.add(law)
        make_contact("Ada Byron", stage=Stage.MET, career_id=law.id)
        make_contact("Mary Somerville", stage=Stage.MET)
    page.goto("/board")

    page.select_option("#board-career", "Law")

    expect(page.locator(".card")).to_have_count(1)
    page.reload()
    expect(page.locator(".card")).to_have_text(re.compile("Ada Byron"))
