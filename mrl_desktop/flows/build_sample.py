"""The training project: built from the files in `resources/examples` by the same import a planner would use, then its story."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from excel_modules.file_reading import files_in
from mrl_desktop.domain.findings import Finding
from mrl_desktop.domain.progress import Progress, silent
from mrl_desktop.flows.check_plan import check_plan
from mrl_desktop.flows.generate_documents import generate
from mrl_desktop.flows.import_files import commit, plan_import, take_choices
from mrl_desktop.flows.open_project import OpenProject, create_project
from mrl_desktop.flows.sample_story import answers_to, changes, foundation, read_story
from mrl_desktop.paths import resource

SAMPLE = "nowe_bielany"
REGISTER = "rejestr.csv"
PROJECT_NAME = "Nowe Bielany"


def sample_folder() -> Path:
    """Where the sample's source files are."""
    return resource("examples", SAMPLE)


def source_files() -> list[Path]:
    """The sample's statistics and workbooks; its register of fictitious towns is not one of them."""
    return [path for path in files_in(sample_folder()) if path.name != REGISTER]


def build_sample(target: Path | None, *, who: str = "", progress: Progress = silent) -> OpenProject:
    """Builds the training project and saves it at `target` (unless None); the open project is the caller's to close.

    Raises FileRefused when the target cannot be written or stands already.
    """
    opened, _ = build_with_findings(target, who=who, progress=progress)
    return opened


def build_with_findings(target: Path | None, *, who: str = "", progress: Progress = silent, overwrite: bool = False) -> tuple[OpenProject, tuple[Finding, ...]]:
    """The same, with everything the import and the story had to say."""
    story = read_story(sample_folder())
    opened = create_project(target, who=who, overwrite=overwrite)
    try:
        opened.change(foundation(story))
        plan = plan_import(opened, source_files(), progress=progress)
        plan = take_choices(opened, plan, answers_to(story, plan.questions))
        report = commit(opened, plan)
        for change in changes(story, opened.project):
            opened.change(change)
        if target is not None:
            progress(1, 1, "Zapisuję projekt przykładowy")
            opened.workspace.save()
    except BaseException:
        opened.close(save=False)
        raise
    return opened, (*report.findings, *story.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMade:
    """The training project with its documents."""

    project: Path
    documents: tuple[Path, ...]
    findings: tuple[Finding, ...]


def make_sample_documents(folder: Path, *, page_numbers: bool = True, progress: Progress = silent) -> SampleMade:
    """The main job: builds the training project in a folder, checks it, writes PRL and PRI. An earlier one becomes the `.bak`."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{PROJECT_NAME}.mrl"
    opened, said = build_with_findings(target, progress=progress, overwrite=True)
    try:
        checked = check_plan(opened)
        made = generate(opened, folder, page_numbers=page_numbers, progress=progress)
    finally:
        opened.close(save=False)
    return SampleMade(project=target, documents=made.files, findings=(*said, *checked, *made.findings))
