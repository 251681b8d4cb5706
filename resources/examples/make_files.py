"""Makes the source files of the fictitious town Nowe Bielany. Run it again and every file comes out the same.

    python resources/examples/make_files.py [folder]
"""

from __future__ import annotations

import sys
from pathlib import Path

import bdl_files
import budget_file
import cards_workbook
import goals_workbook
import register_file

HERE = Path(__file__).resolve().parent


def make(folder: Path) -> list[Path]:
    """Writes every generated file into the folder and returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = HERE.parent / "indicators" / "variables.toml"
    return [
        register_file.write(folder),
        *bdl_files.write(catalogue, folder),
        goals_workbook.write(folder),
        cards_workbook.write(folder),
        budget_file.write(folder / "opowiesc"),
    ]


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "nowe_bielany"):
        print(path.name)
