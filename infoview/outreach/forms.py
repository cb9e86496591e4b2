"""The composer's one form: the sheet, the answers to questions, and how it leaves."""

import secrets
from datetime import datetime
from typing import Any, NamedTuple

from wtforms import Field, HiddenField, SelectMultipleField

from infoview.clock import EARLIEST_DAY, LATEST_DAY
from infoview.forms import DayField, Form, IdField, line, prose
from infoview.i18n import _, _l
from infoview.models.contact import Formality, FoundBy, Permission
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach.answers import Answers
from infoview.outreach.sheet import Sheet
from infoview.outreach.wording import fingerprint

LONGEST_SUBJECT = 300


class MemberField(Field):  # type: ignore[misc]
    """One member of an enum by its value, or nothing."""

    def __init__(self, label: Any, kind: Any, **more: Any) -> None:
        """Take the members of `kind`."""
        super().__init__(label, **more)
        self.kind = kind

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the value."""
        self.data = None
        if valuelist and valuelist[0]:
            try:
                self.data = self.kind(valuelist[0])
            except ValueError:
                raise ValueError(_("Choose one of these.")) from None


class WallMomentField(Field):  # type: ignore[misc]
    """A day with a time of it, as the user's clocks show them, or nothing."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read both."""
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        try:
            self.data = datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            raise ValueError(_("Choose a day and a time, like 2026-05-31 09:30.")) from None
        if not EARLIEST_DAY <= self.data.date() <= LATEST_DAY:
            raise ValueError(_("Choose a day between 1900 and 2200."))


class ComposeForm(Form):
    """What stands on the page when it is sent, by whichever button.

    `typing` says that this is a save while typing: half-typed answers are not taken. `always` keeps a draft even
    without anything of the user's. `version` is that of the draft the page was made from; `over` that of a newer
    one, which the user has seen and wants to replace. The prints tell which texts are still as the wording made
    them; `shown_…` what stood there when the page was made, so that a change of the user's is known as one;
    `chosen_…` what they have chosen before. `mend` is the rule whose finding is to be mended.
    `offer` says which free times to offer: the next ones, the `slots` that are ticked, or none. `share` is something
    to share that is to be put in.
    """

    version = IdField()
    over = IdField()
    about = IdField()
    typing = HiddenField()
    always = HiddenField()
    renew = HiddenField()
    mend = HiddenField()
    kind = MemberField(_l("Kind of message"), MessageKind)
    shown_kind = MemberField("", MessageKind)
    subject = line(_l("Subject"), longest=LONGEST_SUBJECT)
    body = prose(_l("Message"))
    subject_print = HiddenField()
    body_print = HiddenField()
    route = MemberField(_l("How you know them"), Route)
    shown_route = MemberField("", Route)
    chosen_route = MemberField("", Route)
    channel = MemberField(_l("How"), Channel)
    shown_channel = MemberField("", Channel)
    chosen_channel = MemberField("", Channel)
    wording = line(_l("Wording"))
    chosen_wording = line("")
    address = line(_l("To"), longest=320)
    shown_address = line("", longest=320)
    chosen_address = line("", longest=320)
    language = line(_l("Language"), longest=2)
    shown_language = line("", longest=2)
    formality = MemberField(_l("How you speak to them"), Formality)
    shown_formality = MemberField("", Formality)
    found_by = MemberField(_l("Where"), FoundBy)
    found_text = line(_l("In a few words"), longest=300)
    may_use_name = MemberField("", Permission)
    career = line(_l("Career"))
    background = line(_l("Background"), longest=300)
    my_name = line(_l("Your name"))
    address_as = line(_l("How you address them"))
    learned = line(_l("Learned"), longest=500)
    news = line(_l("News"), longest=300)
    chosen_news = line("", longest=300)
    email = line(_l("E-mail address"), longest=320)
    has_invitation = HiddenField()
    shown_invitation = HiddenField()
    chosen_invitation = HiddenField()
    done_advice = IdField()
    offer = HiddenField()
    share = IdField()
    slots = SelectMultipleField(_l("Times to offer"), choices=[], validate_choice=False)

    @property
    def made_from(self) -> int:
        """The version of the draft that may be replaced; 0 for none."""
        version = self.version.data if self.over.data is None else self.over.data
        return int(version or 0)

    @property
    def sheet(self) -> Sheet:
        """What stands on the sheet, and which of it is the user's. What they want anew is theirs no longer."""
        subject, body = self.subject.data or "", self.body.data or ""
        news = "" if self.typing.data else self.news.data
        return Sheet(
            subject=subject,
            body=body,
            is_subject_touched=self.renew.data != "subject" and fingerprint(subject) != self.subject_print.data,
            is_body_touched=self.renew.data != "body" and fingerprint(body) != self.body_print.data,
            route=self._chosen("route"),
            channel=self._chosen("channel"),
            wording=self.wording.data or self.chosen_wording.data or "",
            address=self._chosen("address") or "",
            news=news or self.chosen_news.data or "",
            has_invitation=self._has_invitation,
        )

    @property
    def answers(self) -> Answers:
        """What was answered."""
        return Answers(
            found_by=self.found_by.data,
            found_text=self.found_text.data or "",
            may_use_name=self.may_use_name.data,
            career=self.career.data or "",
            background=self.background.data or "",
            my_name=self.my_name.data or "",
            address_as=self.address_as.data or "",
            learned=self.learned.data or "",
            language=self.language.data if self._is_changed("language") else None,
            email=self.email.data or "",
            done_advice=self.done_advice.data,
        )

    @property
    def other_kind(self) -> MessageKind | None:
        """The kind of message it is to be instead, None if it stays what it is."""
        kind: MessageKind | None = self.kind.data
        return kind if self._is_changed("kind") else None

    @property
    def other_formality(self) -> Formality | None:
        """How they are to be spoken to from now on, None if that stays as it is."""
        formality: Formality | None = self.formality.data
        return formality if self._is_changed("formality") else None

    @property
    def focus(self) -> str:
        """The part of the page where something was done, which takes the focus: "times", "body", "questions", or ""."""
        if self.offer.data:
            return "times"
        if self.share.data is not None:
            return "body"
        return "questions" if self.answers != Answers() or self.news.data else ""

    @property
    def _has_invitation(self) -> bool:
        """Whether the meeting goes with it: as it is ticked, else as it was chosen before."""
        return bool(self.has_invitation.data) if self.shown_invitation.data else self.chosen_invitation.data != "no"

    def _chosen(self, name: str) -> Any:
        """Return what the user has chosen, now or before; nothing while the app picks it."""
        return self[name].data if self._is_changed(name) else self[f"chosen_{name}"].data

    def _is_changed(self, name: str) -> bool:
        return bool(self[name].data) and self[name].data != self[f"shown_{name}"].data


