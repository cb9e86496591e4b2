"""The composer's one form: the sheet, the answers to questions, and how it was sent."""

from typing import Any

from wtforms import Field, HiddenField

from infoview.forms import DayField, Form, IdField, line, prose
from infoview.i18n import _, _l
from infoview.models.contact import FoundBy, Permission
from infoview.models.message import Channel, Route
from infoview.outreach.actions import Sheet
from infoview.outreach.answers import Answers
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


class ComposeForm(Form):
    """What stands on the page when it is sent, by whichever button.

    `typing` says that this is a save while typing: half-typed answers are not taken. `always` keeps a draft even
    without anything of the user's. `version` is that of the draft the page was made from; `over` that of a newer
    one, which the user has seen and wants to replace. The prints tell which texts are still as the wording made
    them; `shown_…` what was picked when the page was made, so that a choice of the user's is known as one.
    """

    version = IdField()
    over = IdField()
    typing = HiddenField()
    always = HiddenField()
    renew = HiddenField()
    subject = line(_l("Subject"), longest=LONGEST_SUBJECT)
    body = prose(_l("Message"))
    subject_print = HiddenField()
    body_print = HiddenField()
    route = MemberField(_l("How you know them"), Route)
    shown_route = MemberField("", Route)
    chosen_route = MemberField("", Route)
    language = line(_l("Language"), longest=2)
    shown_language = line("", longest=2)
    found_by = MemberField(_l("Where"), FoundBy)
    found_text = line(_l("In a few words"), longest=300)
    may_use_name = MemberField("", Permission)
    career = line(_l("Career"))
    background = line(_l("Background"), longest=300)
    my_name = line(_l("Your name"))
    address_as = line(_l("How you address them"))
    learned = line(_l("Learned"), longest=500)

    @property
    def made_from(self) -> int:
        """The version of the draft that may be replaced; 0 for none."""
        version = self.version.data if self.over.data is None else self.over.data
        return int(version or 0)

    @property
    def sheet(self) -> Sheet:
        """What stands on the sheet, and which of it is the user's. What they want anew is theirs no longer."""
        subject, body = self.subject.data or "", self.body.data or ""
        return Sheet(
            subject=subject,
            body=body,
            is_subject_touched=self.renew.data != "subject" and fingerprint(subject) != self.subject_print.data,
            is_body_touched=self.renew.data != "body" and fingerprint(body) != self.body_print.data,
            route=self.route.data if self._is_changed("route") else self.chosen_route.data,
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
        )

    def _is_changed(self, name: str) -> bool:
        return bool(self[name].data) and self[name].data != self[f"shown_{name}"].data


class SentForm(ComposeForm):
    """How and when it was sent."""

    channel = MemberField(_l("How"), Channel)
    sent_on = DayField(_l("When"))

    @property
    def problems(self) -> list[str]:
        """What is wrong with the sheet, or with how it was sent. Answers have their problems beside them."""
        fields = (self.subject, self.body, self.route, self.channel, self.sent_on)
        return [*self.general, *(str(error) for field in fields for error in field.errors)]
