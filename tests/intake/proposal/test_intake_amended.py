"""Words put into the text of a shipped profile."""

from importlib.resources import files

import pytest

from jicha.intake.profile import FileKind, Profile
from jicha.intake.proposal.amended import with_spellings, without_columns
from jicha.intake.read_profile import read_text
from jicha.intake.shipped import profiles

KINDS = [(profile, kind) for profile in profiles() for kind in profile.files]


@pytest.mark.parametrize(("profile", "kind"), KINDS, ids=[f"{one.name}-{kind.name}" for one, kind in KINDS])
def test_every_kind_of_every_shipped_profile_takes_more_words(profile: Profile, kind: FileKind) -> None:
    text = (files("jicha.intake") / "profiles" / profile.place).read_text(encoding="utf-8")
    spelled = {f"别名 {number}": word for number, word in enumerate((*kind.header[:2], *kind.optional[:2]))}
    made = read_text(without_columns(with_spellings(text, kind.name, spelled), kind.name, ["no", "新: 列"]), "p.yaml")
    (mine,) = [one for one in made.files if one.name == kind.name]
    for strange, word in spelled.items():
        assert set(mine.synonyms[word]) == {strange, *kind.synonyms.get(word, ())}
    assert set(mine.optional) == {*kind.optional, "no", "新: 列"}
    assert [one.column for one in mine.ignored if one.because == "not recognised"] == ["no", "新: 列"]
    assert mine.targets == kind.targets
