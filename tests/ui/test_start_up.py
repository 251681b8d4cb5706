from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("pandas", "matplotlib", "openpyxl", "docx", "pptx", "xlsxwriter", "xlrd", "python_calamine", "lxml", "numpy")
SCRIPT = """
import json, sys, time
start = time.perf_counter()
from mrl_desktop.ui.app import application
from mrl_desktop.ui.main_window import MainWindow
from mrl_desktop.ui.session import ProjectSession
app = application([])
session = ProjectSession()
window = MainWindow(session)
window.show()
app.processEvents()
if len(sys.argv) > 1:
    from pathlib import Path
    window.files.open_path(Path(sys.argv[1]))
    app.processEvents()
    assert session.is_open
print(json.dumps({"modules": sorted(sys.modules), "seconds": time.perf_counter() - start}))
"""


def _run(*arguments: str) -> dict[str, object]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, env=environment, cwd=root, check=True, timeout=120)
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def test_start_window_comes_up_without_heavy_libraries() -> None:
    modules = _run()["modules"]
    assert isinstance(modules, list)
    assert not [name for name in HEAVY if name in modules]


def test_opened_project_is_shown_without_heavy_libraries(tmp_path: Path) -> None:
    from mrl_desktop.flows.open_project import create_project

    opened = create_project(tmp_path / "miasto.mrl", who="Anna Test")
    opened.workspace.save()
    opened.close()
    modules = _run(str(tmp_path / "miasto.mrl"))["modules"]
    assert isinstance(modules, list)
    assert not [name for name in HEAVY if name in modules]