class SentForm(ComposeForm):
    """The same, with when it was sent, or is to be: `good_time`, or `send_at` if it is to be sent `later`."""

    sent_on = DayField(_l("When"))
    later = HiddenField()
    good_time = WallMomentField(_l("When"))
    send_at = WallMomentField(_l("When"))

    @property
    def problems(self) -> list[str]:
        """What is wrong with the sheet, or with how it was sent. Answers have their problems beside them."""
        fields = (
            *(self.kind, self.subject, self.body, self.route, self.channel, self.wording, self.formality),
            *(self.sent_on, self.good_time, self.slots),
        )
        return [*self.general, *(str(error) for field in fields for error in field.errors)]

    @property
    def all_problems(self) -> list[str]:
        """The same with what is wrong inside the menu, which is closed on a new page."""
        return [*self.problems, *(str(error) for error in self.send_at.errors)]

    @property
    def address_seen(self) -> str:
        """The address the page named when it was sent, "" if none."""
        return self.address.data or self.shown_address.data or ""


class Unsent:
    """The form of a page that nobody has sent yet: nothing typed, nothing wrong. A real one takes long to make."""

    def __init__(self) -> None:
        """Make one, to be answered once."""
        self.once = Unanswered(secrets.token_urlsafe(12))
        self.problems: list[str] = []
        self.all_problems: list[str] = []

    def __getattr__(self, _name: str) -> "Unanswered":
        return Unanswered()

    def __getitem__(self, _name: str) -> "Unanswered":
        return Unanswered()


class Unanswered(NamedTuple):
    """A field nobody has filled in."""

    data: str | None = None
    errors: tuple[str, ...] = ()
