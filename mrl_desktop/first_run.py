"""Prepares everything on a fresh machine and does the main job, or with --test passes the tests.

Runs under any Python 3.11+ with nothing installed, so it uses the standard library only and says everything in plain lines.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WINDOW_JOURNEY = "tests/journeys/test_through_the_window.py"
ENVIRONMENT = ROOT / ".venv"

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""What Qt needs on Linux even without a screen, and the Debian package that brings it."""

SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What a window on X11 needs besides."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepares and runs. Returns the exit code of what was run; 1 with one clear line when something cannot be prepared."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a Polish letter must not stop the program on a console of another encoding
            reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(prog="python3 -m mrl_desktop.first_run", description=__doc__)
    parser.add_argument("--test", action="store_true", help="przygotuj wszystko i uruchom testy")
    parser.add_argument("--no-window", action="store_true", help="nie otwieraj okna po przygotowaniu dokumentów")
    parser.add_argument("--prepare-only", action="store_true", help="tylko przygotuj środowisko")
    parser.add_argument("rest", nargs="*", help="dalsze argumenty dla testów (po --)")
    options = parser.parse_args(arguments)
    if sys.version_info < (3, 11):  # noqa: UP036  this file must say so itself on an older Python
        return _stop("Potrzebny jest Python 3.11 lub nowszy; ten ma wersję " + sys.version.split()[0] + ".")
    with_screen = _has_screen() and not options.test and not options.no_window
    problem = _system_libraries(with_screen) or _environment(development=options.test)
    if problem:
        return _stop(problem)
    if options.prepare_only:
        return 0
    python = str(environment_python())
    if options.test:
        settings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        tests = [python, "-m", "pytest", "-q"]
        workers = ["-n", str(min(os.cpu_count() or 1, 4))]
        if options.rest:
            return subprocess.call([*tests, *workers, *options.rest], cwd=ROOT, env=settings)
        # the journey through the whole window has a process of its own, as the program has: there no test before it left windows behind
        failed = subprocess.call([*tests, *workers, f"--ignore={WINDOW_JOURNEY}"], cwd=ROOT, env=settings)
        return subprocess.call([*tests, WINDOW_JOURNEY], cwd=ROOT, env=settings) or failed
    command = [python, "-m", "mrl_desktop", "sample", "--to", str(ROOT / "wyniki")]
    if with_screen:
        command.append("--window")
    return subprocess.call(command, cwd=ROOT)


def environment_python() -> Path:
    """The interpreter of the project's own environment."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _environment(*, development: bool) -> str:
    """Makes the environment from the lock, unless it already stands; returns a problem in one line, or ""."""
    lock = ROOT / ("requirements-dev.lock" if development else "requirements.lock")
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = ENVIRONMENT / f".{lock.stem}"
    full = ENVIRONMENT / ".requirements-dev"
    if environment_python().exists() and (_content(stamp) == wanted or (not development and full.exists() and full.stat().st_mtime > lock.stat().st_mtime)):
        return ""
    if not _runs_pip():
        problem = _new_environment()
        if problem:
            return problem
    print(f"Instaluję biblioteki z {lock.name} (tylko za pierwszym razem, kilka minut)…", flush=True)
    pip = [str(environment_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes", "-r", str(lock)]
    if subprocess.call(pip) != 0:
        return "Nie udało się zainstalować bibliotek: sprawdź połączenie z internetem i uruchom polecenie jeszcze raz."
    stamp.write_text(wanted, encoding="ascii")
    return ""


def _runs_pip() -> bool:
    """Whether the environment is there and whole; one left half-made by an interrupted run is not."""
    python = environment_python()
    return python.exists() and subprocess.call([str(python), "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def _new_environment() -> str:
    """Makes an empty environment with pip; Debian and Ubuntu keep the parts it needs in a package of their own."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    if not _has_pip_inside() and not (_apt(package) and _has_pip_inside()):
        return f"Brakuje części Pythona do tworzenia środowisk. Zainstaluj ją poleceniem: sudo apt-get install {package}"
    try:
        venv.EnvBuilder(with_pip=True).create(ENVIRONMENT)
    except (subprocess.CalledProcessError, OSError) as problem:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        return f"Nie udało się utworzyć środowiska w folderze {ENVIRONMENT}: {problem}"
    return ""


def _has_pip_inside() -> bool:
    """Whether this Python can put pip into a new environment; asked of a new process, because a package may just have come."""
    return subprocess.call([sys.executable, "-c", "import ensurepip"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def _system_libraries(with_screen: bool) -> str:
    """Checks that Qt's system libraries load (Linux); installs them when allowed to, else names the command."""
    if not sys.platform.startswith("linux"):
        return ""
    wanted = LIBRARIES | (SCREEN_LIBRARIES if with_screen and os.environ.get("DISPLAY") else {})
    missing = [package for library, package in wanted.items() if not _loads(library)]
    if missing and _apt(*missing):
        missing = [package for library, package in wanted.items() if not _loads(library)]
    if not missing:
        return ""
    if shutil.which("apt-get"):
        return "Brakuje bibliotek systemowych. Zainstaluj je poleceniem: sudo apt-get install " + " ".join(missing)
    names = [library for library in wanted if not _loads(library)]
    return "Brakuje bibliotek systemowych: " + ", ".join(names) + ". Zainstaluj pakiety swojego systemu, które je zawierają."


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt(*packages: str) -> bool:
    """Installs Debian packages when this is root on a Debian system; says so in one line. Returns whether it worked."""
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return False
    print("Instaluję pakiety systemowe: " + " ".join(packages), flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.call(install, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return True
    subprocess.call(["apt-get", "update", "-qq"], env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return subprocess.call(install, env=quiet, stdout=subprocess.DEVNULL) == 0


def _has_screen() -> bool:
    return os.name == "nt" or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _content(file: Path) -> str:
    return file.read_text(encoding="ascii") if file.exists() else ""


def _stop(line: str) -> int:
    print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
