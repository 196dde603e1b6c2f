import pytest
import yaml

from jicha.intake.proposal.doubts import doubtful, found
from jicha.intake.proposal.proposed import Line, Proposal, flow_list, flow_map, quoted, wrapped


@pytest.mark.parametrize(
    "word", ["户号", "no", "null", "On", "1", "", "a: b", 'a"b\\', "电费#元", "x\ny", "\u200b空", "- a", "😀\x85"]
)
def test_yaml_reads_every_word_back(word: str) -> None:
    assert yaml.safe_load(f"word: {quoted(word)}") == {"word": word}
    assert yaml.safe_load(flow_map([("a", flow_list([quoted(word), quoted(word)]))])) == {"a": [word, word]}


def test_long_lists_are_wrapped_and_read_back() -> None:
    words = [f"电表资产编号{number}" for number in range(60)]
    lines = wrapped("header", words)
    assert len(lines) > 2
    assert max(len(one) for one in lines) <= 118
    assert yaml.safe_load("\n".join(lines)) == {"header": words}
    assert wrapped("header", ["a", "b"]) == ["header: [a, b]"]


def test_doubts_stand_above_their_line_and_questions_are_marked() -> None:
    line = Line("x: y", (doubtful("all_blank", word="户号"), found("two_row_header")))
    proposal = Proposal((Line("a: b"), line.indented(2)))
    assert proposal.text("zh").splitlines() == [
        "a: b",
        "  # ? 户号 在所查记录中均为空",
        "  # 表头有两行; 上下两行以 / 连接",
        "  x: y",
    ]
    assert "  # ? 户号 is blank in every record looked at" in proposal.text("en").splitlines()
    assert [one.doubt for one in proposal.doubts] == ["all_blank"]
    assert [one.doubt for one in proposal.found] == ["two_row_header"]
