"""A reminder as a mail: in plain text, and with links in HTML."""

from datetime import datetime
from email.message import EmailMessage

from flask import current_app

from infoview.i18n import language
from infoview.outreach.delivery import Letter, mail_of
from infoview.reminders.composing import ReminderLetter

SENDER_NAME = "infoview"


def mail_with(
    letter: ReminderLetter, *, to: str, name: str, sender: str, header_id: str, date: datetime
) -> EmailMessage:
    """Return a reminder as a mail in both forms; it tells other programs that nobody wrote it."""
    text, html = (_shown(f"emails/reminder.{form}", letter) for form in ("txt", "html"))
    plain = Letter(name, to, letter.subject, text)
    mail = mail_of(plain, sender=sender, sender_name=SENDER_NAME, header_id=header_id, date=date)
    mail.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    mail["Auto-Submitted"] = "auto-generated"
    return mail


def _shown(template: str, letter: ReminderLetter) -> str:
    return current_app.jinja_env.get_template(template).render(letter=letter, lang=language())
