"""The command line: thin, like the views."""

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from infoview import clock, create_app
from infoview.accounts import actions as accounts
from infoview.accounts import queries
from infoview.accounts.passwords import hash_password
from infoview.config import Settings
from infoview.console import account_of, confirm, opened, opened_for, read_password, run
from infoview.db import transaction
from infoview.demo import actions as sample
from infoview.doctor.examination import examine
from infoview.doctor.finding import Level
from infoview.errors import Refused
from infoview.i18n import LANGUAGES
from infoview.reminders import rounds
from infoview.safekeeping import restore as restoring
from infoview.safekeeping.backup import back_up
from infoview.server import local_language, local_zone
from infoview.transfer.export import export_to, import_file

MOST_CONTACTS = 10_000
for_whom = click.option("--for", "email", metavar="EMAIL", required=True, help="The account it is for.")
password_stdin = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


def main() -> NoReturn:
    """Run the command that was given."""
    run(commands)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Accounts, backups, export and import, sample data: for the person who runs infoview."""


@commands.group("account")
def account() -> None:
    """Make, list and remove accounts."""


@account.command("add")
@click.argument("email")
@click.option("--name", required=True, help="Their name: messages are signed with it.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default=local_language, help="Language of the app.")
@click.option("--zone", default=local_zone, help="Time zone, like Europe/Paris.")
@password_stdin
def add_account(email: str, name: str, language: str, zone: str, password_stdin: bool) -> None:
    """Make an account."""
    with opened():
        if accounts.known_zone(zone) is None:
            raise click.UsageError(f"{zone} is not a time zone. Write it like Europe/Paris.")
        password_hash = hash_password(read_password(password_stdin), about=(email, name))
        with transaction():
            made = accounts.add_account(
                email=email, name=name, password_hash=password_hash, language=language, zone=zone, at=clock.now()
            )
        click.echo(f"{made.email} has an account.")


@account.command("password")
@click.argument("email")
@password_stdin
def set_password(email: str, password_stdin: bool) -> None:
    """Set a new password; all devices are signed out."""
    with opened():
        owner = account_of(email)
        password_hash = accounts.check_new_password(owner, present=None, new=read_password(password_stdin))
        with transaction():
            accounts.change_password(owner.id, password_hash=password_hash)
        click.echo(f"{owner.email} has a new password; all devices are signed out.")


@account.command("list")
def list_accounts() -> None:
    """List the accounts, one a line: address, name."""
    with opened():
        for email, name in queries.everyone():
            click.echo(f"{email}\t{name}")


@account.command("remove")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove_account(email: str, yes: bool) -> None:
    """Remove an account with all its data, for good."""
    with opened():
        owner = account_of(email)
        if sys.stdin.isatty() and not yes:
            confirm(f"Remove {owner.email} with all contacts, messages and notes, for good?")
        with transaction():
            accounts.remove_account(owner.id)
        click.echo(f"{owner.email} is removed, with all its data.")


@commands.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the whole database into FILE, checked; the app may go on running."""
    settings = Settings.from_environ(os.environ)
    with create_app(settings).app_context():
        back_up(settings.database, file)
    click.echo(f"{file} holds a checked copy of everything.")


@commands.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(file: Path, yes: bool) -> None:
    """Go back to the backup FILE, while infoview is stopped; what is there now is kept."""
    if not (yes or sys.stdin.isatty()):
        raise click.UsageError("Say --yes to put the backup in the place of what is there now.")
    settings = Settings.from_environ(os.environ)
    file = restoring.found(file, settings)
    with restoring.checked(settings, file) as backup:
        holds = f"{_counted(backup.accounts, 'account')} and {_counted(backup.contacts, 'contact')}"
        if not yes:
            confirm(f"{file} holds {holds}. Put it in the place of {settings.database}?")
        kept = backup.put_in_place(at=clock.now())
    click.echo(f"{settings.database} now is what {file} holds: {holds}.")
    if backup.is_upgraded:
        click.echo("It came from an older version of infoview and was brought up to this one.")
    if kept:
        click.echo(f"What was there before is kept: {kept}")
    click.echo("Everybody is signed out, and calendar feeds need new addresses. Start infoview again.")


@commands.command("doctor")
def doctor() -> None:
    """Look whether all is well, and say what to do; nothing is changed, and the app may go on running."""
    found = []
    for finding in examine(os.environ, at=clock.now()):
        found.append(finding.level)
        click.echo(finding.line)
    if Level.FAIL in found:
        sys.exit(1)


@commands.command("remind")
def remind() -> None:
    """Do one round of reminders: what a running server does each minute, for cron or a timer while none runs."""
    with opened():
        problem = rounds.run()
        if problem is None:
            click.echo(rounds.told_of_another())
        elif problem:
            raise Refused(rounds.told(problem))
        else:
            click.echo("Every account was looked at; what was due is sent, or waits to be tried again.")


@commands.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@for_whom
def export(folder: Path, email: str) -> None:
    """Write everything of one account into DIR: JSON of everything, contacts as CSV."""
    with opened_for(email):
        export_to(folder)
    click.echo(f"{folder} holds everything of {email}.")


@commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@for_whom
def import_(file: Path, email: str) -> None:
    """Bring in FILE: everything an export wrote, or people from a LinkedIn or other CSV file."""
    with opened_for(email):
        came = import_file(file, at=clock.now())
    click.echo(f"Added: {came.added}. Already there: {came.known}. Unreadable: {len(came.unreadable)}.")
    for problem in (*came.unreadable, *came.left_out):
        click.echo(f"line {problem.line}: {problem.reason}", err=True)


@commands.command("demo")
@for_whom
@click.option("--contacts", type=click.IntRange(1, MOST_CONTACTS), default=40, show_default=True)
@click.option("--remove", is_flag=True, help="Take the sample data out again.")
def demo(email: str, contacts: int, remove: bool) -> None:
    """Fill an account with an invented pipeline to look around in."""
    with opened_for(email) as owner:
        if remove:
            kept = sample.remove(at=clock.now())
            used = f" These stay, because you used them: {', '.join(kept)}." if kept else ""
            click.echo(f"The sample data is gone.{used}")
        else:
            sample.fill(owner, contacts, at=clock.now())
            click.echo(f"{owner.email} has {contacts} invented contacts to look around with.")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
