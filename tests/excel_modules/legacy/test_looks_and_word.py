"""Meaning that is only in the look of a cell, and project cards written in Word."""

from __future__ import annotations

from decimal import Decimal as D
from pathlib import Path
from typing import Any

import docx
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment

from excel_modules.opening import open_workbook
from excel_modules.reading import Refused
from mrl_desktop.domain.strategy import Goal, GoalLevel, PlanIndicator
from mrl_desktop.domain.undertakings import BudgetLine, Risk, StateAid, Undertaking


def test_a_tree_is_told_by_the_indents_of_its_cells(read: Any, sheet: Any) -> None:
    rows = [["Cele i kierunki działań", "Wskaźnik"], ["Zdrowe miasto"], ["Czyste powietrze"], ["Ruch i sport"], ["Silna gospodarka"], ["Nowe firmy"]]

    def indent(page: Any) -> None:
        for row in (3, 4, 6):
            page.cell(row, 1).alignment = Alignment(indent=2)

    found = read({"Drzewo celów": sheet(rows, touch=indent)}).of(Goal)
    assert [goal.title for goal in found if goal.level is GoalLevel.STRATEGIC] == ["Zdrowe miasto", "Silna gospodarka"]


def test_a_tree_is_told_by_the_outline_levels_of_its_rows(read: Any, sheet: Any) -> None:
    rows = [["Drzewo celów", "Wskaźnik"], ["Zdrowe miasto"], ["Czyste powietrze"], ["Silna gospodarka"], ["Nowe firmy"]]

    def outline(page: Any) -> None:
        for row in (3, 5):
            page.row_dimensions[row].outlineLevel = 1

    found = read({"Drzewo celów": sheet(rows, touch=outline)}).of(Goal)
    assert [goal.level for goal in found] == [GoalLevel.STRATEGIC, GoalLevel.OPERATIONAL] * 2


def test_a_cell_shown_as_percent_is_read_as_it_is_seen(read: Any, sheet: Any) -> None:
    rows = [["Cel strategiczny", "Cel operacyjny", "Wskaźnik", "J.m.", "Wartość docelowa (2024)"], ["1. A", "1.1. B", "Udział", "%", 0.125]]

    def percent(page: Any) -> None:
        page["E2"].number_format = "0.0%"

    assert read({"Cele": sheet(rows, touch=percent)}).one(PlanIndicator).target == D("12.5")


def test_a_comment_with_a_decision_is_pointed_out(read: Any, sheet: Any) -> None:
    def remark(page: Any) -> None:
        page["B2"].comment = Comment("Rada chce połączyć z 1.2", "x")

    found = read({"Cele": sheet([["Cel strategiczny", "Cel operacyjny"], ["1. A", "1.1. B"]], touch=remark)})
    [finding] = found.findings("I28")
    assert (finding.place.cell, finding.value) == ("B2", "Rada chce połączyć z 1.2")


def word_card(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Karta projektu")
    table = document.add_table(rows=0, cols=4)

    def line(*texts: str, merge: bool = False) -> None:
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text
        if merge:
            cells[1].merge(cells[3])

    line("1. Tytuł projektu", "Park nad rzeką", merge=True)
    line("2. Wnioskodawca / Lider:", "Gmina Miejska", merge=True)
    line("3. Partnerzy", "Nadleśnictwo", merge=True)
    line("7. Opis stanu istniejącego", "Teren zaniedbany.\nBrak ścieżek.", merge=True)
    line("12. Koszt całkowity", "1 200 000,00 zł", merge=True)
    line("Źródło", "2021", "2022", "Razem")
    line("Dotacja", "500 000", "600 000", "1 100 000")
    line("Wkład własny", "–", "100 000", "100 000")
    line("15. Ryzyka", "", merge=True)
    table.rows[-1].cells[1].paragraphs[0].text = "wzrost cen"
    table.rows[-1].cells[1].paragraphs[0].style = document.styles["List Bullet"]
    line("16. Pomoc publiczna", "☐ TAK ☒ NIE", merge=True)
    document.save(str(path))


def test_a_card_in_word_is_read_like_one_in_excel(tmp_path: Path) -> None:
    from excel_modules import modules
    from mrl_desktop.domain.progress import silent

    word_card(tmp_path / "karta.docx")
    workbook = open_workbook(tmp_path / "karta.docx")
    recognition = modules.recognise(workbook)
    assert recognition is not None
    contents = modules.read(workbook, recognition, silent)
    records = [draft.record for draft in contents.records]
    [project] = [record for record in records if isinstance(record, Undertaking)]
    assert (project.title, project.leader, project.declared_cost) == ("Park nad rzeką", "Gmina Miejska", D(1200000))
    assert project.existing_state == "Teren zaniedbany.\nBrak ścieżek."
    assert {(line.source, line.year): line.amount for line in records if isinstance(line, BudgetLine)} == {
        ("dotacja", 2021): D(500000),
        ("dotacja", 2022): D(600000),
        ("wklad_wlasny", 2022): D(100000),
    }
    assert [risk.title for risk in records if isinstance(risk, Risk)] == ["wzrost cen"]
    assert [aid.basis for aid in records if isinstance(aid, StateAid)] == ["Pomoc publiczna nie występuje"]


def test_a_word_document_without_tables_is_refused_with_advice(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Uchwała")
    document.save(str(tmp_path / "uchwala.docx"))
    with pytest.raises(Refused) as refused:
        open_workbook(tmp_path / "uchwala.docx")
    assert "tabeli" in refused.value.finding.message and refused.value.finding.hint
