"""The only way to the catalogues: gettext, and words for days and instants."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import flask_babel
from babel.dates import format_date, format_skeleton, format_time
from flask import Flask, g, has_request_context, request

LANGUAGES = {"en": "English", "fr": "Français"}
DEFAULT_LANGUAGE = "en"


def _(message: str, **values: Any) -> str:
    """Return `message` in the language of whoever is served, with `%(name)s` filled in."""
    return str(flask_babel.gettext(message, **values))


def _p(context: str, message: str, **values: Any) -> str:
    """Return `message` translated as it is meant in `context`."""
    return str(flask_babel.pgettext(context, message, **values))


def _l(message: str) -> Any:
    """Return `message` as a text that is translated each time it is shown."""
    return flask_babel.lazy_gettext(message)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Return the plural form for `num`, which both texts may show as `%(num)s`."""
    return str(flask_babel.ngettext(one, many, num, **values))


def language() -> str:
    """Return the language texts are shown in: "en" or "fr"."""
    locale = flask_babel.get_locale()
    return str(locale.language) if locale else DEFAULT_LANGUAGE


@contextmanager
def as_language(code: str) -> Iterator[None]:
    """Show texts in `code` for a while."""
    with flask_babel.force_locale(code):
        yield


def best_language(header: str) -> str:
    """Return the language of ours that an Accept-Language header likes best."""
    for part in header.lower().split(","):
        code = part.split(";")[0].strip()[:2]
        if code in LANGUAGES:
            return code
    return DEFAULT_LANGUAGE


def day_words(day: date, today: date) -> str:
    """Return a day in words: "today", a weekday when it is near, else the date."""
    days = (day - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    if 1 < days < 7:
        return str(format_date(day, "EEEE", locale=language()))
    return full_day(day) if day.year != today.year else _first(day, format_skeleton("MMMMd", day, locale=language()))


def full_day(day: date) -> str:
    """Return a day with its year, as it is written in the language shown."""
    return _first(day, format_date(day, "long", locale=language()))


def _first(day: date, words: str) -> str:
    """Return the words for a day with the first of a month as French writes it: "1er mai"."""
    return words.replace("1 ", "1er ", 1) if day.day == 1 and language() == "fr" else words


def time_words(instant: datetime, zone: str) -> str:
    """Return the wall time of an instant in `zone`."""
    return str(format_time(instant.astimezone(ZoneInfo(zone)), "short", tzinfo=ZoneInfo(zone), locale=language()))


def clock_words(wall: time) -> str:
    """Return a wall time as it is written in the language shown."""
    return str(format_time(wall, "short", locale=language()))


def instant_words(instant: datetime, zone: str, now: datetime) -> str:
    """Return day and time of an instant in `zone`, the day in words."""
    local = instant.astimezone(ZoneInfo(zone))
    day = day_words(local.date(), now.astimezone(ZoneInfo(zone)).date())
    return _("%(day)s at %(time)s", day=day, time=time_words(instant, zone))


def listed(items: list[str]) -> str:
    """Return the items as a list in words: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s and %(last)s", first=", ".join(items[:-1]), last=items[-1])


def _choose_language() -> str:
    chosen: str | None = g.get("language")
    if chosen is None and has_request_context():
        chosen = best_language(request.headers.get("Accept-Language", "")[:200])
    return chosen or DEFAULT_LANGUAGE


def set_up(app: Flask) -> None:
    """Teach `app` its languages: that of the account served, else that of the browser."""
    flask_babel.Babel(
        app,
        default_locale=DEFAULT_LANGUAGE,
        locale_selector=_choose_language,
        default_translation_directories=str(Path(__file__).with_name("translations")),
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(_=_, ngettext=ngettext, pgettext=_p, gettext=_, full_day=full_day)
