"""Many ids in one parameter: however many there are, the statement stays the same and is understood once."""

import json
from collections.abc import Iterable

from sqlalchemy import String, bindparam, func, select

AMONG = select(func.json_each(bindparam("ids", type_=String)).table_valued("value").c.value)


def ids_text(ids: Iterable[int]) -> str:
    """Return the ids as the parameter "ids" takes them."""
    return json.dumps(list(ids))
