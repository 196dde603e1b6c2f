"""A worksheet on its way to people: text of 80 columns, a page for the browser, an A4 PDF, and JSON to do it again."""

from jicha.press.worksheet.html import worksheet_html
from jicha.press.worksheet.json import read_worksheet, worksheet_digest, worksheet_json
from jicha.press.worksheet.pdf import worksheet_pdf
from jicha.press.worksheet.text import worksheet_text

__all__ = ["read_worksheet", "worksheet_digest", "worksheet_html", "worksheet_json", "worksheet_pdf", "worksheet_text"]
