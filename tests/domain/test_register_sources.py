"""The register that ships is exactly what its program builds from the public files it names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mrl_desktop.paths import resource


def test_the_shipped_register_is_built_from_its_sources(real: Path, tmp_path: Path) -> None:
    teryt, wide, long, damaged = (real / name for name in ("teryt", "bdl_csv_wide", "bdl_csv_long", "damaged"))
    built = tmp_path / "jednostki.csv"
    subprocess.run(
        [
            *(sys.executable, resource("reference", "build_register.py")),
            *("--terc", teryt / "TERC_Urzedowy_2025-11-18.csv"),
            *("--lau", teryt / "NUTS_PL.csv"),
            *("--areas", teryt / "Wykaz_powierzchni_wg_stanu_na_01012025_ha_km2.xlsx"),
            *("--subregions", long / "LUDN_2137_CREL_20230312180341.csv"),
            *("--people", f"{wide / 'LUDN_2137_CTAB_20200327110716.csv'}:2018"),
            *("--people", f"{long / 'LUDN_2137_CREL_20220407210714.csv'}:2020"),
            *("--people", f"{damaged / 'LUDN_2425_CTAB_20241028202819_2023.csv'}:2023"),
            *("--people", f"{damaged / 'LUDN_2425_CTAB_20250611231708.csv'}:2024"),
            *("--codes", f"{damaged / 'RYNE_1944_CTAB_20200327105843.csv'}:2019"),
            *("--changes", resource("reference", "zmiany_z_wiedzy.csv")),
            *("--out", built),
        ],
        check=True,
    )
    assert built.read_text(encoding="utf-8") == resource("reference", "jednostki.csv").read_text(encoding="utf-8")
