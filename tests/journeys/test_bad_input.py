"""Bad input on the way a planner takes it: each ends in one plain Polish finding, and the project stays as it was."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mrl_desktop.domain.findings import Finding, Severity
from mrl_desktop.domain.strategy import Vision
from mrl_desktop.flows.import_files import ImportPlan, answer, commit, plan_import
from mrl_desktop.flows.open_project import OpenProject, open_project
from mrl_desktop.storage import FileRefused, FileState
from tests.excel_modules import bad_files

ENGLISH = re.compile(r"Traceback|Error|Exception|None|\bfile\b|\bsheet\b|No such|not a", re.IGNORECASE)


@pytest.fixture
def opened(sample: Path) -> Iterator[OpenProject]:
    one = open_project(sample, who="Anna")
    yield one
    one.close(save=False)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def plain(finding: Finding) -> Finding:
    """The finding, once it is what every planner deserves: whole sentences without jargon, and something to do."""
    assert finding.message.endswith(".") and finding.hint.endswith(".")
    assert not ENGLISH.search(finding.message + finding.hint)
    return finding


def planned(opened: OpenProject, path: Path) -> ImportPlan:
    """The plan of importing one file, carried out too; a file that is refused must change nothing."""
    before, target = list(opened.project), digest(opened.path) if opened.path else ""
    plan = plan_import(opened, [path])
    assert list(opened.project) == before and opened.revision == 0
    assert opened.path is not None and digest(opened.path) == target
    return plan


def truncated(path: Path) -> Path:
    whole = bad_files.long_workbook(path)
    whole.write_bytes(whole.read_bytes()[:-300])
    return whole


def web_page(path: Path) -> Path:
    page = path.with_suffix(".xls")
    page.write_text("<html><body><table><tr><td>Kod</td></tr></table></body></html>", encoding="utf-8")
    return page


def without_units(path: Path) -> Path:
    """An export of which somebody kept the values only."""
    return bad_files.wide_csv(path.with_suffix(".csv"), text='"ogółem;ogółem;2023;[osoba]";"ogółem;ogółem;2024;[osoba]";\n37300;37210;\n')


REFUSED: dict[str, Callable[[Path], Path]] = {
    "truncated workbook": truncated,
    "web page named xls": web_page,
    "zip bomb": bad_files.bomb,
    "workbook with a password": bad_files.locked_workbook,
    "export without codes and names": without_units,
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_file_ends_in_one_finding_and_changes_nothing(opened: OpenProject, tmp_path: Path, kind: str) -> None:
    path = REFUSED[kind](tmp_path / "plik.xlsx")
    plan = planned(opened, path)
    [finding] = plan.findings
    before = list(opened.project)
    report = commit(opened, plan)
    opened.workspace.save()

    assert plain(finding).severity is Severity.ERROR and finding.place.file == path.name
    assert (report.files, report.observations, report.records) == (0, 0, 0)
    assert list(opened.project) == before and not opened.can_undo


def test_cell_in_the_last_corner_costs_that_cell_only(opened: OpenProject, tmp_path: Path) -> None:
    good = bad_files.long_workbook(tmp_path / "dobry.xlsx")
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>7</v></c></row></sheetData>'
    path = bad_files.rewritten(good, tmp_path / "rog.xlsx", {}, {bad_files.sheet_part(good, 1): (b"</sheetData>", far)})
    plan = planned(opened, path)
    told = [finding for finding in plan.findings if finding.place.cell == "XFD1048576"]

    assert len(told) == 1 and plain(told[0])
    assert plan.observations == 2


def test_file_in_the_encoding_of_old_windows_is_read_right(opened: OpenProject, tmp_path: Path) -> None:
    plan = planned(opened, bad_files.wide_csv(tmp_path / "LUDN_2137_CTAB_20250101120000.csv", "cp1250"))
    [question] = plan.questions
    commit(opened, answer(opened, plan, {question.fingerprint: "ludnosc"}))

    assert question.says == "ogółem; ogółem [osoba]"
    found = opened.statistics.observation("ludnosc", "0201011", 2024)
    assert found is not None and found.value == 37210
    assert opened.undo() and opened.statistics.observation("ludnosc", "0201011", 2024) is None


def test_bad_file_among_good_ones_does_not_stop_them(opened: OpenProject, tmp_path: Path) -> None:
    bad, good = truncated(tmp_path / "zly.xlsx"), bad_files.long_workbook(tmp_path / "dobry.xlsx")
    plan = plan_import(opened, [bad, good])
    report = commit(opened, plan)

    assert [finding.place.file for finding in plan.findings if finding.severity is Severity.ERROR] == ["zly.xlsx"]
    assert (report.files, report.observations) == (1, 2)


def test_project_of_a_newer_version_is_not_opened_and_not_touched(sample: Path) -> None:
    with sqlite3.connect(sample) as database:
        (version,) = database.execute("pragma user_version").fetchone()
        database.execute(f"pragma user_version = {version + 1}")
    before = digest(sample)
    with pytest.raises(FileRefused) as refused:
        open_project(sample)

    assert "nowszej wersji" in plain(refused.value.finding).message
    assert digest(sample) == before


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk hardly larger than the sample project, where the system lets us have one."""
    disk = tmp_path / "dysk"
    disk.mkdir()
    if os.name != "posix" or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", disk], capture_output=True).returncode != 0:
        pytest.skip("system nie pozwala założyć małego dysku")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_full_disk_while_saving_leaves_the_file_and_the_work(built_sample: Path, full_disk: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(built_sample, full_disk))
    (full_disk / "reszta").write_bytes(b"x" * (5 * 2**20 - path.stat().st_size - 200_000))
    before = digest(path)
    opened = open_project(path, who="Anna")
    vision = opened.project.single(Vision)
    opened.put(vision.with_values({"text": "Nowa wizja miasta."}), label="zmiana wizji")
    with pytest.raises(FileRefused) as refused:
        opened.workspace.save()

    assert "zabrakło miejsca" in plain(refused.value.finding).message
    assert digest(path) == before and opened.workspace.state is FileState.UNSAVED
    (full_disk / "reszta").unlink()
    opened.workspace.save_as(tmp_path / "obok.mrl")
    opened.close()
    again = open_project(tmp_path / "obok.mrl")
    assert again.project.single(Vision).text == "Nowa wizja miasta."
    again.close(save=False)


def test_full_disk_while_documents_are_written_keeps_the_old_one(built_sample: Path, full_disk: Path) -> None:
    from mrl_desktop.domain.diagnosis import Scope
    from mrl_desktop.flows.generate_documents import generate

    target = full_disk / "PRI.docx"
    opened = open_project(built_sample, who="Anna")
    assert generate(opened, full_disk, scopes=(Scope.PRI,), page_numbers=False).files == (target,)
    before = digest(target)
    room = full_disk / "reszta"
    room.write_bytes(b"x" * (5 * 2**20 - sum(path.stat().st_size for path in full_disk.iterdir()) - 40_000))
    opened.put(opened.project.single(Vision).with_values({"text": "Inna wizja."}), label="zmiana wizji")
    done = generate(opened, full_disk, scopes=(Scope.PRI,), page_numbers=False)
    opened.close(save=False)

    assert done.files == ()
    [finding] = [one for one in done.findings if one.severity is Severity.ERROR]
    assert plain(finding)
    assert digest(target) == before
