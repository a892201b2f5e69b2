"""Workbooks as they come back: made by a spreadsheet's library, or part by part."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Tabelle1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}


def text(words: str) -> str:
    """Return the inside of a cell with a text."""
    return f't="inlineStr"><is><t>{words}</t></is>'


def row(number: int, *cells: str) -> str:
    """Return a row; each cell is what follows its place: ``><v>3</v>``, or a `text`."""
    inside = "".join(f'<c r="{"ABCDEFGH"[n]}{number}" {cell}</c>' for n, cell in enumerate(cells))
    return f'<row r="{number}">{inside}</row>'


def book(rows: str, around: str = "", head: str = "", **parts: str) -> bytes:
    """Return a workbook of one sheet with these rows, and with parts in place of the usual."""
    sheet = f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{around}</worksheet>'
    return zipped(PARTS | {"xl/worksheets/sheet1.xml": sheet} | parts)


def zipped(parts: Mapping[str, str | bytes], packing: int = ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Return a workbook as another program saves it again after a change."""
    opened = load_workbook(BytesIO(data))
    change(opened)
    file = BytesIO()
    opened.save(file)
    return file.getvalue()
