"""The sample's chapters as text. A change of content shows as a readable difference of lines; an intended one is kept with
`MRL_KEEP_GOLDEN=1 python -m pytest tests/generator/chapters/test_golden.py` and read in the diff of the repository."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from generator.blocks import Block, Document
from generator.outline import load_outline
from mrl_desktop.domain.diagnosis import Scope

GOLDEN = Path(__file__).with_name("golden")
MOST_SHOWN = 60
"""Lines of difference worth reading in the output of a test; the rest is in the files."""


def parts(scope: Scope) -> list[str]:
    """Keys of chapters of the first level: a golden file each."""
    return [entry.key for entry in load_outline(scope).entries if entry.level == 1 and not entry.key.endswith("00")]


@pytest.mark.parametrize(("scope", "key"), [(scope, key) for scope in Scope for key in parts(scope)])
def test_a_chapter_of_the_sample_reads_as_its_golden_file(
    documents: dict[Scope, Document], text_of: Callable[[Iterable[Block]], str], scope: Scope, key: str
) -> None:
    blocks = [block for chapter in documents[scope].chapters if chapter.key == key or chapter.key.startswith(f"{key}.") for block in chapter.blocks]
    found = text_of(blocks)
    golden = GOLDEN / f"{scope.value.lower()}_{key}.txt"
    if os.environ.get("MRL_KEEP_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if found != expected:
        lines = list(difflib.unified_diff(expected.splitlines(), found.splitlines(), "wzorzec", "teraz", lineterm="", n=1))
        more = f"\n… i jeszcze {len(lines) - MOST_SHOWN} wierszy" if len(lines) > MOST_SHOWN else ""
        pytest.fail(f"{golden.name} różni się od wzorca:\n" + "\n".join(lines[:MOST_SHOWN]) + more, pytrace=False)
