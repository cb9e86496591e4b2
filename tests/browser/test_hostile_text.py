"""Text that means harm, wherever text can be stored, shown on every page in a real browser: it is only ever text."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from every_page import address, fill_every_table, rules
from linkedin_files import linkedin
from whole_database import opened

from infoview import clock
from infoview.models import Stage

NOT_PAGES = {
    "static",
    "health.check",
    "invitations.download",
    "calendar.feed",
    "at_hand.worker",
    "accounts.welcome",
    "people.names",
    "careers.names",
    "organizations.names",
}
MARKUP = (
    "<script>window.planted = 1</script>"
    "</script></title></textarea></style></template><img class=planted src=x onerror='window.planted=2'>"
    '"><svg class=planted onload=alert(3)>'
    "'><a class=planted href='javascript:alert(4)' autofocus onfocus=alert(5)>here</a>"
    "<iframe class=planted srcdoc='<script>parent.planted=6</script>'></iframe>"
    "<form class=planted action='https://elsewhere.example.org'><button hx-get='https://elsewhere.example.org'>"
    "<base href='https://elsewhere.example.org'><meta http-equiv=refresh content='0;url=https://elsewhere.example.org'>"
    "<style>body { display: none }</style><b style='color: red' class=planted>--><![CDATA["
    "{{7001*7}} ${7001*7} {% raw %} %(name)s &lt;b&gt; &amp; =cmd|' /C calc'!A0 @SUM(1) +1 -1"
)
DIRECTIONS = "مرحبا שלום \u202eabc\u202d \u2066x\u200b\u200d\ufeff\u00ad👩‍👩‍👧‍👦🏳️‍🌈 Z̷̛͇a̸͙͠l̴̤̄g̷̬͐o \x1b[2J\x07\x00\u2028"
SHORT = '"><img class=planted src=x onerror=alert(7)>{{7001*7}}\u202e'
LONG = f"{'Donaudampfschifffahrt' * 48} {DIRECTIONS}"
SCHEMES = (
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "\x01javascript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:1",
    ),
    *("java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "file:///etc/passwd"),
    *(
        "//elsewhere.example.org",
        "/\\elsewhere.example.org",
        "http:alert(1)",
        "https:///x",
        "blob:1",
        "javascript&#58;1",
    ),
)
SIZES = ((1280, 900), (320, 700))

FOUND = """() => {
  const planted = document.querySelectorAll(
    ".planted, iframe, base, object, embed, style, [style]:not(#marks), [onerror], [onload], [onfocus], " +
    "meta[http-equiv], " +
    "script:not([src^='/static/']), form[action^='http'], [hx-get^='http']"
  );
  const schemes = [...document.querySelectorAll("a[href], area[href]")]
    .filter((link) => link.id !== "bookmarklet" || location.pathname !== "/at-hand") // made to be dragged from there
    .map((link) => link.protocol);
  return {
    ran: window.planted ?? null,
    planted: [...planted].map((element) => element.outerHTML.slice(0, 200)),
    computed: document.body.innerText.includes("49007"),
    schemes: [...new Set(schemes)],
  };
}"""
# Text that lies outside of the window, unless it is cut with an ellipsis, scrolls in a box of its own, or is for
# screen readers only.
OUTSIDE = """() => {
  const isKept = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.overflowX !== "visible" && each !== document.documentElement && each !== document.body) return true;
      if (style.clipPath !== "none" || style.visibility === "hidden" || style.opacity === "0") return true;
    }
    return false;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
    if (boxes.some((box) => box.right > innerWidth + 1 || box.left < -1) && !isKept(texts.currentNode.parentElement)) {
      found.push(texts.currentNode.parentElement.outerHTML.slice(0, 160));
    }
  }
  const width = document.documentElement.scrollWidth;
  return width > innerWidth ? [`${width} wide`, ...found] : found;
}"""


@pytest.fixture
def hostile(app, account, client, vera):
    """Hostile texts in every column there is, past every form; through the forms; and through an import."""
    with vera():
        names = ["given_name", "family_name", "organization", "title"]
        on_board = {
            "stage": Stage.MET,
            "opted_out_at": None,
            "paused_at": None,
            "paused_until": None,
            "closed_at": None,
            "closed_reason": None,
        }
        mapped = {"mapping": {"width": 4, "columns": names}, "created_at": clock.now(), **on_board}
        unmapped = {**mapped, "mapping": {"width": 4, "columns": None}}
        links = [(f"{scheme}#{number}", mapped) for number, scheme in enumerate(SCHEMES)]
        both = f"{MARKUP} {LONG}"
        texts = [(both, unmapped), (f"{both} again", mapped), *links]
        rows = [
            fill_every_table(account, row_id=1000 * number, text=text, **more)
            for number, (text, more) in enumerate(texts, start=7)
        ]
    with opened(app) as database:  # past the app itself, which would clean them
        for ids, scheme in zip(rows[2:], SCHEMES, strict=True):
            database.execute("UPDATE links SET url = ? WHERE id = ?", (scheme, ids["link_id"]))
            database.execute("UPDATE email_addresses SET address = ? WHERE id = ?", (scheme, ids["link_id"]))
    return rows


@pytest.fixture
def typed(client):
    """The pages of what came in through forms and through a file, wherever those take text."""
    person = ("full_name", "title", "organization", "career", "place", "found_text", "address_as", "pronouns", "tags")
    added = client.post("/contacts", {**dict.fromkeys(person, SHORT), "links": "javascript:alert(9)"})
    assert added.status_code == 422  # a link is a link, or nothing
    there = client.post("/contacts", {**dict.fromkeys(person, SHORT), "stage": "identified"}).location
    assert there
    client.post(f"{there}/notes", {"body": MARKUP, "day": "2026-01-05"})
    client.post(f"{there}/contacted", {"kind": "request", "channel": "email", "day": "2026-01-05", "body": MARKUP})
    client.post(f"{there}/talked", {"learned": MARKUP, "day": "2026-01-05"})
    client.post(f"{there}/drafts/update", {"subject": SHORT, "body": MARKUP, "always": "1"})
    client.post("/profile", {"name": SHORT, "pitch": MARKUP, "language": "en", "zone": "UTC", "version": "1"})
    file = linkedin((SHORT, SHORT, "javascript:alert(10)", SHORT, SHORT, SHORT, "5 Mar 2021"))
    brought = client.post(
        "/import", {"file": (BytesIO(file), "<img class=planted src=x onerror=alert(11)>.csv")}
    ).location
    assert client.post(f"{brought}/confirm").status_code == 303
    return [there, f"{there}/drafts/update", brought, "/people?q=planted"]


def watched(page, problems, url):
    """Report what a page must not do: ask, run, or look elsewhere."""
    page.on("dialog", lambda dialog: (problems.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda sent: is_elsewhere(sent.url, url) and problems.append(f"a request to {sent.url}"))
    return page


def is_elsewhere(address, url):
    parts = urlsplit(address)
    return parts.scheme != "data" and parts.netloc != urlsplit(url).netloc


def test_hostile_text_is_only_text_on_every_page(app, open_page, problems, url, hostile, typed):
    page = watched(open_page(reduced_motion="reduce"), problems, url)
    wrong, sizes = {}, SIZES
    page.set_viewport_size(dict(zip(("width", "height"), sizes[0], strict=True)))
    for path in [*pages(app, hostile), *typed]:
        answer = page.goto(path)
        assert answer.status == 200, path
        found = page.evaluate(FOUND)
        if found["ran"] or found["planted"] or found["computed"] or set(found["schemes"]) - LINKED:
            wrong[path] = found
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            if outside := page.evaluate(OUTSIDE):
                wrong[path, width] = outside[:3]
        sizes = sizes[::-1]  # the next page begins as this one ended

    assert wrong == {}
    assert problems == []


LINKED = {"http:", "https:", "mailto:", "tel:"}


def pages(app, hostile):
    """Every page, with rows that hold markup and long words; an import also as it is once its columns are named."""
    kinds = [rule for rule in rules(app, "GET") if rule.endpoint not in NOT_PAGES]
    unmapped, mapped = hostile[:2]
    shown = [address(rule, unmapped) for rule in kinds]
    shown += [address(rule, mapped) for rule in kinds if "import_id" in rule.arguments]
    return list(dict.fromkeys(shown))
