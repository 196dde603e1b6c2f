"""Delivered text on one line."""

import sys
import unicodedata

from jicha.terms.errors import Fault
from jicha.terms.one_line import one_line


def test_what_people_write_stays_as_it_is() -> None:
    for text in ("李明 㐂𠮷€", "a\u3000b", "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "\ue000", ""):
        assert one_line(text) == text


def test_no_sign_that_steers_a_screen_or_a_log_is_left() -> None:
    signs = [chr(one) for one in range(sys.maxunicode + 1)]
    steering = [one for one in signs if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    told = one_line("".join(steering))
    assert told.isascii()
    assert told.isprintable()
    assert one_line("\x1b[31m\u202e\ufeff") == "\\x1b[31m\\u202e\\ufeff"


def test_a_fault_that_quotes_a_delivered_word_is_one_line() -> None:
    fault = Fault("the column 'a\n2026-01-01 INFO all is well' is new", "Name\x07 it.", "b\x1b.csv", 1)
    assert str(fault) == "b\\x1b.csv:1: the column 'a\\n2026-01-01 INFO all is well' is new. Name\\x07 it."
