"""What a rule's page says in words; the press needs no more of a page than this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial

from jicha.pages.check import Catalogue
from jicha.pages.library import Library
from jicha.pages.page import Page
from jicha.pages.render_reference import reference
from jicha.press.say import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """``captions`` names evidence columns and reasons: id -> (English, Chinese); ``units`` are those of the columns."""

    captions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """Title, class and texts of one page.

    ``meaning`` is asked only for the pages whose evidence or reasons are shown: to trace the columns of a page through
    its SQL takes some 30 ms, and a run speaks of a few pages out of hundreds.
    """

    title: str
    title_zh: str
    severity: str
    impact: str
    topic: str
    english: str = ""
    chinese: str = ""
    meaning: Callable[[], Meaning] = Meaning

    def title_in(self, language: Language) -> str:
        """The title in one language."""
        return self.title_zh if language is Language.ZH else self.title

    def text_in(self, language: Language) -> str:
        """Why, innocent causes and how to check, as the page's Markdown, in one language."""
        return self.chinese if language is Language.ZH else self.english

    def caption_in(self, name: str, language: Language) -> str | None:
        """The words for an evidence column or a reason; None where the page has none."""
        pair = self.meaning().captions.get(name)
        return pair[language is Language.ZH] if pair else None


def page_words(pages: Iterable[Page], world: Catalogue | None = None) -> dict[str, PageWords]:
    """The words of rule pages by code. ``world`` is what they read; without it, what comes with jicha."""
    known = world or Catalogue.of(Library.shipped())
    return {
        page.code: PageWords(
            title=page.title,
            title_zh=page.title_zh,
            severity=page.severity or "",
            impact=page.impact or "",
            topic=page.topic,
            english=page.english,
            chinese=page.chinese,
            meaning=cache(partial(_meaning, page, known)),
        )
        for page in pages
    }


def _meaning(page: Page, world: Catalogue) -> Meaning:
    """The reasons for not judging at all, then the page's own columns and reasons."""
    shown = reference(page, world)
    columns = {one.name: (one.words.en, one.words.zh) for one in shown.columns}
    needs = {one.reason: (one.words.en, one.words.zh) for one in shown.needs}
    units = {one.name: one.unit for one in shown.columns if one.unit}
    return Meaning(captions={**world.reasons, **columns, **needs}, units=units)
