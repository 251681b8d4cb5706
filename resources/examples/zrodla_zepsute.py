"""Makes the deliberately broken workbook of Nowe Bielany: one mistake of every kind the doctor knows, each listed in PLANTED.

Run by hand: `python -m resources.examples.zrodla_zepsute`; the output is committed and the same at every run.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "zrodla" / "zepsute" / "Modul_9_Budzet_z_bledami.xlsx"
YEARS = (2025, 2026, 2027, 2028)
TASKS = (
    ("Modernizacja domu kultury", (120_000, 480_000, 300_000, 0)),
    ("Zielony skwer przy ratuszu", (45_000, 160_000, 0, 0)),
    ("Centrum usług dla seniorów", (0, 250_000, 610_000, 140_000)),
    ("Sieć ścieżek rowerowych", (80_000, 350_000, 420_000, 90_000)),
    ("Cyfrowy urząd", (60_000, 75_000, 75_000, 30_000)),
    ("Klub młodzieżowy", (35_000, 90_000, 95_000, 40_000)),
    ("Inkubator przedsiębiorczości", (0, 130_000, 270_000, 110_000)),
    ("Termomodernizacja szkoły nr 2", (210_000, 900_000, 640_000, 0)),
)
SHARES = (("Dom kultury", 0.85), ("Skwer", 0.85), ("Seniorzy", 0.8), ("Rowery", 0.85), ("Urząd", 0.75), ("Młodzież", 0.85))
AGES = ("0-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49")

PLANTED: dict[tuple[str, str], str] = {
    ("Budżet", "G6"): "PASTED",
    ("Budżet", "D13"): "SHORT_SUM",
    ("Budżet", "E9"): "TEXT_NUMBER",
    ("Budżet", "C11"): "UNITS",
    ("Budżet", "F8"): "NOT_A_NUMBER",
    ("Źródła", "B6"): "PERCENT",
    ("Źródła", "D5"): "ERROR",
    ("Źródła", "D9"): "LINK",
    ("Źródła", "C8"): "UNSTORED",
    ("Źródła", "A16"): "REPEATED",
    ("Ludność", "A5"): "DATE",
    ("Ludność", "D14"): "ROUNDING",
    ("Ludność", "E3"): "YEARS",
    ("Ludność", "A8"): "HIDDEN",
    ("Rezerwa", ""): "HIDDEN",
}
"""(sheet, cell) → kind of the mistake made there, by the name of `excel_modules.doctor.kinds.Kind`."""


def make(path: Path = FILE) -> Path:
    """Writes the workbook and returns its path."""
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "Moduł 9. Budżet i harmonogram", "created": datetime(2025, 6, 18, tzinfo=UTC).replace(tzinfo=None)})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    _budget(book.add_worksheet("Budżet"), bold, money)
    _sources(book.add_worksheet("Źródła"), bold, money, book.add_format({"num_format": "0.0%"}))
    _people(book.add_worksheet("Ludność"), bold, book.add_format({"num_format": "d-mmm"}))
    reserve = book.add_worksheet("Rezerwa")
    for row, (name, amount) in enumerate((("Rezerwa ogólna", 150_000), ("Rezerwa celowa", 220_000))):
        reserve.write(row, 0, name)
        reserve.write(row, 1, amount)
    reserve.hide()
    book.close()
    _without_result(path, "xl/worksheets/sheet2.xml", "C8")
    return path


def _budget(sheet: Any, bold: Any, money: Any) -> None:
    sheet.write(0, 0, "Budżet projektów miasta Nowe Bielany", bold)
    sheet.write(1, 0, "Kwoty w złotych")
    for column, said in enumerate(("Lp.", "Projekt", *YEARS, "Razem")):
        sheet.write(3, column, said, bold)
    for number, (name, amounts) in enumerate(TASKS):
        row = 4 + number
        sheet.write(row, 0, number + 1)
        sheet.write(row, 1, name)
        for column, amount in enumerate(amounts, 2):
            sheet.write(row, column, amount, money)
        sheet.write_formula(row, 6, f"=SUM(C{row + 1}:F{row + 1})", money, sum(amounts))
    sheet.write(12, 1, "RAZEM", bold)
    sums = [sum(amounts[year] for _, amounts in TASKS) for year in range(4)]
    for column, total in enumerate((*sums, sum(sums)), 2):
        letter = "CDEFG"[column - 2]
        sheet.write_formula(12, column, f"=SUM({letter}5:{letter}12)", money, total)
    sheet.write(5, 6, 205_000, money)
    sheet.write_formula(12, 3, "=SUM(D5:D11)", money, sums[1] - TASKS[7][1][1])
    sheet.write(8, 4, "75 000,00")
    sheet.write(10, 2, "0,5 tys. zł")
    sheet.write(7, 5, "do uzupełnienia")


def _sources(sheet: Any, bold: Any, money: Any, percent: Any) -> None:
    sheet.write(0, 0, "Źródła finansowania", bold)
    for column, said in enumerate(("Projekt", "Dofinansowanie [%]", "Koszt", "Dotacja", "Wkład własny")):
        sheet.write(2, column, said, bold)
    for number, (name, share) in enumerate(SHARES):
        row, cost = 3 + number, sum(TASKS[number][1])
        sheet.write(row, 0, name)
        sheet.write(row, 1, share, percent)
        sheet.write_formula(row, 2, f"=Budżet!G{number + 5}", money, cost)
        sheet.write_formula(row, 3, f"=ROUND(B{row + 1}*C{row + 1},2)", money, round(share * cost, 2))
        sheet.write_formula(row, 4, f"=C{row + 1}-D{row + 1}", money, cost - round(share * cost, 2))
    sheet.write(5, 1, 85)
    sheet.write_formula(5, 3, "=ROUND(B6*C6,2)", money, round(85 * sum(TASKS[2][1]), 2))
    sheet.write_formula(5, 4, "=C6-D6", money, sum(TASKS[2][1]) - round(85 * sum(TASKS[2][1]), 2))
    sheet.write_formula(4, 3, "=ROUND(B5*#REF!,2)", money, "#REF!")
    sheet.write_formula(8, 3, "=ROUND(B9*[umowy_2024.xlsx]Arkusz1!$C$7,2)", money, round(0.85 * sum(TASKS[5][1]), 2))
    for column, said in enumerate(("Umowa", "Data", "Kwota")):
        sheet.write(11, column, said, bold)
    for row, (name, day, amount) in enumerate(
        (
            ("Dokumentacja domu kultury", "12.03.2025", 45_000),
            ("Nadzór inwestorski nad skwerem", "02.06.2025", 18_500),
            ("Projekt centrum seniora", "15.09.2025", 61_200),
            ("Nadzór inwestorski nad skwerem", "02.06.2025", 18_500),
        ),
        12,
    ):
        sheet.write(row, 0, name)
        sheet.write(row, 1, day)
        sheet.write(row, 2, amount, money)


def _people(sheet: Any, bold: Any, short_date: Any) -> None:
    sheet.write(0, 0, "Ludność według grup wieku", bold)
    for column, said in enumerate(("Grupa wieku", 2020, 2021, 2022, 2022, 2024)):
        sheet.write(2, column, said, bold)
    totals = [0] * 5
    for number, age in enumerate(AGES):
        row = 3 + number
        if age == "5-9":
            sheet.write_datetime(row, 0, datetime(2025, 9, 5), short_date)
        else:
            sheet.write_string(row, 0, age)
        for year in range(5):
            people = 2100 + 37 * number * (9 - number) - 24 * year + 5 * ((number + year) % 3)
            totals[year] += people
            sheet.write(row, 1 + year, people)
    sheet.write(13, 0, "Razem", bold)
    for year, total in enumerate(totals):
        sheet.write(13, 1 + year, total + (0.5 if year == 2 else 0))
    sheet.set_row(7, None, None, {"hidden": True})


def _without_result(path: Path, part: str, cell: str) -> None:
    """Takes the stored result of one formula out of the file."""
    import re

    with zipfile.ZipFile(path) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in parts.items():
            if info.filename == part:
                data = re.sub(rb'(<c r="' + cell.encode() + rb'"[^>]*><f>[^<]*</f>)<v>[^<]*</v>', rb"\1", data)
            archive.writestr(zipfile.ZipInfo(info.filename, date_time=(1980, 1, 1, 0, 0, 0)), data, compress_type=zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    print(make())
