"""The composer: a finished draft with everything its page shows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from infoview.etiquette.findings import Finding, Written
from infoview.etiquette.queries import findings
from infoview.message_templates.queries import Choice
from infoview.models import Account, Contact, Stage
from infoview.models.contact import Formality
from infoview.models.draft import DraftState
from infoview.models.message import Channel, MessageKind, Route
from infoview.outreach import wording
from infoview.outreach.actions import stage_after
from infoview.outreach.delivery import Letter, is_address
from infoview.outreach.facts import Facts
from infoview.outreach.questions import Question
from infoview.outreach.reach import Reach
from infoview.outreach.sheet import Sheet
from infoview.text import count_words

LONGEST_REQUEST = 120
WITHOUT_SUBJECT = frozenset({Channel.LINKEDIN, Channel.PHONE})


@dataclass(frozen=True, slots=True)
class Composer:
    """A draft with everything its page shows. `text` is the message as the app would write it now.

    `whys` say why the app picked what the user has not chosen. `formality` is None in a language with one way of
    speaking to people.
    """

    contact: Contact
    account: Account
    about: Contact | None
    kind: MessageKind
    title: str
    sheet: Sheet
    route: Route | None
    channel: Channel
    language: str
    formality: Formality | None
    choices: list[Choice]
    choice: Choice
    whys: list[str]
    text: wording.Text
    draft_id: int | None
    version: int
    state: DraftState | None
    reach: Reach
    address: str
    questions: list[Question]
    facts: Facts

    @property
    def letter(self) -> Letter:
        """The message as it would leave now."""
        return Letter(self.contact.full_name, self.address, self.subject, self.sheet.body)

    @property
    def subject(self) -> str:
        """What stands in its subject line, if it has one."""
        return self.sheet.subject if self.has_subject else ""

    def check(self) -> list[Finding]:
        """Return what a career counsellor would say about it: two queries at most."""
        written = Written(self.kind, self.route, self.channel, self.language, self.subject, self.sheet.body)
        return findings(self.contact, self.account, self.facts, written)

    @property
    def has_subject(self) -> bool:
        """Whether it travels with a subject line."""
        return self.channel not in WITHOUT_SUBJECT

    @property
    def profile(self) -> str | None:
        """Their page on LinkedIn, if the message goes there."""
        return self.reach.profile if self.channel is Channel.LINKEDIN else None

    @property
    def can_invite(self) -> bool:
        """Whether the meeting it confirms can go with it, for their calendar."""
        is_mail = self.channel is Channel.EMAIL and self.kind is MessageKind.CONFIRMATION
        return is_mail and self.facts.agreed.day is not None

    @property
    def invites(self) -> bool:
        """Whether it goes with it."""
        return self.can_invite and self.sheet.has_invitation

    @property
    def is_open(self) -> bool:
        """Whether there is a draft that is being written."""
        return self.state is DraftState.OPEN

    @property
    def is_address_wrong(self) -> bool:
        """Whether no mail can go to the address it has."""
        return bool(self.address) and not is_address(self.address)

    @property
    def words(self) -> int:
        """How many words its body has."""
        return count_words(self.sheet.body)

    @property
    def units(self) -> int:
        """How long its body is as LinkedIn counts."""
        return wording.utf16_units(self.sheet.body)

    @property
    def most_words(self) -> int | None:
        """How many words it should have at most."""
        is_short = self.kind is MessageKind.REQUEST and self.channel in (Channel.EMAIL, Channel.LETTER)
        return LONGEST_REQUEST if is_short else None

    @property
    def is_long(self) -> bool:
        """Whether it is longer than it should be."""
        if self.channel is Channel.LINKEDIN:
            return self.units > self.account.linkedin_limit
        return self.most_words is not None and self.words > self.most_words

    @property
    def next_choice(self) -> Choice:
        """The wording that comes after the present one."""
        return self.choices[(self.choices.index(self.choice) + 1) % len(self.choices)]

    @property
    def offers(self) -> list[tuple[str, str]]:
        """What the wording would say now, of the parts the user has made their own."""
        both = [("subject", self.sheet.subject, self.text.subject), ("body", self.sheet.body, self.text.body)]
        return [(part, new) for part, own, new in both if own != new and (part == "body" or self.has_subject)]

    @property
    def leads_to(self) -> Stage | None:
        """The stage that sending it leads to, None if the card stays."""
        to = stage_after(self.kind, self.contact.stage)
        is_forward = to is not None and (self.contact.stage is None or self.contact.stage.rank < to.rank)
        return to if is_forward else None


def mended(composer: Composer, found: Iterable[Finding], rule: str) -> Sheet:
    """Return the sheet as the mend of that rule's finding makes it; as it is if there is nothing to mend any more."""
    sheet = composer.sheet
    mend = next((each.mend for each in found if each.rule == rule and each.mend), None)
    if mend is None:
        return sheet
    return replace(
        sheet,
        subject=mend.subject if composer.has_subject else sheet.subject,
        body=mend.body,
        is_subject_touched=sheet.is_subject_touched or (composer.has_subject and mend.subject != sheet.subject),
        is_body_touched=sheet.is_body_touched or mend.body != sheet.body,
    )
