"""Writing a document without ever destroying somebody's work.

Every generated file carries the fingerprint of its own content (a Word file as a custom property, a PDF as a last line). A file
that no longer matches its fingerprint has been edited since; that one, one open in Word, a read-only one and one that is not ours
stay as they are, and the new version stands beside them under a name of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.blocks import Document
from generator.word.package import CUSTOM_PROPERTIES, content_digest
from generator.word.plan import make_plan
from generator.word.template import load_template
from generator.word.writer import document_bytes
from mrl_desktop import office
from mrl_desktop.domain.findings import Finding, Place, Severity
from mrl_desktop.domain.progress import Progress, silent

ROUNDS = 3
"""Times the contents may be laid out until its page numbers agree with the pages."""
_FINGERPRINT = re.compile(rb'name="MRL\.tresc"><vt:lpwstr>([0-9a-f]{64})<')
_PDF_MARK = b"%MRL "


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written and where."""

    path: Path
    beside: bool
    """True when the new version stands beside the old one instead of in its place."""
    reason: str = ""
    """Why beside, a full Polish sentence."""
    pdf: Path | None = None
    pages: int | None = None
    """Number of pages, when LibreOffice could count them."""
    findings: tuple[Finding, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything written: the Word file, and the PDF if there is one."""
        return (self.path, self.pdf) if self.pdf else (self.path,)


class NotWritten(Exception):
    """The document could not be written at all; nothing was changed. `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class _LaidOut:
    word: bytes
    pdf: bytes = b""
    pages: int | None = None
    problem: office.OfficeProblem | None = None


def write_safely(
    document: Document,
    path: Path,
    *,
    template: Path | None = None,
    pdf: bool = True,
    page_numbers: bool = True,
    now: datetime | None = None,
    progress: Progress = silent,
) -> Written:
    """Writes the Word file and, where LibreOffice is installed, page numbers in its contents and a PDF beside it.

    `now` names a new version. Raises NotWritten when the folder cannot be written to, and whatever `progress` raises to stop;
    in both cases every file is as it was.
    """
    moment = now or datetime.now()
    made = _laid_out(document, template, pdf=pdf, page_numbers=page_numbers, progress=progress)
    findings = list(load_template(template).findings)
    if made.problem is not None:
        findings.append(Finding(severity=Severity.NOTE, code="G10", message=made.problem.message, hint=made.problem.hint, place=Place(file=path.name)))
    progress(1, 1, f"Zapisywanie pliku {path.name}")
    target, reason = _published(made.word, path, moment)
    pdf_path = None
    if made.pdf:
        stamped = made.pdf.rstrip(b"\n") + b"\n" + _PDF_MARK + hashlib.sha256(made.pdf.rstrip(b"\n") + b"\n").hexdigest().encode() + b"\n"
        pdf_path, _ = _published(stamped, target.with_suffix(".pdf"), moment)
    if reason:
        findings.append(
            Finding(
                severity=Severity.WARNING,
                code="G11",
                message=f"{reason} Nowa wersja jest w pliku „{target.name}”.",
                hint="Porównaj obie wersje (w Wordzie: Recenzja › Porównaj) i zostaw tę, która ma obowiązywać. Własny tekst wpisuj w programie, wtedy zostanie w każdej wersji.",
                place=Place(file=path.name),
            )
        )
    return Written(path=target, beside=bool(reason), reason=reason, pdf=pdf_path, pages=made.pages, findings=tuple(findings))


def why_untouchable(path: Path) -> str:
    """Why the file at `path` must stay as it is, a Polish sentence; empty when there is none or it is our own, unchanged and free."""
    if not path.exists():
        return ""
    if any((path.parent / name).exists() for name in _lock_names(path.name)):
        return f"Plik „{path.name}” jest otwarty w innym programie."
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        return f"Plik „{path.name}” jest tylko do odczytu."
    try:
        with path.open("r+b"):
            pass
    except OSError:
        return f"Plik „{path.name}” jest otwarty w innym programie albo nie wolno go zmieniać."
    return _why_not_ours(path)


def _lock_names(name: str) -> tuple[str, ...]:
    """Files by which Word and LibreOffice show that a document is open; Word drops up to two first letters of long names."""
    return (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")


def _why_not_ours(path: Path) -> str:
    changed = f"Plik „{path.name}” zmieniono po wygenerowaniu."
    foreign = f"Plik „{path.name}” nie został utworzony przez ten program."
    if path.suffix.lower() == ".pdf":
        content = path.read_bytes()
        place = content.rfind(_PDF_MARK)
        if place < 0:
            return foreign
        mark = content[place + len(_PDF_MARK) :].strip()
        return "" if mark == hashlib.sha256(content[:place]).hexdigest().encode() else changed
    try:
        with zipfile.ZipFile(path) as archive:
            found = _FINGERPRINT.search(archive.read(CUSTOM_PROPERTIES))
            if found is None:
                return foreign
            return "" if found[1].decode() == content_digest(archive.infolist()) else changed
    except (OSError, KeyError, zipfile.BadZipFile):
        return foreign


def _published(content: bytes, path: Path, moment: datetime) -> tuple[Path, str]:
    """Puts a file in its place whole or not at all; beside it when its place is not free. Returns where, and why beside."""
    temporary = _temporary(content, path)
    try:
        reason = why_untouchable(path)
        if not reason:
            try:
                os.replace(temporary, path)
                return path, ""
            except PermissionError:
                reason = f"Plik „{path.name}” jest otwarty w innym programie."
        target = _new_name(path, moment)
        os.replace(temporary, target)
        return target, reason
    except OSError as problem:
        raise NotWritten(_cannot_write(path, problem)) from problem
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def _temporary(content: bytes, path: Path) -> Path:
    """The content in a file of its own in the same folder, safely on the disk."""
    place: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".mrl-", suffix=path.suffix, dir=path.parent)
        place = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        place.chmod(0o644)
        return place
    except OSError as problem:
        if place is not None:
            place.unlink(missing_ok=True)
        raise NotWritten(_cannot_write(path, problem)) from problem


def _cannot_write(path: Path, problem: OSError) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code="G12",
        message=f"Nie udało się zapisać pliku „{path.name}” w folderze „{path.parent}”.",
        hint="Sprawdź, czy na dysku jest miejsce i czy wolno zapisywać w tym folderze, albo wybierz inny folder. Projekt jest bezpieczny.",
        place=Place(file=str(path)),
        value=problem.strerror or str(problem),
    )


def _new_name(path: Path, moment: datetime) -> Path:
    """„PRL (nowa wersja 2026-11-23 1132).docx", with a number when that one is taken too."""
    base = f"{path.stem} (nowa wersja {moment:%Y-%m-%d %H%M}"
    number = 1
    while True:
        target = path.with_name(f"{base}{f', {number}' if number > 1 else ''}){path.suffix}")
        if not target.exists():
            return target
        number += 1


def _laid_out(document: Document, template: Path | None, *, pdf: bool, page_numbers: bool, progress: Progress) -> _LaidOut:
    """The Word file with page numbers as far as LibreOffice can tell them, and the PDF made from exactly that file."""
    if not (pdf or page_numbers):
        return _LaidOut(document_bytes(document, template=template, progress=progress))
    plan = make_plan(document, load_template(template).heading_formats)
    names = [item.anchor for item in (*plan.headings, *plan.tables, *plan.charts)]
    guess: Mapping[str, int] = dict.fromkeys(names, 88)
    try:
        with office.opened_office() as program, tempfile.TemporaryDirectory(prefix="mrl-word-") as folder:
            word, made = Path(folder) / "dokument.docx", Path(folder) / "dokument.pdf"
            for round_number in range(ROUNDS):
                word.write_bytes(document_bytes(document, template=template, pages=guess if page_numbers else None))
                text = "Liczenie stron" if round_number == 0 else "Tworzenie pliku PDF"
                program.to_pdf(word, made, watch=lambda gone, done=round_number, text=text: progress(done, ROUNDS, f"{text} ({gone:.0f} s)"))  # type: ignore[misc]
                found = office.pages_of_bookmarks(made, names)
                if not page_numbers or found == guess or not found:
                    break
                guess = found
                if not pdf:
                    word.write_bytes(document_bytes(document, template=template, pages=guess))
                    break
            return _LaidOut(word.read_bytes(), made.read_bytes() if pdf else b"", found.get(""))
    except office.OfficeProblem as problem:
        return _LaidOut(document_bytes(document, template=template, progress=progress), problem=problem)
