"""The paper: read back it holds every number and the Chinese words, with its fonts; no name acts as markup."""

from __future__ import annotations

import subprocess
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import pytest
import sheets

from jicha.press.say import Language
from jicha.press.worksheet import pdf
from jicha.press.worksheet.json import worksheet_digest
from jicha.press.worksheet.pdf import CannotPrint, worksheet_pdf

EVIL = '#strong[x] $y$ `z` \\u{41} #read("/etc/passwd") *b* _i_ <label> @ref // {page} <b>'


def poppler(tool: str, data: bytes, folder: Path, *words: str) -> str:
    """What one of poppler's tools says of a PDF."""
    if which(tool) is None:
        pytest.skip("needs poppler-utils")
    (folder / "sheet.pdf").write_bytes(data)
    output = ["-"] if tool == "pdftotext" else []
    done = subprocess.run([tool, *words, folder / "sheet.pdf", *output], capture_output=True, text=True, check=True)
    return unicodedata.normalize("NFKC", done.stdout)


def text_of(data: bytes, folder: Path) -> str:
    """The text, without what only breaks lines."""
    return "".join(poppler("pdftotext", data, folder, "-layout").replace("\u200b", "").split())


@pytest.mark.parametrize("language", list(Language))
def test_read_back_it_holds_the_numbers_and_the_words(language: Language, tmp_path: Path) -> None:
    text = text_of(worksheet_pdf(sheets.sheet(), language), tmp_path)
    for number in ("8,640", "0.6083", "5,255.71", "15,767.13", "≈0.333333333333", "2,627.86"):
        assert number in text
    assert "21,022.84" not in text
    assert "张三(1001)" in text
    words = {
        "zh": "追补计算书 =追补电量[9]×电价(平段)[4] 四舍五入到0.01 计算人 第1页,共4页 待确认 各项金额分别列示",
        "en": "Recoveryfromcustomer =Energy[9]×Price(flat)[4] Computedby Page1of4 tobeconfirmed",
    }
    assert [word for word in words[language].split() if word not in text] == []


def test_warnings_come_first_and_other_sheets_after_the_signatures(tmp_path: Path) -> None:
    text = text_of(worksheet_pdf(sheets.sheet(), Language.ZH), tmp_path)
    places = [
        text.index(word)
        for word in ("起始时间无法查明", "已知条件", "计算步骤", "计算结果", "下限", "审批人", "并列计算1")
    ]
    assert places == sorted(places)


def test_a_name_that_looks_like_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    text = text_of(worksheet_pdf(sheets.sheet(EVIL, beside=False), Language.EN), tmp_path)
    assert "".join(EVIL.split()) in text


def test_the_same_sheet_gives_the_same_bytes_and_its_day_is_what_was_said(tmp_path: Path) -> None:
    day = datetime(2026, 3, 1, 8, tzinfo=UTC)
    one, two = (worksheet_pdf(sheets.sheet(), Language.ZH, made_at=day) for _ in range(2))
    assert one == two
    assert one != worksheet_pdf(sheets.sheet(), Language.ZH)
    assert "2026" in next(line for line in poppler("pdfinfo", one, tmp_path).splitlines() if "CreationDate" in line)


def test_it_is_a4_and_carries_its_own_fonts(tmp_path: Path) -> None:
    data = worksheet_pdf(sheets.sheet(), Language.ZH)
    assert "(A4)" in poppler("pdfinfo", data, tmp_path)
    _, _, *fonts = poppler("pdffonts", data, tmp_path).splitlines()
    assert len(fonts) == 2
    for font in fonts:
        assert "NotoS" in font
        assert font.split("Identity-H")[-1].split()[:3] == ["yes", "yes", "yes"]


@pytest.mark.parametrize("sign", ["\U0001f600", "\ue000"])
def test_a_sign_that_the_font_lacks_is_refused_by_name(sign: str) -> None:
    with pytest.raises(CannotPrint, match="could not be displayed") as caught:
        worksheet_pdf(sheets.sheet(f"张{sign}"), Language.ZH)
    assert "HTML" in caught.value.faults[0].remedy_zh


def test_rare_characters_of_names_are_set(tmp_path: Path) -> None:
    assert "𬭚喆堃" in text_of(worksheet_pdf(sheets.sheet("𬭚喆堃"), Language.ZH), tmp_path)


def test_missing_fonts_are_an_error_and_not_empty_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pdf._fonts.cache_clear()
    monkeypatch.setattr(pdf.pylopdf_fonts_zh_cn, "serif_path", lambda: tmp_path / "NotoSerifSC-Regular.otf")
    with pytest.raises(CannotPrint, match="Noto Serif SC, Noto Sans SC are not in"):
        worksheet_pdf(sheets.sheet(), Language.ZH)
    pdf._fonts.cache_clear()


def test_every_page_bears_the_digest_of_the_data_and_its_number(tmp_path: Path) -> None:
    pages = poppler("pdftotext", worksheet_pdf(sheets.sheet(), Language.EN), tmp_path).split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert worksheet_digest(sheets.sheet()) in page
        assert f"Page {number} of {len(pages)}" in page


def test_the_amounts_stand_on_the_page_that_is_signed(tmp_path: Path) -> None:
    for days in range(2, 16):  # whatever the length of what comes before
        one = sheets.long_sheet(days)
        pages = poppler("pdftotext", worksheet_pdf(one, Language.EN), tmp_path).split("\f")[:-1]
        (signed,) = [page for page in pages if "Approved by" in page]
        assert "Names and signatures" in signed
        assert f"{8 * days} kWh" in " ".join(signed.split())


def test_a_name_without_a_blank_stays_on_the_paper(tmp_path: Path) -> None:
    # What runs off the page is not among the words that lie on it.
    name = "W" * 199 + "Z"
    data = worksheet_pdf(sheets.sheet(name, beside=False), Language.EN)
    boxes = poppler("pdftotext", data, tmp_path, "-bbox")
    ends = [float(part.split('"')[0]) for part in boxes.split('xMax="')[1:]]
    assert len(ends) > 100
    assert max(ends) <= 595
    assert name in text_of(data, tmp_path)
