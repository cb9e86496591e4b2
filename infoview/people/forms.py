"""Forms about contacts: the whole one, the filters of People, closing and pausing."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from infoview.db import zone as my_zone
from infoview.forms import DayField, Form, IdField, Required, choice_of, line, prose
from infoview.i18n import LANGUAGES, _, _l
from infoview.labels import FOUND_BY, PERMISSIONS, REASONS, STAGES, WARMTHS
from infoview.models import Stage
from infoview.models.contact import ClosedReason, FoundBy, Permission, Warmth
from infoview.people.details import MOST_OF_A_KIND
from infoview.text import clean_line
from infoview.zones import Groups, options

EMPTY_ROWS = 2
LONGEST_ENTRY = 500
NOT_SAID = SelectChoice("", _l("Not said"))


class ManyField(Field):  # type: ignore[misc]
    """Several lines of one kind, each in an input of its own; there are always empty ones to add more."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the lines that are not empty."""
        if valuelist:
            self.data = [entry for entry in map(clean_line, valuelist) if entry]

    def pre_validate(self, form: Form) -> None:
        """Refuse what is beyond all measure."""
        if len(self.data or ()) > MOST_OF_A_KIND:
            raise ValidationError(_("This is too many: at most %(max)d.", max=MOST_OF_A_KIND))
        if any(len(entry) > LONGEST_ENTRY for entry in self.data or ()):
            raise ValidationError(_("This is too long: at most %(max)d characters.", max=LONGEST_ENTRY))

    def is_wrong(self, text: str) -> bool:
        """Whether a line is one that was refused: the problem quotes it."""
        return bool(text) and any(text in str(problem) for problem in self.errors)

    @property
    def rows(self) -> list[str]:
        """What is written, and some empty lines."""
        return [*(self.data or ()), *([""] * EMPTY_ROWS)]


class ZoneField(SelectField):  # type: ignore[misc]
    """A time zone by its name, or "" for the user's own. The form's values offer what is stored on top."""

    def __init__(self, label: Any, *checks: Any, **more: Any) -> None:
        """Offer every zone there is; whether one is known, the actions say."""
        super().__init__(label, *checks, choices=[], validate_choice=False, coerce=lambda value: value or "", **more)

    @property
    def groups(self) -> Groups:
        """Every zone in groups: the user's own on top, and what is chosen."""
        return options(my_zone(), self.data or "")


