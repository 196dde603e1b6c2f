"""Items that are no data items have words in both languages; secrets have no value."""

from __future__ import annotations

from jicha.intake.frames.named_items import named, secret


def test_an_item_is_named_in_both_languages() -> None:
    item = named("operator", "12345678", "12345678")
    assert (item.identifier, item.name, item.name_zh, item.value) == ("", "operator", "操作者代码", "12345678")


def test_a_secret_shows_nothing() -> None:
    item = secret()
    assert (item.name_zh, item.value, item.raw) == ("密码", None, "")
    assert item.note is not None
    assert item.note.note == "secret"
