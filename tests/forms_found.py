"""Every form and every parameter of the app, found by looking at its pages and listening to what its views ask for.

Nobody has to remember a new form, field or parameter: it is found here, and the tests that walk the app, or send odd
input to it, send it too.
"""

from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from every_page import address, rules
from flask import has_request_context, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from whole_database import Keeper
from wtforms import Field, HiddenField, StringField

from infoview.forms import Form, IdField
from infoview.limits import BoundedRequest

# For fields that are empty on the page where they are shown: values with which their form is accepted.
FITTING = {
    "full_name": "Wang Zhenyi",
    "given_name": "Zhenyi",
    "name": "Botany",
    "body": "Loves punched cards",
    "subject": "A question",
    "learned": "Much",
    "text": "With pleasure.",
    "line": "Wang Zhenyi",
    "host": "127.0.0.1",
    "port": "9",
    "username": "vera",
    "sender": "vera@example.org",
    "person": "Wang Zhenyi",
    "exploring": "Botany",
    "code": "aaaa-bbbb-cccc-dddd",
    "email": "vera@example.org",
    "password": "seven quiet lanterns",
    "new_password": "eight loud trumpets",
    "starts": "9:00, 14:30",
    "phrase": "on weekdays before 10",
    "until": "2199-12-31",
    "day": "2199-12-30",
    "due_on": "2199-12-30",
    "send_at": "2199-12-30T09:00",
    "reason": "no_reply",
    "answer": "yes",
    "kind": "request",
    "theme": "dark",
    "contact": "",
    "why": "They teach what they do",
}
ENOUGH = 24  # links to pages of one kind
KEPT_OUT = {"csrf_token"}


class _Fields(HTMLParser):
    """Collects the forms of a page: what each posts to, the names in it, and the values that fit them."""

    def __init__(self):
        super().__init__()
        self.forms = []
        self.links = []
        self.at = None
        self.name = None

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        for name in ("href", "hx-get"):
            if values.get(name, "").startswith("/"):
                self.links.append(values[name])
        if tag == "form":
            posts = [values["hx-post"]] if "hx-post" in values else []
            shown = values.get("action", "")
            self.at = {"method": values.get("method", "get"), "to": [shown, *posts], "fields": defaultdict(list)}
            self.forms.append(self.at)
        if self.at is None:
            return
        self.at["to"] += [values[name] for name in ("formaction", "hx-post") if values.get(name) and tag != "form"]
        if tag in ("input", "select", "textarea", "button") and values.get("name"):
            self.name = values["name"]
            if tag in ("input", "button") and (values.get("type") not in ("radio", "checkbox") or "checked" in values):
                self.at["fields"][self.name].insert(0, values.get("value", ""))
            else:
                self.at["fields"][self.name] += [values["value"]] if tag == "input" else []
        if tag == "option" and self.name:
            place = 0 if "selected" in values else len(self.at["fields"][self.name])
            self.at["fields"][self.name].insert(place, values.get("value", ""))

    def handle_data(self, data):
        if self.at is not None and self.lasttag == "textarea" and self.name:
            self.at["fields"][self.name].append(data.strip())

    def handle_endtag(self, tag):
        if tag == "form":
            self.at = None
        if tag == "textarea":
            self.name = None


@dataclass
class Found:
    """What the app takes, by endpoint.

    `posted` are the fields of forms that pages show, with the values they show; `formed` the fields that forms in the
    code read, shown or not; `asked` what views ask for by name, parameters of addresses among them.
    """

    posted: dict = field(default_factory=lambda: defaultdict(partial(defaultdict, list)))
    formed: dict = field(default_factory=lambda: defaultdict(set))
    asked: dict = field(default_factory=lambda: defaultdict(set))
    ids: set = field(default_factory=set)
    texts: set = field(default_factory=set)
    others: set = field(default_factory=set)

    def fields(self, endpoint):
        """The fields an endpoint takes, each with values that fit: those that are shown and those that code reads."""
        known = {name: list(dict.fromkeys(values)) or [""] for name, values in self.posted[endpoint].items()}
        return {name: [""] for name in (self.asked[endpoint] | self.formed[endpoint]) - KEPT_OUT} | known

    def fitting(self, endpoint):
        """One value for each field shown to the user, so that the form is accepted."""
        return {
            name: values[0] if values[0] or name not in FITTING else FITTING[name]
            for name, values in self.fields(endpoint).items()
            if name in self.posted[endpoint]
        }

    def may_be_ids(self, endpoint):
        """The fields of an endpoint that may hold the id of a row: all that no form reads as something else."""
        return [
            name
            for name, values in self.fields(endpoint).items()
            if name != "once" and not name.startswith("was-")  # what a page showed before names no row
            if name in self.ids or name not in self.texts | self.others or any(map(str.isdecimal, values))
        ]

    def is_saved_bit_by_bit(self, endpoint):
        """Whether a form is saved control by control: what is wrong with one holds up no other."""
        return any(name.startswith("was-") for name in self.fields(endpoint))

    @property
    def parameters(self):
        """The names of all that any address or form may hold."""
        return sorted(set().union(*self.asked.values(), *self.formed.values(), *self.posted.values()) - KEPT_OUT)


