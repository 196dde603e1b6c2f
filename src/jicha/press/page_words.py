"""What a rule's page says in words; the press needs no more of a page than this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jicha.pages.page import Page
from jicha.press.say import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """Title, class and texts of one page. ``captions`` names evidence columns: column -> (English, Chinese)."""

    title: str
    title_zh: str
    severity: str
    impact: str
    topic: str
    english: str = ""
    chinese: str = ""
    captions: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def title_in(self, language: Language) -> str:
        """The title in one language."""
        return self.title_zh if language is Language.ZH else self.title

    def text_in(self, language: Language) -> str:
        """Why, innocent causes and how to check, as the page's Markdown, in one language."""
        return self.chinese if language is Language.ZH else self.english


def page_words(pages: Iterable[Page]) -> dict[str, PageWords]:
    """The words of rule pages by code."""
    return {
        page.code: PageWords(
            title=page.title,
            title_zh=page.title_zh,
            severity=page.severity or "",
            impact=page.impact or "",
            topic=page.topic,
            english=page.english,
            chinese=page.chinese,
            captions=page.captions,
        )
        for page in pages
    }
