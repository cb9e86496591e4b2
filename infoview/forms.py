"""The base of every form: cleaned text, a once-key, and problems shown beside their field."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Self

from babel.support import Translations
from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Field, HiddenField, IntegerField, StringField, TextAreaField, TimeField
from wtforms.i18n import DefaultTranslations, messages_path
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from infoview.clock import EARLIEST_DAY, LATEST_DAY
from infoview.errors import Invalid
from infoview.i18n import _, _l, language
from infoview.text import clean, clean_line

LONGEST_LINE = 200
LONGEST_TEXT = 20_000


class Form(FlaskForm):  # type: ignore[misc]
    """A form of the app. Its text is cleaned before it is checked; problems stand beside their field.

    `ids` goes before every field's id, so that two forms can stand on one page.
    """

    once = HiddenField()

    def __init__(self, data: object = None, *, ids: str = "", **values: Any) -> None:
        """Read the posted form if there is one, else show `data` (an object) and `values`."""
        super().__init__(obj=data, **values)
        self.general: list[str] = []
        for field in self:
            field.id = field.label.field_id = f"{ids}{field.id}"
        if not self.once.data:
            self.once.data = secrets.token_urlsafe(12)

    @property
    def once_key(self) -> str | None:
        """The key under which this form is answered once, with just this in it.

        Somebody who goes back, corrects what they wrote and sends it again means it: that is another answer.
        """
        if not request.form.get("once"):
            return None
        typed = sorted(each for each in request.form.items(multi=True) if each[0] != "csrf_token")
        return hashlib.sha256(repr(typed).encode("utf-8", "replace")).hexdigest()

    def refuse(self, problem: Invalid) -> None:
        """Show a broken rule beside its field, or above the form if it is not about one."""
        field = self._fields.get(problem.field)
        if field is None:
            self.general.append(problem.message)
        else:
            field.errors = [*field.errors, problem.message]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the posted form has the right shape. Its token was checked before the view."""
        return bool(super().validate(extra_validators))

    @classmethod
    def checked(cls) -> Self:
        """Return the posted form if its shape is right; else raise Invalid with its first problem.

        For forms without text to lose: buttons and moves.
        """
        form = cls()
        if not form.validate():
            name, problems = next(iter(form.errors.items()))
            raise Invalid(str(name), str(problems[0]))
        return form

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """One token check, in web.py, for every POST there is."""

        csrf = False

        def get_translations(self, form: Any) -> Any:
            """Return the words of WTForms itself in the language shown."""
            return _texts_of_wtforms(language())

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Read posted text cleaned, files as they are."""
            posted = super().wrap_formdata(form, formdata)
            if not posted:
                return posted
            return MultiDict((k, clean(v) if isinstance(v, str) else v) for k, v in posted.items(multi=True))

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """Tell assistive technology about hint and problem; browsers do not check in our place."""
            described = [f"{field.id}-hint"] if render_kw.pop("hinted", False) else []
            if field.errors:
                described.append(f"{field.id}-error")
                render_kw["aria-invalid"] = "true"
            if described:
                render_kw["aria-describedby"] = " ".join(described)
            if field.flags.required:
                render_kw |= {"required": False, "aria-required": "true"}
            return super().render_field(field, render_kw)


@cache
def _texts_of_wtforms(language: str) -> Any:
    return DefaultTranslations(Translations.load(messages_path(), [language], domain="wtforms"))


class Required(InputRequired):  # type: ignore[misc]
    """Something has to be given. Nothing but space is nothing, whatever the kind of field."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse a field that was left empty."""
        if all(isinstance(text, str) and not clean_line(text) for text in field.raw_data or ()):
            field.raw_data = []
        super().__call__(form, field)


def _line(text: str | None) -> str:
    return clean_line(text or "")


def line(
    label: Any, *, required: Any = None, longest: int = LONGEST_LINE, field: Any = StringField, **more: Any
) -> Any:
    """Return a field for one line of text. `required` is the sentence shown when it is empty."""
    checks = [Required(required)] if required else [Optional(strip_whitespace=False)]
    checks += more.pop("validators", [])
    checks.append(Length(max=longest, message=_l("This is too long: at most %(max)d characters.")))
    return field(label, checks, filters=[_line], **more)


def prose(label: Any, *, required: Any = None, longest: int = LONGEST_TEXT, **more: Any) -> Any:
    """Return a field for text of several lines."""
    checks: list[Any] = [Required(required)] if required else []
    checks.append(Length(max=longest, message=_l("This is too long: at most %(max)d characters.")))
    return TextAreaField(label, checks, filters=[lambda text: (text or "").strip()], **more)


class DayField(DateField):  # type: ignore[misc]
    """A calendar day from 1900 to 2200, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; say in words what is wrong with it."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = date.fromisoformat(valuelist[0].strip())
        except ValueError:
            raise ValueError(_("This is not a day. Write it like 2026-05-31.")) from None
        if not EARLIEST_DAY <= self.data <= LATEST_DAY:
            raise ValueError(_("Choose a day between 1900 and 2200."))


class MinutesField(IntegerField):  # type: ignore[misc]
    """A number of minutes, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; say in words what is wrong with it."""
        text = valuelist[0].strip() if valuelist else ""
        if text and not (text.isascii() and text.isdigit() and len(text) < 6):
            self.data = None
            raise ValueError(_("Give the minutes as a number, like 20."))
        self.data = int(text) if text else None


class WallTimeField(TimeField):  # type: ignore[misc]
    """A time of the day, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; say in words what is wrong with it."""
        try:
            super().process_formdata(valuelist if valuelist and valuelist[0].strip() else [])
        except ValueError:
            raise ValueError(_("This is not a time. Write it like 14:30.")) from None


class IdField(Field):  # type: ignore[misc]
    """The id of a row, or None. What is no id at all is a row that is not there: 0."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the id."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = (int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0) if text else None

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)


def choice_of(kind: Any) -> Callable[[Any], Any]:
    """Return a coerce function for a choice among the members of an enum, or None for nothing."""

    def coerce(value: Any) -> Any:
        if value in (None, "None") or (isinstance(value, str) and not value.strip()):
            return None
        return value if isinstance(value, kind) else kind(value)

    return coerce


__all__ = [
    "DayField",
    "Form",
    "IdField",
    "MinutesField",
    "Required",
    "ValidationError",
    "WallTimeField",
    "choice_of",
    "line",
    "prose",
]