def one_of(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """Return the choices among the members of an enum."""
    return [SelectChoice(member.value, name) for member, name in words.items()]


def enum_radio(label: Any, kind: Any, words: Mapping[Any, Any], *checks: Any, **more: Any) -> Any:
    """Return radio buttons for the members of an enum; nothing need be chosen unless `checks` say so."""
    choices = one_of(words) if checks else [*one_of(words), NOT_SAID]
    return RadioField(label, [*checks] or [Optional()], choices=choices, coerce=member_of(kind), **more)


def member_of(kind: Any) -> Any:
    """Compare by value, so that a member's radio button is checked when the form is shown."""

    def coerce(value: Any) -> str | None:
        return value.value if isinstance(value, kind) else (None if value in (None, "") else str(value))

    return coerce


def _whole(value: Any) -> int | None:
    return int(value) if str(value).isdecimal() and len(str(value)) < 4 else None


def rating(label: Any) -> Any:
    """Return radio buttons from 1 to 5, or none of them."""
    choices = [*(SelectChoice(str(n), str(n)) for n in range(1, 6)), NOT_SAID]
    return RadioField(label, [Optional()], choices=choices, coerce=lambda v: None if v in (None, "") else str(v))


class ContactForm(Form):
    """Every fact of a contact. Organization, career and referrer are typed by name."""

    version = IdField()
    full_name = line(_l("Name"), required=_l("Give the contact a name."))
    title = line(_l("Title"))
    organization = line(_l("Organization"))
    career = line(_l("Career"))
    emails = ManyField(_l("E-mail"))
    phones = ManyField(_l("Phone"))
    links = ManyField(_l("LinkedIn or another link"))
    place = line(_l("Place"))
    zone = ZoneField(_l("Their time zone"), [Optional()])
    found_by = enum_radio(_l("How did you find them?"), FoundBy, FOUND_BY)
    found_text = line(_l("In your words"), longest=500)
    referred_by = line(_l("Named by"))
    may_use_name = RadioField(
        _l("May you use that name?"), [Optional()], choices=one_of(PERMISSIONS), coerce=member_of(Permission)
    )
    address_as = line(_l("How I address them"))
    pronouns = line(_l("Pronouns"), longest=60)
    given_name = line(_l("Given name"))
    family_name = line(_l("Family name"))
    language = RadioField(
        _l("Language of messages"),
        [Optional()],
        choices=[SelectChoice("", _l("Mine")), *(SelectChoice(code, name) for code, name in LANGUAGES.items())],
        coerce=lambda value: value or "",
    )
    ease = rating(_l("How easy to ask?"))
    value = rating(_l("How much could you learn?"))
    warmth = enum_radio(_l("How close are you?"), Warmth, WARMTHS)
    tags = line(_l("Tags"), longest=1000)

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        typed = {name: field.data for name, field in self._fields.items() if name in _FACTS}
        for name, kind in _ENUMS.items():
            if name in typed:
                typed[name] = choice_of(kind)(typed[name])
        for name in ("ease", "value"):
            if name in typed:
                typed[name] = _whole(typed[name])
        if "zone" in typed:
            typed["zone"] = typed["zone"] or ""
        if "tags" in typed:
            typed["tags"] = typed["tags"].split(",")
        for name in ("emails", "phones", "links"):
            if name in typed:
                typed[name] = typed[name] or []
        return typed

    def only(self, names: tuple[str, ...]) -> "ContactForm":
        """Keep these facts, leave out the others."""
        for name in _FACTS:
            if name not in names:
                del self[name]
        del self.version
        return self


_ENUMS = {"found_by": FoundBy, "may_use_name": Permission, "warmth": Warmth}
_FACTS = [
    "full_name", "title", "organization", "career", "emails", "phones", "links", "place", "zone", "found_by",
    "found_text", "referred_by", "may_use_name", "address_as", "pronouns", "given_name", "family_name", "language",
    "ease", "value", "warmth", "tags",
]  # fmt: skip


class NewContactForm(ContactForm):
    """A contact to be added, and where their card goes."""

    stage = RadioField(
        _l("Where does the card go?"),
        [Optional()],
        choices=[*one_of(STAGES), SelectChoice("", _l("Only in People"))],
        coerce=lambda value: value.value if isinstance(value, Stage) else (value or ""),
    )

    @property
    def to(self) -> Stage | None:
        """The stage chosen, or None for People only."""
        stage: Stage | None = choice_of(Stage)(self.stage.data)
        return stage


class PeopleForm(Form):
    """Which contacts People shows, and in which order; all of it stands in the address."""

    q = StringField(_l("Search people"))
    stage = StringField(_l("Stage"))
    career = IdField(_l("Career"))
    tag = IdField(_l("Tag"))
    organization = IdField(_l("Organization"))
    sort = StringField(_l("Sort"))


class PutOnBoardForm(Form):
    """Where the people who were picked go."""

    stage = SelectField(_l("Stage"), choices=one_of(STAGES))

    @property
    def to(self) -> Stage:
        """The stage chosen."""
        return Stage(self.stage.data)


class CloseForm(Form):
    """Why a contact is closed."""

    reason = enum_radio(_l("Why?"), ClosedReason, REASONS, Required(_l("Choose a reason.")))


class PauseForm(Form):
    """Until when a contact rests."""

    until = DayField(_l("Until"), [Required(_l("Choose a day."))])


class NoteForm(Form):
    """A dated note."""

    version = IdField()
    body = prose(_l("Note"), required=_l("Write something first."))
    day = DayField(_l("Day"), [Required(_l("Choose a day."))])
