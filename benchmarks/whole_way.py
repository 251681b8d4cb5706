"""From the sample's raw files to both documents, as one command does it, without the page-number pass.

Run: `python -m benchmarks.whole_way`. Counted on our side: a fresh process, reading 48 files in its child, the story, checks L01-L20,
the project file, PRL and PRI with their charts. The peer only reads the same files: a fresh process with pandas and openpyxl.
Wanted: under 10 s on 2 cores.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import by_turns, figure, fresh, limit, verdict

ROUNDS = 3
MOST = 10.0

PEER = """
import sys
import pandas
for path in sys.argv[1:]:
    if path.endswith(".csv"):
        pandas.read_csv(path, sep=";", decimal=",")
    else:
        pandas.read_excel(path, sheet_name=None, engine="openpyxl")
"""


def main() -> int:
    from mrl_desktop.flows.build_sample import source_files

    files = [str(path) for path in source_files()]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MRL_USER_FOLDER"] = folder
        made = Path(folder) / "wyniki"
        ours, peer = by_turns(
            ROUNDS,
            lambda: fresh("-m", "mrl_desktop", "sample", "--to", str(made), "--no-page-numbers"),
            lambda: fresh("-c", PEER, *files),
        )
        written = sum((made / name).stat().st_size for name in ("PRL.docx", "PRI.docx"))
    print(f"{len(files)} plików źródłowych, dokumenty {written / 2**20:.1f} MB, procesorów: {os.cpu_count()}")
    figure("od plików do obu dokumentów, zegar", ours.wall, peer.wall, "pandas + openpyxl, sam odczyt plików")
    figure("od plików do obu dokumentów, procesor", ours.cpu, peer.cpu, "pandas + openpyxl, sam odczyt plików")
    return verdict([limit("od plików do obu dokumentów", ours.wall, MOST)])


if __name__ == "__main__":
    sys.exit(main())
