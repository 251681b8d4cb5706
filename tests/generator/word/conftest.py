"""The demonstration document, and a way to write small ones and look inside."""

from __future__ import annotations

import importlib.util
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from generator.blocks import Block, Chapter, Cover, Document
from generator.word.writer import write_docx
from mrl_desktop.domain.diagnosis import Scope


@pytest.fixture(scope="session")
def demo() -> ModuleType:
    spec = importlib.util.spec_from_file_location("word_demo", Path(__file__).with_name("demo.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def small() -> Callable[..., Document]:
    """Makes a document of the given blocks."""

    def make(*blocks: Block, **properties: str) -> Document:
        cover = Cover(title="Plan Rozwoju Lokalnego", town="Nowe Bielany")
        return Document(scope=Scope.PRL, cover=cover, chapters=(Chapter(key="P1", blocks=blocks),), properties={"created": "2026-11-23", **properties})

    return make


@pytest.fixture
def part(tmp_path: Path) -> Callable[..., str]:
    """Writes a document and returns one part of the file as text."""

    def read(document: Document, name: str = "word/document.xml", **options: object) -> str:
        target = tmp_path / "dokument.docx"
        write_docx(document, target, **options)  # type: ignore[arg-type]
        with zipfile.ZipFile(target) as archive:
            return archive.read(name).decode()

    return read
