"""The header words of every shipped kind of file lead to it and to nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from jicha.intake import matching
from jicha.intake.errors import AmbiguousProfile
from jicha.intake.matching import known_profiles, matched
from jicha.intake.profile import FileKind
from jicha.intake.read_profile import read_text
from jicha.intake.shipped import profiles
from jicha.intake.sources.source import Header

Find = Callable[[Sequence[str]], tuple[str, str]]
EVERY = [(profile.name, kind) for profile in known_profiles() for kind in profile.files]
KINDS = [pytest.param(name, kind, id=f"{name}-{kind.name}") for name, kind in EVERY]
SPELLED = [pytest.param(name, kind, id=f"{name}-{kind.name}") for name, kind in EVERY if kind.synonyms]


class Table:
    """A table of a file that has a header and nothing else of interest."""

    def __init__(self, words: Sequence[str], path: Path, format_: str) -> None:
        self.words = tuple(words)
        self.parsed = SimpleNamespace(format=format_, path=path, close=lambda: None)
        self.head = SimpleNamespace(name="")
        self.is_empty = False

    def headers_with(
        self, wanted: Sequence[str], synonyms: Mapping[str, Sequence[str]], delimiters: Sequence[str]
    ) -> Iterator[Header]:
        """What the real one leaves out, it leaves out for good reason: see the tests of open tables."""
        yield Header(self.words, self.words)

    def source(self, header: Header) -> SimpleNamespace:
        parsed = self.parsed
        return SimpleNamespace(words=header.words, path=parsed.path, table=0, header=header, format=parsed.format)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Find:
    """Which profile and kind a file with these words is read by."""

    def find(words: Sequence[str], format_: str = "csv") -> tuple[str, str]:
        path = Path("export.csv")
        monkeypatch.setattr(matching, "open_tables", lambda _: (Table(words, path, format_),))
        with matched([path], None) as match:
            return match.profile.name, match.tables[0].kind.name

    return find


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_all_the_words_that_a_kind_knows_lead_to_it(name: str, kind: FileKind, found: Find) -> None:
    assert found([*kind.header, *kind.optional], kind.formats[0]) == (name, kind.name)


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_the_words_that_a_kind_asks_for_lead_to_it(name: str, kind: FileKind, found: Find) -> None:
    assert found(kind.header, kind.formats[0]) == (name, kind.name)


@pytest.mark.parametrize(("name", "kind"), SPELLED)
def test_other_spellings_of_the_words_lead_to_it_as_well(name: str, kind: FileKind, found: Find) -> None:
    for place in range(max(len(one) for one in kind.synonyms.values())):
        spelled = [
            others[place] if len(others := kind.synonyms.get(word, ())) > place else word
            for word in (*kind.header, *kind.optional)
        ]
        assert found(spelled, kind.formats[0]) == (name, kind.name)


def test_a_header_that_two_profiles_read_equally_well_is_asked_about(
    monkeypatch: pytest.MonkeyPatch, found: Find
) -> None:
    """The control: were two kinds the same, this file would tell."""
    (demo,) = [one for one in profiles() if one.name == "demo"]
    twin = read_text(
        (Path(matching.__file__).parent / "profiles" / "demo.yaml")
        .read_text(encoding="utf-8")
        .replace("profile: demo", "profile: twin"),
        "twin.yaml",
    )
    monkeypatch.setattr(matching, "profiles", lambda: (demo, twin))
    with pytest.raises(AmbiguousProfile, match="demo and twin"):
        found(demo.files[0].header)
