"""What every command of the command line needs: the app opened, an account, a password, one clear line at the end."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from sqlalchemy.exc import DBAPIError

from infoview import create_app
from infoview.accounts.actions import find_account
from infoview.config import Settings
from infoview.db import as_owner, db
from infoview.errors import CannotStart, Invalid, NotThere, Refused, WrongSetting
from infoview.models import Account
from infoview.prepare import make_folder, prepare
from infoview.presence import present
from infoview.sqlite import driver


@contextmanager
def opened() -> Iterator[Settings]:
    """Work inside the app, on a database that is ready."""
    settings = Settings.from_environ(os.environ)
    make_folder(settings.data)
    with present(settings.data):
        prepare(settings, makes_code=False)
        with create_app(settings).app_context():
            try:
                yield settings
            finally:
                db.session.remove()
                db.engine.dispose()


@contextmanager
def opened_for(email: str) -> Iterator[Account]:
    """Work as the owner of that account."""
    with opened():
        owner = account_of(email)
        with as_owner(owner):
            yield owner


def account_of(email: str) -> Account:
    """Return the account with that address. Raises Refused if there is none."""
    found = find_account(email)
    if found is None:
        raise Refused(f"There is no account with the address {email}.")
    return found


def read_password(from_stdin: bool) -> str:
    """Return the password: one line of standard input, or asked for twice at a terminal."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("Give the password on standard input with --password-stdin.")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def confirm(question: str) -> None:
    """Ask before what cannot be taken back. Raises Refused unless the answer is yes."""
    if not click.confirm(question):
        raise Refused("Nothing was changed.")


def run(commands: click.Group) -> NoReturn:
    """Run one command; say in one line what stopped it."""
    os.umask(0o077)  # what is written here is for its owner only
    try:
        sys.exit(commands(standalone_mode=False, prog_name="infoview") or 0)
    except click.exceptions.NoArgsIsHelpError as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except click.ClickException as problem:
        _stop(problem.format_message(), problem.exit_code)
    except (Invalid, Refused, WrongSetting, CannotStart) as problem:
        _stop(str(problem))
    except NotThere:
        _stop("This is not there.")
    except (click.Abort, KeyboardInterrupt):
        _stop("Stopped. What was not finished was not kept.")
    except (DBAPIError, driver.Error) as problem:
        _stop(f"The database cannot be used: {getattr(problem, 'orig', problem)}.")
    except OSError as problem:
        _stop(f"{problem.filename}: {problem.strerror}." if problem.filename else f"{problem}.")


def _stop(sentence: str, code: int = 1) -> NoReturn:
    click.echo(f"infoview: {' '.join(sentence.split())}", err=True)
    sys.exit(code)
