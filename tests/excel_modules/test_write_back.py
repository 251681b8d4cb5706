"""Edited fields go into their very cells; the XML shows that nothing else in the workbook has changed."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import xlsxwriter

from excel_modules.matching import canonical
from excel_modules.reading import Refused
from excel_modules.workbook_xml import Content, SheetText, recalculating
from excel_modules.write_back import WriteBack, plan_write_back, remembered, write_back
from mrl_desktop.domain.imports import FieldSource, ImportBatch
from mrl_desktop.domain.project import Change, Project
from mrl_desktop.domain.undertakings import Undertaking
from mrl_desktop.flows.build_sample import sample_folder
from mrl_desktop.flows.import_files import commit, plan_import
from mrl_desktop.flows.open_project import OpenProject, create_project

CARDS = "Modul_8_Karty_projektow.xlsx"
GOALS = "Modul_7_Drzewo_celow.xlsx"


@pytest.fixture
def imported(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[tuple[OpenProject, Path]]:
    """A project with a workbook of the planner's own in it, and that workbook."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRL_USER_FOLDER", str(tmp_path_factory.mktemp("uzytkownik")))
        file = Path(shutil.copy(sample_folder() / request.param, tmp_path_factory.mktemp("pliki")))
        opened = create_project(None, who="Anna Test")
        commit(opened, plan_import(opened, [file]))
        yield opened, file
        opened.close(save=False)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(sheet: bytes) -> dict[str, bytes]:
    return {re.search(rb'r="([A-Z]+\d+)"', cell)[1].decode(): cell for cell in re.findall(rb"<c [^>]*?/>|<c [^>]*?>.*?</c>", sheet, re.S)}  # type: ignore[index]


def around(sheet: bytes) -> bytes:
    """The sheet without its cells."""
    return re.sub(rb"<c [^>]*?/>|<c [^>]*?>.*?</c>", b"", sheet, flags=re.S)


