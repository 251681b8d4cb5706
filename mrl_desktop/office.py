"""Calling LibreOffice, where it is installed: Word files into PDF, and the page each bookmark of a document stands on.

Pages come from the PDF itself: LibreOffice exports every bookmark as a named destination, which needs no script inside
LibreOffice and no second program. LibreOffice only ever reads a document; it never saves one that is handed over.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

TIME_LIMIT = 240.0
"""Seconds after which a conversion is given up."""
VARIABLE = "MRL_SOFFICE"
"""Environment variable that names the program where it is in none of the usual places."""
OPTIONS: dict[str, object] = {
    "ExportBookmarks": True,
    "ExportBookmarksToPDFDestination": True,
    "UseTaggedPDF": True,
    "PDFUACompliance": True,
    "ExportNotes": False,
}

Watch = Callable[[float], None]
"""Called now and then with the seconds gone; whatever it raises ends the conversion."""


class OfficeProblem(Exception):
    """LibreOffice is not there or could not do its work; `message` and `hint` are Polish sentences for the planner."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def find_soffice() -> Path | None:
    """Where LibreOffice is: the environment variable, the search path, then the usual places of the system; None when nowhere."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if Path(named).is_file() else None
    for name in ("soffice", "libreoffice", "soffice.com"):
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((place for place in _usual_places() if place.is_file()), None)


def _usual_places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            folder = os.environ.get(variable)
            if folder:
                for program in sorted(Path(folder).glob("LibreOffice*/program"), reverse=True):
                    yield program / "soffice.com"
                    yield program / "soffice.exe"
    elif sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield folder / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
    else:
        yield from (Path(place) / "soffice" for place in ("/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program", "/snap/bin"))
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


class Office:
    """A found LibreOffice with a profile of its own, so that it neither meets nor disturbs one the planner has open."""

    def __init__(self, program: Path, profile: Path) -> None:
        self._program = program
        self._profile = profile

    def to_pdf(self, document: Path, pdf: Path, *, time_limit: float = TIME_LIMIT, watch: Watch | None = None) -> None:
        """Writes `document` as a tagged PDF with bookmarks. Raises OfficeProblem, or what `watch` raises."""
        with tempfile.TemporaryDirectory(prefix="mrl-pdf-") as folder:
            source = Path(folder) / "dokument.docx"
            shutil.copyfile(document, source)
            options = json.dumps({name: {"type": "boolean", "value": str(value).lower()} for name, value in OPTIONS.items()})
            arguments = [
                str(self._program), "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", f"-env:UserInstallation={self._profile.as_uri()}",
                "--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir", folder, str(source),
            ]  # fmt: skip
            _run(arguments, time_limit, watch)
            made = source.with_suffix(".pdf")
            if not made.is_file() or made.stat().st_size == 0:
                raise OfficeProblem("LibreOffice nie utworzył pliku PDF.", "Otwórz dokument w Wordzie i zapisz go jako PDF albo zainstaluj ponownie LibreOffice.")
            shutil.copyfile(made, pdf)


@contextmanager
def opened_office() -> Iterator[Office]:
    """LibreOffice ready for several conversions. Raises OfficeProblem when it is not installed."""
    program = find_soffice()
    if program is None:
        raise OfficeProblem(
            "Na tym komputerze nie ma programu LibreOffice, dlatego spis treści nie ma numerów stron i nie powstał plik PDF.",
            "Zainstaluj bezpłatny LibreOffice albo otwórz dokument w Wordzie, kliknij spis treści, naciśnij F9 i zapisz dokument jako PDF.",
        )
    with tempfile.TemporaryDirectory(prefix="mrl-office-", ignore_cleanup_errors=True) as profile:
        yield Office(program, Path(profile))


def _run(arguments: list[str], time_limit: float, watch: Watch | None) -> None:
    """Runs LibreOffice to its end; it and what it started are ended when time is up or `watch` raises."""
    started = time.monotonic()
    quiet = subprocess.DEVNULL
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(arguments, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=os.name == "posix", creationflags=flags)
    except OSError as problem:
        raise OfficeProblem("Nie udało się uruchomić programu LibreOffice.", f"Sprawdź, czy LibreOffice otwiera się na tym komputerze ({problem.strerror or problem}).") from problem
    try:
        while True:
            try:
                process.wait(0.1)
                return
            except subprocess.TimeoutExpired:
                gone = time.monotonic() - started
                if gone > time_limit:
                    raise OfficeProblem(
                        f"LibreOffice nie skończył pracy w ciągu {time_limit:.0f} sekund i został zatrzymany.",
                        "Spróbuj ponownie; jeśli to nie pomoże, zapisz dokument jako PDF w Wordzie.",
                    ) from None
                if watch is not None:
                    watch(gone)
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()


_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_DESTINATION = re.compile(rb"/([A-Za-z0-9-]+)\s*\[\s*(\d+) 0 R\s*/")
_REFERENCE = re.compile(rb"(\d+) 0 R")


def pages_of_bookmarks(pdf: Path, names: Iterable[str]) -> dict[str, int]:
    """Page (from 1) of each bookmark found in a PDF that LibreOffice made; under "" the number of all pages. Empty when the file says nothing."""
    content = pdf.read_bytes()
    objects = {int(found[1]): found[2].split(b"stream", 1)[0] for found in _OBJECT.finditer(content)}
    catalog = next((body for body in objects.values() if re.search(rb"/Type\s*/Catalog\b", body)), b"")
    root = re.search(rb"/Pages\s+(\d+) 0 R", catalog)
    if root is None:
        return {}
    pages = {number: place for place, number in enumerate(_leaves(objects, int(root[1])), start=1)}
    named = re.search(rb"/Dests\s+(\d+) 0 R", catalog)
    places = {found[1].decode(): int(found[2]) for found in _DESTINATION.finditer(objects.get(int(named[1]), b""))} if named else {}
    found = {name: pages[places[key]] for name, key in ((name, _destination(name)) for name in names) if places.get(key) in pages}
    return {**found, "": len(pages)}


def _leaves(objects: dict[int, bytes], number: int) -> Iterator[int]:
    """Object numbers of the pages under a node of the page tree, in order."""
    body = objects.get(number, b"")
    kids = re.search(rb"/Kids\s*\[(.*?)\]", body, re.DOTALL)
    if kids is None:
        yield number
        return
    for kid in _REFERENCE.findall(kids[1]):
        yield from _leaves(objects, int(kid))


def _destination(name: str) -> str:
    """How LibreOffice writes a bookmark's name in a PDF: letters, digits and „-" as they are, other signs as their hexadecimal code."""
    return "".join(sign if (sign.isascii() and sign.isalnum()) or sign == "-" else "".join(f"{byte:02X}" for byte in sign.encode("utf-16-be").lstrip(b"\0")) for sign in name)