class _Noted(ImmutableMultiDict):
    """What was sent, noting what the view asks for."""

    def __getitem__(self, name):
        note(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        note(name)
        return super().__contains__(name)

    def getlist(self, name, type=None):
        note(name)
        return super().getlist(name, type)


class _Listening(BoundedRequest):
    parameter_storage_class = _Noted


_listeners = []


def note(name):
    if has_request_context() and request.endpoint and isinstance(name, str):
        for found in _listeners:
            found.asked[request.endpoint].add(name)


@contextmanager
def listening(app, found):
    """Note what views ask for while they answer."""
    usual_request, usual_reading = app.request_class, Form.Meta.wrap_formdata

    def read(meta, form, formdata):
        for name, each in form._fields.items():
            for listener in _listeners:
                listener.formed[request.endpoint].add(name)
            if isinstance(formdata, MultiDict):  # what stands in the address
                note(name)
            kinds = ((IdField, found.ids), (HiddenField, found.ids), (StringField, found.texts), (Field, found.others))
            next(names for kind, names in kinds if isinstance(each, kind)).add(name)
        return usual_reading(meta, form, formdata)

    app.request_class, Form.Meta.wrap_formdata = _Listening, read
    _listeners.append(found)
    try:
        yield
    finally:
        _listeners.remove(found)
        app.request_class, Form.Meta.wrap_formdata = usual_request, usual_reading


def look_around(app, client, ids):
    """Open every page and every link, signed in and not, and send every form as it is shown; return what was found."""
    found = Found()
    pages = [address(rule, ids) for rule in rules(app, "GET") if rule.endpoint != "static"]
    with listening(app, found):
        for browser in (client, app.test_client()):
            _follow(app, found, browser, pages)
        keeper = Keeper(app)
        for rule in rules(app, "POST"):
            browser = app.test_client()
            for name in ("infoview", "infoview_form"):
                browser.set_cookie(name, client.get_cookie(name).value)
            browser.post(address(rule, ids), found.fitting(rule.endpoint), token=client.token())
            keeper.put_back()
    return found


def _follow(app, found, browser, waiting):
    adapter = _Adapter(app)
    waiting, seen, times = list(waiting), set(), Counter()
    while waiting:
        path = waiting.pop(0)
        parts = urlsplit(path)
        kind = parts.path, tuple(sorted(name for name, _ in parse_qsl(parts.query)))
        endpoint = adapter.endpoint(parts.path, "GET") or "static"
        times[endpoint] += 1
        if kind in seen or endpoint == "static" or times[endpoint] > ENOUGH:
            continue
        seen.add(kind)
        page = _Fields()
        page.feed(browser.get(path).text)
        waiting += page.links
        for form in page.forms:
            _keep(found, adapter, form, parts.path)
        for link in set(page.links):
            _note_link(found, adapter, link)


class _Adapter:
    """Says which endpoint an address leads to; pages share most of theirs."""

    def __init__(self, app):
        self.adapter, self.known = app.url_map.bind("localhost"), {}

    def endpoint(self, path, method):
        """Return the endpoint, or None if nothing is there."""
        if (path, method) not in self.known:
            is_there = self.adapter.test(path, method)
            self.known[path, method] = self.adapter.match(path, method)[0] if is_there else None
        return self.known[path, method]


def _keep(found, adapter, form, here):
    for to in form["to"]:
        path = urlsplit(to or here).path
        posts = adapter.endpoint(path, "POST")
        if form["method"] == "get" and not posts:
            gets = adapter.endpoint(path, "GET")
            assert gets, f"A form of {here} leads nowhere: {path}"
            found.asked[gets].update(form["fields"])
        elif posts:
            for name, values in form["fields"].items():
                if name not in KEPT_OUT:
                    found.posted[posts][name] += values


def _note_link(found, adapter, link):
    parts = urlsplit(link)
    if endpoint := adapter.endpoint(parts.path, "GET"):
        found.asked[endpoint].update(name for name, _ in parse_qsl(parts.query))
