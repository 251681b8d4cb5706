"""A real municipality and real exports: everything comes in, the known numbers answer with their cells, documents show their gaps."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from excel_modules.reading import SeriesQuestion
from mrl_desktop.domain.facts import Fact
from mrl_desktop.domain.findings import Severity
from mrl_desktop.domain.imports import ImportBatch
from mrl_desktop.flows import project_commands
from mrl_desktop.flows.answer_fact import answer as ask
from mrl_desktop.flows.import_files import ImportPlan, ImportReport, answer, commit, plan_import
from mrl_desktop.flows.open_project import OpenProject

TOWN = "0201011"
FOLDERS = ("bdl_csv_wide", "bdl_csv_long", "bdl_xlsx", "damaged")
AGES = re.compile(r"\d+-\d+|\d+ i więcej")


def chosen(question: SeriesQuestion) -> str:
    """What a planner who knows BDL would say: the population by age and sex of P2137, wages, unemployment; the rest is left out."""
    proposed = [proposal.variable for proposal in question.proposals]
    if question.answer is not None:
        return question.answer
    first = question.says.split(";")[0].split("[")[0].strip()
    if question.file.startswith("LUDN_2137") and (first == "ogółem" or AGES.fullmatch(first)):
        return proposed[0]
    if question.file.startswith(("LUDN_1350", "LUDN_2425", "RYNE_2392", "RYNE_1944", "WYNA_2497")) and len(proposed) == 1:
        return proposed[0]
    return ""


Imported = tuple[OpenProject, ImportPlan, ImportReport]


@pytest.fixture(scope="module")
def imported(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """A project of the town with every file of the four folders, questions answered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRL_USER_FOLDER", str(tmp_path_factory.mktemp("uzytkownik")))
        target = tmp_path_factory.mktemp("projekt") / "Bolesławiec.mrl"
        opened = project_commands.new_project(target, TOWN, name="Plan", years="2026-2035", lead="")
        plan = plan_import(opened, [real / folder for folder in FOLDERS])
        answers = {question.fingerprint: chosen(question) for question in plan.questions}
        years = {question.fingerprint: question.year or question.year_hint or 2020 for question in plan.questions if question.year is None}
        plan = answer(opened, plan, answers, years)
        report = commit(opened, plan)
        yield opened, plan, report
        opened.close(save=False)


def in_the_file(real: Path, fact: Fact) -> float:
    """The number that stands in the cell the fact names, read by other means than the program's."""
    assert fact.source is not None
    [path] = [path for folder in FOLDERS for path in (real / folder).iterdir() if path.name == fact.source.file]
    if path.suffix == ".xlsx":
        return float(str(openpyxl.load_workbook(path, read_only=True)[fact.source.sheet][fact.source.cell].value))
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", fact.source.cell).groups()  # type: ignore[union-attr]
    column = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(letters)))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    return float(rows[int(row) - 1][column - 1].replace(",", "."))


def test_every_file_is_read_or_refused_with_what_to_do(real: Path, imported: Imported) -> None:
    _, plan, _ = imported
    assert len(plan.files) == sum(1 for folder in FOLDERS for _ in (real / folder).iterdir())
    for file in plan.files:
        errors = [finding for finding in file.merge.findings if finding.severity is Severity.ERROR]
        assert file.reading.recognised_as or errors, file.path.name
        for finding in file.merge.findings:
            assert finding.message.endswith("."), file.path.name
            assert finding.hint.endswith(".") or (finding.severity is Severity.NOTE and not finding.hint), file.path.name
    assert plan.open_questions == ()


def test_what_the_preview_promised_is_in_the_project(imported: Imported) -> None:
    opened, plan, report = imported
    assert report.observations == plan.observations > 100_000
    assert sum(batch.observations for batch in opened.project.all(ImportBatch)) == report.observations


@pytest.mark.parametrize(
    ("territory", "year", "value"),
    [(TOWN, 2020, 38_486), ("0000000", 2018, 38_411_148), ("0200000", 2024, 2_868_242)],
)
def test_known_numbers_answer_with_the_cell_they_stand_in(real: Path, imported: Imported, territory: str, year: int, value: int) -> None:
    opened, _, _ = imported
    fact = ask(opened, "ludnosc", territory=territory, year=year)

    assert fact.value == value
    assert fact.source is not None and fact.source.sha256 and fact.source.vintage and fact.source.importer
    assert in_the_file(real, fact) == value


def test_value_of_a_powiat_stays_labelled_as_the_powiat_s(real: Path, imported: Imported) -> None:
    opened, _, _ = imported
    asked_of_the_town = ask(opened, "stopa_bezrobocia", territory=TOWN)

    assert asked_of_the_town.territory == "0201000"
    assert "powiat" in asked_of_the_town.territory_name
    assert asked_of_the_town.value == in_the_file(real, asked_of_the_town)


def test_the_same_files_again_change_nothing(real: Path, imported: Imported) -> None:
    opened, _, _ = imported
    revision = opened.revision
    plan = plan_import(opened, [real / folder for folder in FOLDERS])

    assert plan.open_questions == ()
    assert not plan.changes_anything
    commit(opened, plan)
    assert opened.revision == revision


def test_undoing_the_import_takes_every_value_out_and_redoing_brings_it_back(imported: Imported) -> None:
    opened, _, report = imported
    assert opened.undo()
    assert opened.statistics.count() == 0
    assert opened.redo()
    assert opened.statistics.count() == report.observations


def test_diagnosis_against_the_default_group_says_what_it_is_based_on(imported: Imported) -> None:
    from mrl_desktop.flows.diagnose import diagnosis_of

    opened, _, _ = imported
    diagnosis = diagnosis_of(opened)
    town = opened.register.get(TOWN)
    own = [result for result in diagnosis.results if result.own is not None]

    assert town is not None and own
    assert TOWN not in diagnosis.group.members and len(diagnosis.group.members) >= 5
    assert {opened.register.get(code).unit_type for code in diagnosis.group.members} == {town.unit_type}  # type: ignore[union-attr]
    assert re.search(r"20\d\d", diagnosis.group.basis)
    for result in diagnosis.results:
        assert (result.own is not None and result.own.value is not None) or result.missing


def test_documents_of_thin_data_are_written_with_their_gaps_in_view(imported: Imported, tmp_path: Path) -> None:
    from generator.word.soundness import check_docx
    from mrl_desktop.flows.generate_documents import generate

    opened, _, _ = imported
    done = generate(opened, tmp_path, page_numbers=False)

    assert [path.name for path in done.files] == ["PRL.docx", "PRI.docx"]
    assert not [finding for finding in done.findings if finding.severity is Severity.ERROR]
    assert {finding.code for finding in done.findings} >= {"G01", "G22"}
    for path in done.files:
        assert check_docx(path) == []
        with zipfile.ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode("utf-8")
        assert "[BRAK" in text and "Bolesławiec" in text
        assert not re.search(r">(?:None|nan|\{\{)", text)
