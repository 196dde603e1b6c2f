"""What data rest on: a source for each, named in the list, each once."""

from __future__ import annotations

from collections.abc import Iterator

from jicha.tariffs.book import Book
from jicha.tariffs.checks.places import fault, sourced
from jicha.terms.errors import Fault, Words


def source_faults(book: Book) -> Iterator[Fault]:
    """Data without a source, sources that are not listed, and sources listed twice."""
    listed = [one.id for one in book.sources]
    for name in dict.fromkeys(one for one in listed if listed.count(one) > 1):
        message = Words("it is listed twice", "重复列出")
        yield fault(f"sources[{name}]", message, Words("Give each source an id of its own.", "每个来源应有唯一编号。"))
    for one in sourced(book):
        if not one.datum.source:
            remedy = Words("Name one of sources.", "请填写 sources 中的来源编号。")
            yield fault(one.place, Words("it names no source", "未注明来源"), remedy)
        elif one.datum.source not in listed:
            message = Words(f"the source {one.datum.source} is not listed", f"来源 {one.datum.source} 未列出")
            yield fault(one.place, message, Words("Add it to sources.", "请在 sources 中补充。"))
