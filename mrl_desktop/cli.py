"""The command line: the same flows as the window. Exit codes: 0 done, 1 done with errors found, 2 wrong or unclear call, 3 the project file was refused."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mrl_desktop.cli_output import Output
from mrl_desktop.cli_words import PolishParser, WrongCall
from mrl_desktop.domain.findings import Finding, Severity, worst
from mrl_desktop.polish import number

DONE, ERRORS_FOUND, WRONG_CALL, REFUSED = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = _parser().parse_args(given)
    except WrongCall as wrong:
        output = Output(as_json="--json" in given)
        output.findings([wrong.finding])
        output.close(WRONG_CALL)
        return WRONG_CALL
    output = Output(as_json=options.json)
    from mrl_desktop.flows.answer_fact import NoAnswer
    from mrl_desktop.storage import FileRefused

    try:
        code = COMMANDS[options.command](options, output)
    except (WrongCall, NoAnswer) as wrong:
        output.findings([wrong.finding])
        code = WRONG_CALL
    except FileRefused as refused:
        output.findings([refused.finding])
        code = REFUSED
    except KeyboardInterrupt:
        output.say("Przerwano. Projekt pozostał bez zmian.")
        code = ERRORS_FOUND
    output.close(code)
    return code


def _parser() -> PolishParser:
    parser = PolishParser(prog="mrl", description="MRL Desktop z wiersza poleceń: te same czynności co w oknie.", heading="polecenia")
    commands = parser.add_subparsers(dest="command", required=True, metavar="POLECENIE")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        one.add_argument("--json", action="store_true", help="wynik w postaci JSON")
        return one

    new = command("new", "utwórz projekt miasta")
    new.add_argument("project", type=Path, metavar="PLIK.mrl")
    new.add_argument("--town", required=True, help="nazwa gminy (także część) albo kod TERYT")
    new.add_argument("--name", choices=("Plan", "Program"), default="Plan", help="nazwa dokumentów")
    new.add_argument("--years", default="", metavar="2026-2035", help="lata dokumentu")
    new.add_argument("--lead", default="", help="kto kieruje pracami")

    load = command("import", "wczytaj pliki lub foldery do projektu")
    load.add_argument("project", type=Path, metavar="PLIK.mrl")
    load.add_argument("files", type=Path, nargs="+", metavar="PLIK")
    load.add_argument("--profile", type=Path, metavar="PROFIL", help="czytaj pliki według tego profilu importu (*.mrl-profil.toml)")
    load.add_argument("--dry-run", action="store_true", help="tylko pokaż, co by się stało")
    load.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="PYTANIE=ZMIENNA",
        help="odpowiedź na pytanie o kolumnę; pusta zmienna pomija, ZMIENNA@2020 podaje też rok, gdy plik go nie ma",
    )

    facts = command("facts", "podaj wartość ze źródłem")
    facts.add_argument("project", type=Path, metavar="PLIK.mrl")
    facts.add_argument("what", metavar="WSKAŹNIK", help="symbol wskaźnika, klucz zmiennej albo część nazwy")
    facts.add_argument("--territory", default="", help="nazwa albo kod jednostki; domyślnie miasto projektu")
    facts.add_argument("--year", type=int, help="rok; domyślnie najnowszy")
    standing = command("standing", "pokaż miejsce miasta wśród wszystkich gmin w danych")
    standing.add_argument("project", type=Path, metavar="PLIK.mrl")
    standing.add_argument("year", type=int, metavar="ROK")
    standing.add_argument("--territory", default="", help="nazwa albo kod jednostki; domyślnie miasto projektu")

    check = command("check", "sprawdź plan (reguły L01–L20)")
    check.add_argument("project", type=Path, metavar="PLIK.mrl")

    generate = command("generate", "zapisz PRL i PRI w Wordzie")
    generate.add_argument("project", type=Path, metavar="PLIK.mrl")
    generate.add_argument("--to", type=Path, default=Path(), metavar="FOLDER")
    generate.add_argument("--document", choices=("PRL", "PRI"), action="append", help="tylko ten dokument")
    generate.add_argument("--template", type=Path, help="szablon .docx miasta")
    generate.add_argument("--pdf", action="store_true", help="także PDF (wymaga programu LibreOffice)")
    generate.add_argument("--no-page-numbers", action="store_true", help="bez numerów stron w spisie treści")

    info = command("info", "co jest w projekcie")
    info.add_argument("project", type=Path, metavar="PLIK.mrl")

    sample = command("sample", "zbuduj projekt przykładowy i jego dokumenty")
    sample.add_argument("--to", type=Path, default=Path("wyniki"), metavar="FOLDER")
    sample.add_argument("--window", action="store_true", help="na koniec otwórz projekt w oknie")
    sample.add_argument("--no-page-numbers", action="store_true", help="bez numerów stron w spisie treści")

    doctor = command("doctor", "sprawdź skoroszyty: sumy, jednostki, liczby jako tekst, błędy formuł")
    doctor.add_argument("files", type=Path, nargs="+", metavar="PLIK")
    doctor.add_argument("--marked", type=Path, metavar="FOLDER", help="zapisz tu kopie z oznaczonymi komórkami")

    test = command("self-test", "sprawdź, czy program jest cały i działa")
    test.add_argument("--documents", type=Path, metavar="FOLDER", help="sprawdź też gotowe dokumenty: budowa i otwarcie w LibreOffice")
    return parser


def _new(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.flows import project_commands

    opened = project_commands.new_project(options.project, options.town, name=options.name, years=options.years, lead=options.lead)
    output.say(f"Utworzono projekt {options.project.name}: {opened.settings.town_name}.")
    output.give("project", project_commands.summary(opened))
    opened.close()
    return DONE


def _import(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.flows import project_commands
    from mrl_desktop.flows.import_files import answer, commit, plan_import
    from mrl_desktop.flows.open_project import open_project

    profile = project_commands.profile_of(options.profile)
    opened = open_project(options.project)
    try:
        if not options.dry_run:
            project_commands.refuse_locked(opened)
        plan = plan_import(opened, options.files, progress=output.progress, profile=profile)
        if options.answer:
            answers, years = project_commands.answers(opened, plan, options.answer)
            plan = answer(opened, plan, answers, years)
        output.table("files", project_commands.planned_files(plan))
        output.table("items", project_commands.planned_items(plan), quiet=True)
        if plan.open_questions:
            output.say("Czego dotyczą te dane? Podaj odpowiedź opcją --answer PYTANIE=ZMIENNA.")
            output.table("questions", project_commands.questions(plan))
        output.findings(plan.findings)
        if options.dry_run:
            output.say("Niczego nie zapisano (próba).")
        else:
            report = commit(opened, plan)
            opened.workspace.save()
            output.say(f"Wczytano: pliki {report.files}, wartości {report.observations}, elementy planu {report.records}.")
            output.give("imported", {"files": report.files, "observations": report.observations, "records": report.records})
        return _code(plan.findings)
    finally:
        opened.close(save=False)


def _facts(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.flows import project_commands
    from mrl_desktop.flows.answer_fact import answer
    from mrl_desktop.flows.open_project import open_project

    opened = open_project(options.project)
    try:
        fact = answer(opened, options.what, territory=options.territory, year=options.year)
        for line in project_commands.fact_lines(fact):
            output.say(line)
        output.give("fact", project_commands.fact_data(fact))
        return DONE if fact.value is not None else ERRORS_FOUND
    finally:
        opened.close(save=False)


def _standing(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.flows.answer_fact import place
    from mrl_desktop.flows.open_project import open_project
    from mrl_desktop.flows.standing import standings

    opened = open_project(options.project)
    try:
        found = standings(opened, place(opened, options.territory), options.year)
        if not found:
            output.say(f"W danych nie ma wskaźników tej jednostki za {options.year} r. i innych gmin do porównania.")
        rows = [
            {
                "symbol": one.indicator.id,
                "wskaźnik": one.indicator.name,
                "wartość": f"{number(one.value, one.indicator.decimals)} {one.indicator.unit}".strip(),
                "mediana": number(one.median, one.indicator.decimals),
                "miejsce": f"{one.rank} z {one.of}",
            }
            for one in found
        ]
        output.table("standing", rows)
        return DONE if found else ERRORS_FOUND
    finally:
        opened.close(save=False)


def _check(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.flows.check_plan import check_plan
    from mrl_desktop.flows.open_project import open_project

    opened = open_project(options.project)
    try:
        found = check_plan(opened)
        output.findings(found, none="Plan spełnia wszystkie sprawdzone reguły.")
        return _code(found)
    finally:
        opened.close(save=False)


def _generate(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.domain.diagnosis import Scope
    from mrl_desktop.flows.generate_documents import generate
    from mrl_desktop.flows.open_project import open_project

    opened = open_project(options.project)
    try:
        done = generate(
            opened,
            options.to,
            scopes=tuple(Scope(one) for one in options.document or ("PRL", "PRI")),
            template=options.template,
            page_numbers=not options.no_page_numbers,
            pdf=options.pdf,
            progress=output.progress,
        )
        for path in done.files:
            output.say(f"Zapisano: {path}")
        output.give("files", [str(path) for path in done.files])
        output.findings(done.findings)
        return _code(done.findings)
    finally:
        opened.close(save=False)


def _info(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.flows import project_commands
    from mrl_desktop.flows.open_project import open_project

    opened = open_project(options.project)
    try:
        summary = project_commands.summary(opened)
        for key, value in summary.items():
            output.say(f"{key}: {value}")
        output.give("project", summary)
        return DONE
    finally:
        opened.close(save=False)


def _sample(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.flows.build_sample import make_sample_documents

    made = make_sample_documents(options.to, page_numbers=not options.no_page_numbers, progress=output.progress)
    for path in (made.project, *made.documents):
        output.say(f"Zapisano: {path}")
    output.give("files", [str(path) for path in (made.project, *made.documents)])
    output.findings(made.findings)
    code = _code(made.findings)
    if options.window:
        from mrl_desktop.__main__ import open_window

        return open_window([str(made.project)])
    return code


def _doctor(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.flows.workbook_doctor import examine_files, sentence

    findings: list[Finding] = []
    refused = False
    written: list[str] = []
    for done in examine_files(options.files, options.marked, progress=output.progress):
        if done.examination is not None:
            output.say(sentence(done.examination))
        if done.marked is not None:
            output.say(f"Zapisano: {done.marked}")
            written.append(str(done.marked))
        refused = refused or done.examination is None
        findings += done.findings
    output.give("files", written)
    output.findings(findings)
    return REFUSED if refused else _code(findings)


def _self_test(options: argparse.Namespace, output: Output) -> int:
    from mrl_desktop.flows.self_test import check_documents, self_test

    steps = self_test()
    for step in steps:
        output.say(f"{'dobrze' if not step.problem else 'ŹLE'}: {step.name}{': ' + step.problem if step.problem else ''}")
    findings: list[Finding] = []
    if options.documents is not None:
        findings = check_documents(options.documents, output.say)
        output.findings(findings)
    output.give("steps", [{"name": step.name, "problem": step.problem} for step in steps])
    return ERRORS_FOUND if any(step.problem for step in steps) or worst(findings) is Severity.ERROR else DONE


def _code(findings: Sequence[Finding]) -> int:
    return ERRORS_FOUND if worst(findings) is Severity.ERROR else DONE


COMMANDS: Mapping[str, Callable[[argparse.Namespace, Output], int]] = {
    "new": _new,
    "import": _import,
    "facts": _facts,
    "standing": _standing,
    "check": _check,
    "generate": _generate,
    "info": _info,
    "sample": _sample,
    "doctor": _doctor,
    "self-test": _self_test,
}


if __name__ == "__main__":
    sys.exit(main())
