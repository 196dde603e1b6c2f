"""A layout: one export of one system, as a file that holds its form and the SELECT that makes its columns.

A file of ``layouts/`` begins with lines ``-- word: value``; the rest is one SELECT in the engine's portable SQL whose
aliases are the header words. It reads ``new_bill`` (the rows of table bill that left the utility's systems in the
month) and ``bill`` (all that is known by the month's end); codes stand there in the words of the exports.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jicha.engine.portable import tables_read
from jicha.schema import tables
from jicha.terms.errors import Fault, JichaError

FORMS = ("csv", "html", "xlsx", "parquet")
WAYS_TO_BREAK = ("number", "date", "moment", "key")
NEW = "new_"  # before a table's name: its rows of the month
_MONTH_WORDS = ("年月", "月份")
_WORDS = ("title", "system", "form", "tables", "driven by", "key", "disturbed", "total", "breaks", "corrects",
          "apostrophe", "slim")  # fmt: skip


class BadLayout(JichaError):
    """A layout that says what no layout can."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One export.

    ``tables`` are the canonical tables it carries, ``driven_by`` those whose new rows give it rows, ``key`` the header
    words that tell its rows apart. ``breaks`` are columns in which a row can be spoilt so that nobody can read it, and
    how; ``corrects`` a number that may be wrong at first. ``months`` are printed as 202601, ``apostrophes`` behind one,
    ``total`` are added up at the foot. A ``slim`` file leaves out what is blank throughout.
    """

    name: str
    title: str
    system: str
    form: str
    tables: tuple[str, ...]
    driven_by: tuple[str, ...]
    key: tuple[str, ...]
    sql: str
    disturbed: bool = False
    total: tuple[str, ...] = ()
    breaks: tuple[tuple[str, str], ...] = ()
    corrects: str = ""
    apostrophes: tuple[str, ...] = ()
    months: frozenset[str] = frozenset()
    slim: bool = False

    @property
    def reads(self) -> frozenset[str]:
        """The tables and views that its SELECT reads."""
        return tables_read(self.sql)

    def is_month(self, word: str) -> bool:
        """Whether a column holds months."""
        return word in self.months or word.endswith(_MONTH_WORDS)


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout that comes as a file, by name."""
    folder = files("jicha.twin.deliver") / "layouts"
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".sql")), key=lambda one: one.name)
    return tuple(read_layout(one.name[:-4], one.read_text(encoding="utf-8")) for one in found)


def read_layout(name: str, text: str) -> Layout:
    """The layout of one file. Raises BadLayout; the engine raises NotPortable for its SQL when it is run."""
    head: dict[str, str] = {}
    lines = text.splitlines()
    while lines and lines[0].startswith("--"):
        word, colon, value = lines.pop(0)[2:].partition(":")
        if not colon or word.strip() not in _WORDS:
            raise _bad(name, f"{word.strip()!r} is no word of a layout", f"Known words: {', '.join(_WORDS)}.")
        head[word.strip()] = value.strip()
    for word in ("title", "system", "form", "tables", "driven by", "key"):
        if not head.get(word):
            raise _bad(name, f"{word} is missing", f"Write -- {word}: ...")
    made = Layout(
        name=name,
        title=head["title"],
        system=head["system"],
        form=head["form"],
        tables=_listed(head["tables"]),
        driven_by=_listed(head["driven by"]),
        key=_listed(head["key"]),
        sql="\n".join(lines),
        disturbed=head.get("disturbed") == "yes",
        total=_listed(head.get("total", "")),
        breaks=tuple(_broken(name, one) for one in head.get("breaks", "").split(";") if one.strip()),
        corrects=head.get("corrects", ""),
        apostrophes=_listed(head.get("apostrophe", "")),
        slim=head.get("slim") == "yes",
    )
    if made.form not in FORMS:
        raise _bad(name, f"{made.form!r} is no form", f"Known forms: {', '.join(FORMS)}.")
    for one in (*made.tables, *made.driven_by):
        if one not in tables():
            raise _bad(name, f"{one!r} is no canonical table", "Correct the name.")
    return made


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _broken(name: str, text: str) -> tuple[str, str]:
    word, _, way = text.strip().rpartition(" ")
    if way not in WAYS_TO_BREAK:
        raise _bad(name, f"{way!r} is no way to break a cell", f"Known ways: {', '.join(WAYS_TO_BREAK)}.")
    return word, way


def _bad(name: str, message: str, remedy: str) -> BadLayout:
    return BadLayout(Fault(message, remedy, f"{name}.sql"))
