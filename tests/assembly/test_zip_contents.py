"""What is shipped to a function: what it imports, compiled, and nothing else."""

import zipfile
from functools import cache
from pathlib import Path

import pytest

from stacks.bundling import FunctionZips
from stacks.bundling.functions import ROOT
from stacks.bundling.imports import reachable
from stacks.deployment_file import deployment_members
from stacks.settings_file import read_settings
from tests.builders.functions import STEMS

UNCHECKED_HASH = 0b01  # PEP 552: a hash instead of a time, and nobody compares it
PROJECT = ("app.py", "benchmarks", "lambdas", "local", "shared", "stacks", "tests", "templates")


@cache
def zips() -> FunctionZips:
    """Return those of the local deployment, which other tests build too."""
    settings = read_settings("local")
    return FunctionZips(settings.architecture, deployment=deployment_members(settings))


@cache
def names(stem: str) -> frozenset[str]:
    with zipfile.ZipFile(zips().zip(stem)) as archive:
        return frozenset(archive.namelist())


def tops(stem: str) -> set[str]:
    return {name.partition("/")[0] for name in names(stem)}


def sources(stem: str) -> set[str]:
    """Return the project's own modules in the zip, without their bytecode."""
    found = (name for name in names(stem) if name.partition("/")[0] in PROJECT)
    return {name for name in found if name.endswith(".py")}


@pytest.mark.parametrize("stem", STEMS)
def test_a_zip_holds_the_project_s_modules_that_the_handler_reaches(stem: str) -> None:
    modules = reachable(ROOT, f"lambdas.{stem}.handler").values()
    assert sources(stem) == {str(path.relative_to(ROOT)) for path in modules}
    assert f"lambdas/{stem}/handler.py" in names(stem)


@pytest.mark.parametrize("stem", STEMS)
def test_a_zip_holds_no_other_function_no_infrastructure_no_tests(stem: str) -> None:
    functions = {Path(name).parts[1] for name in names(stem) if name.startswith("lambdas/")}
    assert functions - {"__init__.py", "__pycache__"} == {stem}
    assert not tops(stem) & {"stacks", "tests", "local", "benchmarks", "bin", "app.py"}


@pytest.mark.parametrize("stem", STEMS)
def test_the_aws_sdk_stays_with_the_runtime(stem: str) -> None:
    assert not tops(stem) & {"boto3", "botocore", "s3transfer", "urllib3"}


@pytest.mark.parametrize("stem", STEMS)
def test_only_functions_that_write_to_people_ship_templates_and_their_renderer(
    stem: str,
) -> None:
    tells = stem in {"notify_violations", "daily_digest", "slack_interactions"}
    writes = tells or stem == "compliance_api"
    assert ("jinja2" in tops(stem)) == writes
    assert ("slack_sdk" in tops(stem)) == tells
    shipped = {Path(name).name for name in names(stem) if name.startswith("templates/")}
    there = {path.name for path in (ROOT / "templates").glob("*.j2")}
    assert shipped == (there if writes else set())


@pytest.mark.parametrize("stem", STEMS)
def test_every_module_comes_with_bytecode_that_needs_no_check(stem: str) -> None:
    with zipfile.ZipFile(zips().zip(stem)) as archive:
        for name in (name for name in names(stem) if name.endswith(".py")):
            folder, _, module = name.rpartition("/")
            compiled = f"{folder}/__pycache__/{module[:-3]}.cpython-313.pyc".removeprefix("/")
            assert compiled in names(stem)
            assert archive.read(compiled)[4] == UNCHECKED_HASH


def test_files_have_one_fixed_time_and_can_be_read_by_the_runtime() -> None:
    with zipfile.ZipFile(zips().zip("compliance_api")) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
