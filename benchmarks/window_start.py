"""The window of the sample project, from starting the process until it is painted and answers; cold, as after switching the computer on.

Run: `python -m benchmarks.window_start`. Before each start the file cache is dropped where the system lets us (root on Linux);
elsewhere the starts are warm, and the first line says so. The peer is a bare PySide6 window with one label, started in the same way.
Wanted: under 2 s, with none of pandas, matplotlib, openpyxl and docx imported.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import figure, fresh, limit, verdict

ROUNDS = 3
MOST = 2.0
HEAVY = ("pandas", "matplotlib", "openpyxl", "docx", "pptx", "xlsxwriter", "numpy")
UNWANTED = HEAVY[:4]
CACHE = Path("/proc/sys/vm/drop_caches")

OURS = """
import json, sys, time
from mrl_desktop.__main__ import fetch_ahead
fetch_ahead()
from PySide6.QtCore import QTimer
from mrl_desktop.ui import app as face
from mrl_desktop.ui.main_window import MainWindow

def usable():
    from PySide6.QtWidgets import QApplication
    [window] = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    assert window.session.is_open and window.isVisible() and window.step_id
    QApplication.processEvents()  # what is waiting to be painted is painted
    now = time.monotonic()
    print(json.dumps({"at": now, "step": window.step_id, "modules": sorted({name.partition(".")[0] for name in sys.modules})}), flush=True)
    QTimer.singleShot(0, lambda: (window.session.close(save=False), QApplication.exit(0)))

face.application()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, usable))
sys.exit(face.main(sys.argv[1:]))
"""

BARE = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Dzień dobry"))
window.resize(1280, 800)
window.show()
def usable():
    app.processEvents()
    print(json.dumps({"at": time.monotonic()}), flush=True)
    app.exit(0)
QTimer.singleShot(0, usable)
sys.exit(app.exec())
"""


def forget_files() -> bool:
    """Drops the system's file cache; tells whether it was allowed to."""
    try:
        os.sync()
        CACHE.write_text("3", encoding="ascii")
    except (OSError, AttributeError):
        return False
    return True


def start(code: str, *arguments: str) -> tuple[float, dict[str, object]]:
    """Seconds until the window of a fresh process is usable, and what it said."""
    forget_files()
    begun = time.monotonic()
    said = json.loads(fresh("-c", code, *arguments).splitlines()[-1])
    return said["at"] - begun, said


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MRL_USER_FOLDER"] = folder
        from mrl_desktop.flows.build_sample import build_sample

        sample = Path(folder) / "Nowe Bielany.mrl"
        build_sample(sample).close(save=False)
        print("pamięć plików opróżniana przed każdym startem" if forget_files() else "starty ciepłe: system nie pozwala opróżnić pamięci plików")
        start(OURS, str(sample))  # the first start ever compiles the program
        ours, bare = [], []
        for _ in range(ROUNDS):
            seconds, said = start(OURS, str(sample))
            ours.append(seconds)
            bare.append(start(BARE)[0])
    loaded = [name for name in HEAVY if name in said["modules"]]  # type: ignore[operator]
    print(f"otwarty projekt przykładowy, krok: {said['step']}; ciężkie biblioteki: {', '.join(loaded) or 'żadna'}")
    figure("okno z projektem", statistics.median(ours), statistics.median(bare), "puste okno PySide6")
    return verdict([limit("okno gotowe do pracy", statistics.median(ours), MOST), not set(loaded) & set(UNWANTED)])


if __name__ == "__main__":
    sys.exit(main())
