"""What all tests share: a headless Qt, a user folder of their own, and the folder of real files where there is one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from mrl_desktop.domain.findings import Finding

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def own_user_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a user folder of its own, never in the person's."""
    folder = tmp_path_factory.mktemp("uzytkownik")
    monkeypatch.setenv("MRL_USER_FOLDER", str(folder))
    return folder


@pytest.fixture(scope="session")
def real() -> Path:
    """Folder of real files of Polish public statistics: MRL_REAL_DATA, by default ../shared/data/real; tests skip without it."""
    folder = Path(os.environ.get("MRL_REAL_DATA", ROOT.parent / "shared" / "data" / "real"))
    if not folder.is_dir():
        pytest.skip("brak folderu z prawdziwymi plikami (MRL_REAL_DATA)")
    return folder


@pytest.fixture(scope="session")
def sample_with_findings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Finding, ...]]:
    """The sample project, built once from its raw files, and everything its building had to say."""
    from mrl_desktop.flows.build_sample import build_with_findings

    target = tmp_path_factory.mktemp("przyklad") / "Nowe Bielany.mrl"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRL_USER_FOLDER", str(tmp_path_factory.mktemp("budowa")))
        opened, findings = build_with_findings(target, who="Anna Próba")
        opened.close(save=False)
    return target, findings


@pytest.fixture(scope="session")
def built_sample(sample_with_findings: tuple[Path, tuple[Finding, ...]]) -> Path:
    """The sample project's file. Tests that change it take a copy: `sample`."""
    return sample_with_findings[0]


@pytest.fixture
def sample(built_sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample project of the test's own."""
    return Path(shutil.copy(built_sample, tmp_path))
