"""Files as LinkedIn and spreadsheets write them, made for the tests."""

import csv
import io
from collections.abc import Iterable, Sequence

NOTES = (
    "Notes:\r\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. '
    'You will only see addresses of people who allow it, see https://www.example.org/help"\r\n'
    "\r\n"
)
HEADINGS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
ADA = (
    "Ada",
    "Byron",
    "https://www.linkedin.com/in/ada-byron-sample",
    "",
    "Babbage & Co",
    "Analyst",
    "05 Mar 2021",
)
MARY = (
    "Mary",
    "Somerville",
    "https://www.linkedin.com/in/mary-somerville-sample",
    "mary@example.org",
    "Royal Society",
    "Translator",
    "07 Apr 2020",
)


def rows_as_csv(rows: Iterable[Sequence[str]], delimiter: str = ",", line_end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return out.getvalue()


def linkedin(*people: Sequence[str], notes: str = NOTES, delimiter: str = ",") -> bytes:
    return (notes + rows_as_csv([HEADINGS, *people], delimiter)).encode()


def many(count: int) -> bytes:
    """A Connections.csv of `count` people: no two alike, few e-mail addresses, some awkward cells."""
    given = ("Ada", "Émilie", "José", "Wei", "Zoë", "Mary", "Nils", "Åsa", "Chloé 🌱", "Tom")
    family = ("Byron", "du Châtelet", "O'Neill", "Chen", "Müller", "Somerville", "Bohr", "Nilsson, PhD", "Roe", "Poe")
    return linkedin(
        *(
            (
                given[n % 10],
                f"{family[n // 10 % 10]} {chr(65 + n // 100 % 26)}{chr(97 + n // 2600 % 26)}{n}",
                f"https://www.linkedin.com/in/sample-{n}",
                f"person{n}@example.org" if n % 12 == 0 else "",
                f"Sample Company {n % 700}, Inc.",
                "Head of Research\nand Design" if n % 50 == 0 else "Analyst",
                "05 Mar 2021",
            )
            for n in range(count)
        )
    )
