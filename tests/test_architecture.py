"""The walls of the house: who may import whom, what stays unloaded, and what no file of the project may contain."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = ("mrl_desktop", "generator", "excel_modules", "tests", "benchmarks", "resources")
LONGEST = 400
LONG = {
    "excel_modules/modules/card.py": "one card read from top to bottom; its questions and its regions belong to one another",
    "excel_modules/merge.py": "one comparison of a reading with the plan",
    "excel_modules/modules/goal_sheets.py": "one tree of goals, told by tables, indents or numbers",
    "tests/excel_modules/exports.py": "one seeded maker of spoiled exports, which must share nothing with the readers",
    "tests/excel_modules/legacy/plans.py": "one seeded maker of planning workbooks, which must share nothing with the readers",
    "tests/mutations/families/plan.py": "one seeded maker of planning workbooks, which must share nothing with the readers",
    "tests/mutations/families/statistics.py": "the same for workbooks of numbers",
    "tests/mutations/habits_of_layout.py": "what people do to the layout of a workbook, one habit after another",
    "tests/mutations/habits_of_values.py": "the same for what stands in its cells",
    "tests/mutations/judge.py": "one judge of a reading",
    "tests/excel_modules/test_messy_variants.py": "thirty messy variants, one after another",
    "mrl_desktop/ui/widgets/chart_layout.py": "one place for where everything in a chart goes, kind by kind",
}
"""Files allowed to be longer, and why."""
HEAVY = ("pandas", "matplotlib", "openpyxl", "docx", "pptx", "xlsxwriter", "xlrd", "python_calamine")
TEXTS = {".py", ".md", ".toml", ".csv", ".txt", ".lock", ".svg", ".ts", ".xml", ".sql", ".spec", ".qss", ".html", ""}


def files() -> Iterator[Path]:
    """Every file of the project that people wrote: the folders of the code and what lies at the top."""
    for folder in (*CODE, ".ci"):
        yield from (path for path in sorted((ROOT / folder).rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    yield from (path for path in sorted(ROOT.iterdir()) if path.is_file() and path.suffix in {".toml", ".md", ".lock", ".spec"})


def loaded_after(*imports: str) -> set[str]:
    """Top names of the modules a fresh interpreter has loaded after these imports."""
    script = "\n".join([*(f"import {name}" for name in imports), "import sys", "print(*sorted({name.partition('.')[0] for name in sys.modules}))"])
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def modules_of(package: str) -> list[str]:
    """Every module of a package by its dotted name."""
    found = []
    for path in sorted((ROOT / package.replace(".", "/")).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return found


def test_contracts_between_the_layers_are_kept() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_the_root_package_imports_nothing() -> None:
    tree = ast.parse((ROOT / "mrl_desktop" / "__init__.py").read_text(encoding="utf-8"))

    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]


def test_the_generator_alone_loads_neither_window_nor_database() -> None:
    loaded = loaded_after(*modules_of("generator"))

    assert "generator" in loaded
    assert not loaded & {"PySide6", "shiboken6", "sqlalchemy"}


def test_the_window_loads_no_library_of_tables_pictures_or_office_files() -> None:
    loaded = loaded_after(*modules_of("mrl_desktop.ui"))

    assert "PySide6" in loaded
    assert not loaded & set(HEAVY)


def test_the_command_line_starts_without_window_database_or_heavy_libraries() -> None:
    assert not loaded_after("mrl_desktop.cli") & {"PySide6", "sqlalchemy", "numpy", *HEAVY}


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    place = re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users|tmp)/\w+|\b[A-Z]:\\(?:Users|Documents)\\", re.ASCII)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files()
        if path.suffix in TEXTS and path != Path(__file__)
        for match in place.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    requirements = [entry for entry in re.split(r"\n(?=\S)", text.replace("\\\n", " ")) if entry.strip() and not entry.lstrip().startswith("#")]

    assert requirements
    assert "://" not in text and "index" not in {word for line in text.splitlines() if line.startswith("-") for word in line.split("-")}
    for requirement in requirements:
        assert re.match(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+", requirement), requirement[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", requirement), requirement[:80]


def test_python_files_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in files()
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert set(long) <= set(LONG), {path: lines for path, lines in long.items() if path not in LONG}


def test_no_file_is_excused_that_is_short_by_now() -> None:
    assert [path for path in LONG if len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= LONGEST] == []