def made(folder: Path, fields: dict[str, tuple[str, Any]], **writing: Any) -> tuple[Project, ImportBatch, Path]:
    """A one-sheet workbook, and a project that read some of its cells: field → (cell, value read)."""
    path = folder / "karta.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Karta")
    writing["cells"](book, sheet)
    book.close()
    project = Project()
    card = Undertaking(title="Skwer", **{field: value for field, (_, value) in fields.items() if field != "title"})
    batch = ImportBatch(file=path.name, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    raws = writing.get("raws", {})
    sources = [
        FieldSource(id=uuid4(), record=card.id, field=field, batch=batch.id, sheet="Karta", cell=cell, raw=raws.get(field, canonical(value)), value=canonical(value))
        for field, (cell, value) in fields.items()
    ]
    project.apply(Change(label="wczytanie", puts=(card, batch, *sources)))
    return project, batch, path


def edit(project: Project, **values: Any) -> None:
    [card] = project.all(Undertaking)
    project.apply(Change(label="zmiana", puts=(card.with_values(values),)))


def planned(project: Project, batch: ImportBatch, path: Path) -> WriteBack:
    return plan_write_back(project, batch, path)


@pytest.mark.parametrize("imported", [GOALS], indirect=True)
def test_only_the_edited_cell_differs_in_the_whole_workbook(imported: tuple[OpenProject, Path], tmp_path: Path) -> None:
    opened, file = imported
    [batch] = opened.project.all(ImportBatch)
    source = next(one for one in opened.project.all(FieldSource) if one.field in ("causes", "description", "title") and one.raw == one.value)
    record = opened.project.get(source.record) if source.record else None
    assert record is not None
    project = Project(opened.project)
    project.apply(Change(label="zmiana", puts=(record.with_values({source.field: "Nowy opis & <ważny>\nw dwóch wierszach"}),)))
    plan = plan_write_back(project, batch, file)
    assert [(one.source.cell, one.possible) for one in plan.writings] == [(source.cell, True)]
    copy = write_back(plan, tmp_path / "kopia.xlsx")
    before, after = parts(file), parts(copy)
    assert list(before) == list(after)
    [changed] = [name for name in before if before[name] != after[name]]
    assert around(before[changed]) == around(after[changed])
    old, new = cells(before[changed]), cells(after[changed])
    assert old.keys() == new.keys()
    assert [name for name in old if old[name] != new[name]] == [source.cell]
    style = re.search(rb' s="\d+"', old[source.cell])
    assert style is None or style[0] in new[source.cell]
    import openpyxl

    assert openpyxl.load_workbook(copy)[source.sheet][source.cell].value == "Nowy opis & <ważny>\nw dwóch wierszach"


@pytest.mark.slow
@pytest.mark.parametrize("imported", [CARDS], indirect=True)
def test_what_was_written_is_read_back_as_it_stands_in_the_program(imported: tuple[OpenProject, Path], tmp_path: Path) -> None:
    opened, file = imported
    [batch] = opened.project.all(ImportBatch)
    project = Project(opened.project)
    texts = [one for one in project.all(FieldSource) if one.field in ("existing_state", "location", "aim", "maintenance_cost", "eligible_cost")][:12]
    for number, source in enumerate(texts):
        record = project.get(source.record) if source.record else None
        assert record is not None
        value: Any = Decimal(54_000 + number) if source.field.endswith("cost") else f"Zmieniono w programie {number}"
        project.apply(Change(label="zmiana", puts=(record.with_values({source.field: value}),)))
    plan = plan_write_back(project, batch, file)
    assert len(plan.possible) == len(texts), [one.problem for one in plan.writings]
    copy = write_back(plan, tmp_path / CARDS)
    again = create_project(None, who="Anna Test")
    try:
        commit(again, plan_import(again, [copy]))
        for source in texts:
            assert source.record is not None
            read, wanted = again.project.get(source.record), project.get(source.record)
            assert getattr(read, source.field) == getattr(wanted, source.field)
    finally:
        again.close(save=False)


def test_money_goes_back_in_the_unit_of_the_file_and_a_date_as_the_number_of_its_day(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 1, 1250.5)
        sheet.write_datetime(1, 1, date(2025, 3, 1), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write(2, 1, 7, book.add_format({"num_format": "0"}))

    project, batch, path = made(
        tmp_path,
        {"declared_cost": ("B1", Decimal("1250500.00")), "start": ("B2", date(2025, 3, 1)), "durability_years": ("B3", 7)},
        cells=fill,
        raws={"declared_cost": "1250,5", "durability_years": "7"},
    )
    edit(project, declared_cost=Decimal("987654.32"), start=date(2026, 1, 15), durability_years=5)
    write_back(planned(project, batch, path), tmp_path / "kopia.xlsx")
    import openpyxl

    sheet = openpyxl.load_workbook(tmp_path / "kopia.xlsx")["Karta"]
    assert sheet["B1"].value == pytest.approx(987.65432)
    assert sheet["B2"].value.date() == date(2026, 1, 15)
    assert sheet["B3"].value == 5


def test_a_formula_a_table_of_formulas_and_a_locked_cell_are_never_written(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_formula(0, 1, "=2*C1", None, 10)
        sheet.write_array_formula("B2:B3", "{=C1:C2*2}", None, 4)
        sheet.write(4, 1, "Rynek", book.add_format({"locked": True}))
        sheet.write(5, 1, "Stan", book.add_format({"locked": False}))
        sheet.protect()

    project, batch, path = made(
        tmp_path,
        {"declared_cost": ("B1", Decimal(10)), "durability_years": ("B3", 4), "location": ("B5", "Rynek"), "existing_state": ("B6", "Stan")},
        cells=fill,
    )
    edit(project, declared_cost=Decimal(11), durability_years=5, location="Park", existing_state="Inny")
    plan = planned(project, batch, path)
    assert {one.source.cell: one.possible for one in plan.writings} == {"B1": False, "B3": False, "B5": False, "B6": True}
    assert all(finding.code == "W20" and finding.place.cell for finding in plan.findings)
    copy = write_back(plan, tmp_path / "kopia.xlsx")
    old, new = parts(path), parts(copy)
    assert b'fullCalcOnLoad="1"' in new["xl/workbook.xml"]
    assert {name for name in old if old[name] != new[name]} <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}


def test_a_value_not_on_the_drop_down_list_is_refused_and_one_on_it_is_written(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 1, "Rynek")
        sheet.data_validation("B1", {"validate": "list", "source": ["Rynek", "Park", "Dworzec"]})

    project, batch, path = made(tmp_path, {"location": ("B1", "Rynek")}, cells=fill)
    edit(project, location="Las")
    [refused] = planned(project, batch, path).writings
    assert not refused.possible and "Las" in refused.problem
    edit(project, location="Park")
    assert planned(project, batch, path).possible


def test_a_part_of_a_longer_text_is_told_and_left_alone(tmp_path: Path) -> None:
    project, batch, path = made(
        tmp_path, {"location": ("B1", "Rynek")}, cells=lambda book, sheet: sheet.write(0, 1, "Lokalizacja: Rynek, działka 12"), raws={"location": "Lokalizacja: Rynek, działka 12"}
    )
    edit(project, location="Park")
    [writing] = planned(project, batch, path).writings
    assert not writing.possible and writing.problem.endswith(".")


def test_a_number_in_front_of_a_title_stays(tmp_path: Path) -> None:
    project, batch, path = made(tmp_path, {"title": ("B1", "Skwer")}, cells=lambda book, sheet: sheet.write(0, 1, "P03. Skwer"), raws={"title": "P03. Skwer"})
    edit(project, title="Park kieszonkowy")
    write_back(planned(project, batch, path), tmp_path / "kopia.xlsx")
    import openpyxl

    assert openpyxl.load_workbook(tmp_path / "kopia.xlsx")["Karta"]["B1"].value == "P03. Park kieszonkowy"


def test_a_file_changed_since_the_import_is_refused(tmp_path: Path) -> None:
    project, batch, path = made(tmp_path, {"location": ("B1", "Rynek")}, cells=lambda book, sheet: sheet.write(0, 1, "Rynek"))
    edit(project, location="Park")
    plan = planned(project, batch, path)
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(Refused) as first:
        write_back(plan)
    with pytest.raises(Refused) as second:
        planned(project, batch, path)
    assert first.value.finding.code == second.value.finding.code == "W23"


def test_a_workbook_open_elsewhere_is_not_written_and_in_place_keeps_the_former_one(tmp_path: Path) -> None:
    project, batch, path = made(tmp_path, {"location": ("B1", "Rynek")}, cells=lambda book, sheet: sheet.write(0, 1, "Rynek"))
    edit(project, location="Park")
    before = path.read_bytes()
    plan = planned(project, batch, path)
    beside = path.with_name("~$" + path.name)
    beside.write_bytes(b"Anna")
    with pytest.raises(Refused):
        write_back(plan)
    assert path.read_bytes() == before
    beside.unlink()
    assert write_back(plan) == path
    assert path.with_name(path.name + ".bak").read_bytes() == before
    project.apply(remembered(project, plan, path))
    [written] = project.all(ImportBatch)
    assert plan_write_back(project, written, path).writings == ()


def test_word_documents_and_old_workbooks_are_refused_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "karta.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 600)
    with pytest.raises(Refused) as refusal:
        plan_write_back(Project(), replace(ImportBatch(), sha256=""), path)
    assert refusal.value.finding.code == "W22"


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_cells_and_rows_that_are_not_there_are_put_in_at_their_places(prefix: str) -> None:
    data = f'<{prefix}worksheet><{prefix}sheetData><{prefix}row r="2"><{prefix}c r="B2"><{prefix}v>1</{prefix}v></{prefix}c></{prefix}row><{prefix}row r="5"/></{prefix}sheetData></{prefix}worksheet>'
    text = SheetText(data.encode())
    changed = text.replaced({(1, 0): Content(5, number="5"), (1, 3): Content("a"), (2, 0): Content(True), (4, 1): Content(None), (8, 0): Content("z")}).decode()
    assert re.findall(r'r="([A-Z]+\d+)"', changed) == ["A2", "B2", "D2", "A3", "B5", "A9"]
    again = SheetText(changed.encode())
    assert sorted(again.cells) == [(1, 0), (1, 1), (1, 3), (2, 0), (4, 1), (8, 0)]


def test_an_empty_sheet_takes_its_first_cell() -> None:
    changed = SheetText(b"<worksheet><sheetData/></worksheet>").replaced({(0, 0): Content("pierwszy")})
    assert list(SheetText(changed).cells) == [(0, 0)]


def test_strict_workbooks_and_any_calculation_settings_take_the_request_to_recalculate() -> None:
    assert recalculating(b'<w><sheets/><calcPr calcId="5"/></w>') == b'<w><sheets/><calcPr calcId="5" fullCalcOnLoad="1"/></w>'
    assert recalculating(b"<x:w><x:sheets></x:sheets><x:definedNames/></x:w>").endswith(b'<x:definedNames/><x:calcPr fullCalcOnLoad="1"/></x:w>')


def test_charts_comments_macros_and_validations_stay_byte_for_byte(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 1, "Rynek")
        sheet.write_column(2, 0, [1, 2, 3])
        sheet.write_comment("A3", "Ustalono na zebraniu")
        sheet.conditional_format("A3:A5", {"type": "3_color_scale"})
        sheet.data_validation("A3", {"validate": "integer", "criteria": ">", "value": 0})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Karta!$A$3:$A$5"})
        sheet.insert_chart("D2", chart)

    project, batch, path = made(tmp_path, {"location": ("B1", "Rynek")}, cells=fill)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", bytes(range(256)))
    batch = replace(batch, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    project.apply(Change(label="wczytanie", puts=(batch,)))
    edit(project, location="Park")
    copy = write_back(planned(project, batch, path), tmp_path / "kopia.xlsm")
    old, new = parts(path), parts(copy)
    assert [name for name in old if old[name] != new[name]] == ["xl/worksheets/sheet1.xml"]
    assert len(old) > 10
    assert around(old["xl/worksheets/sheet1.xml"]) == around(new["xl/worksheets/sheet1.xml"])
