from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from mrl_desktop.domain.progress import Cancelled, Progress
from mrl_desktop.ui.background import run_in_background
from mrl_desktop.ui.widgets.strip import JobStrip, JobStrips


def test_result_comes_back_in_the_windows_thread(qtbot: QtBot) -> None:
    heard: list[tuple[object, bool]] = []
    job = run_in_background(lambda progress: 6 * 7, lambda value: heard.append((value, threading.current_thread() is threading.main_thread())), _never)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(42, True)]
    assert job.finished


def test_error_of_the_work_is_told_not_lost(qtbot: QtBot) -> None:
    heard: list[Exception] = []

    def work(progress: Progress) -> int:
        raise ValueError("zły plik")

    run_in_background(work, _never, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert str(heard[0]) == "zły plik"


def test_strip_shows_how_far_and_cancel_stops_the_work(qtbot: QtBot) -> None:
    started, go_on = threading.Event(), threading.Event()
    heard: list[Exception] = []

    def work(progress: Progress) -> int:
        progress(1, 3, "ludnosc.csv")
        started.set()
        go_on.wait(5)
        progress(2, 3, "finanse.csv")
        return 1

    job = run_in_background(work, _never, heard.append, title="Wczytuję pliki")
    strips = JobStrips()
    qtbot.addWidget(strips)
    started.wait(5)
    strips.add(job)
    strip = strips.findChild(JobStrip)
    assert strip is not None
    qtbot.waitUntil(lambda: strip._words.text() == "Wczytuję pliki: ludnosc.csv")
    assert (strip._bar.value(), strip._bar.maximum()) == (1, 3)
    strip._stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], Cancelled)
    qtbot.waitUntil(lambda: strips.findChild(JobStrip) is None)


def _never(value: object) -> None:
    raise AssertionError(f"not expected: {value!r}")
