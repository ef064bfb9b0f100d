"""Building a zip: what is left out, what fails the build, when it is built again."""

import shutil
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from aws_cdk import aws_lambda as lambda_

from stacks.bundling import BuildError, FunctionZips, functions, wheels
from stacks.bundling.functions import ROOT

HANDLER = '"""A handler."""\n{imports}\n\ndef handler(event, context):\n    return event\n'
type Project = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a maker of projects with the real lock and one function of a few files."""

    def make(*imports: str, **modules: str) -> Path:
        for name in ("pyproject.toml", "uv.lock", ".python-version"):
            shutil.copy(ROOT / name, tmp_path)
        folder = tmp_path / "lambdas" / "compliance_api"
        folder.mkdir(parents=True)
        for package in (folder, folder.parent):
            (package / "__init__.py").write_text("")
        (folder / "handler.py").write_text(HANDLER.format(imports="\n".join(imports)))
        for name, text in modules.items():
            (folder / f"{name}.py").write_text(text)
        return tmp_path

    return make


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Install small stand-ins for the wheels; return the platforms that they were asked for."""
    platforms: list[str] = []

    def install(_cwd: Path, *, pinned: str, platform: str, target: Path) -> None:
        assert "pydantic==" in pinned
        platforms.append(platform)
        (target / "pydantic").mkdir(parents=True)
        (target / "pydantic" / "__init__.py").write_text("class BaseModel: ...\n")
        metadata = target / "pydantic-2.14.dist-info"
        metadata.mkdir()
        (metadata / "RECORD").write_text("pydantic/__init__.py,,\n")

    monkeypatch.setattr(wheels, "install", install)
    return platforms


def test_a_missing_dependency_fails_the_build_and_names_file_and_module(
    project: Project, installed: list[str]
) -> None:
    root = project("import boto3, json", "from jinja2 import Template")
    with pytest.raises(BuildError) as failed:
        FunctionZips("arm64", root).zip("compliance_api")
    assert str(failed.value) == (
        "lambdas/compliance_api/handler.py, line 3: imports 'jinja2', which is not in the zip:"
        " add it to the dependency group 'compliance-api' in pyproject.toml and run `make lock`"
    )
    assert installed == ["arm64"]
    assert not list((root / ".build").glob("*.zip"))


def test_a_missing_dependency_is_found_in_every_file_even_inside_a_function(
    project: Project, installed: list[str]
) -> None:
    late = "def render():\n    import jinja2\n    return jinja2\n"
    root = project("from lambdas.compliance_api import late", late=late)
    with pytest.raises(BuildError, match=r"lambdas/compliance_api/late\.py, line 2"):
        FunctionZips("host", root).zip("compliance_api")
    assert installed


def test_imports_for_type_checkers_alone_are_not_shipped(
    project: Project, installed: list[str]
) -> None:
    typed = "if TYPE_CHECKING:\n    from mypy_boto3_dynamodb import DynamoDBClient"
    root = project("from typing import TYPE_CHECKING", typed)
    assert FunctionZips("host", root).zip("compliance_api").exists()
    assert installed


def test_a_handler_that_cannot_be_imported_fails_the_build(
    project: Project, installed: list[str]
) -> None:
    root = project("from pydantic import BaseModel, WhatIsNotThere")
    with pytest.raises(BuildError, match=r"compliance_api\.handler cannot be imported(.|\n)*What"):
        FunctionZips("arm64", root).zip("compliance_api")
    assert installed == ["arm64", "host"]


def test_a_function_is_built_again_only_when_something_in_it_changed(
    project: Project, installed: list[str]
) -> None:
    root = project("from lambdas.compliance_api import other", other="X = 1\n")
    zips = FunctionZips("host", root)
    first = zips.zip("compliance_api")
    assert zips.zip("compliance_api") == first
    (root / "lambdas" / "compliance_api" / "unused.py").write_text("Y = 1\n")
    assert zips.zip("compliance_api") == first
    (root / "lambdas" / "compliance_api" / "other.py").write_text("X = 2\n")
    assert zips.zip("compliance_api") != first
    assert installed == ["host"]


def test_a_change_in_one_function_s_code_changes_its_zip_alone_and_what_is_shared_all(
    project: Project, installed: list[str]
) -> None:
    root = project("import shared.answer")
    shutil.copytree(root / "lambdas" / "compliance_api", root / "lambdas" / "reconcile")
    (root / "shared").mkdir()
    for name in ("__init__", "answer"):
        (root / "shared" / f"{name}.py").write_text("")
    before = built(root)
    (root / "lambdas" / "reconcile" / "handler.py").write_text(
        HANDLER.format(imports="import json")
    )
    after = built(root)
    assert after["compliance_api"] == before["compliance_api"]
    assert after["reconcile"] != before["reconcile"]
    assert len(list((root / ".build").glob("*.zip"))) == 3
    (root / "shared" / "answer.py").write_text("X = 1\n")
    assert built(root)["compliance_api"] != after["compliance_api"]
    assert installed == ["host"]


def built(root: Path) -> dict[str, Path]:
    zips = FunctionZips("host", root)
    zips.build()
    return {stem: zips.zip(stem) for stem in ("compliance_api", "reconcile")}


def test_a_function_that_reads_the_deployment_s_file_has_it_and_depends_on_it(
    project: Project, installed: list[str]
) -> None:
    root = project("import shared.deployment")
    (root / "shared").mkdir()
    (root / "shared" / "__init__.py").write_text("")
    shutil.copy(ROOT / "shared" / "deployment.py", root / "shared")
    plain = FunctionZips("host", root).zip("compliance_api")
    told = FunctionZips("host", root, deployment={"b": 1, "a": [2]}).zip("compliance_api")
    assert plain != told
    assert FunctionZips("host", root, deployment={"a": [2], "b": 1}).zip("compliance_api") == told
    with zipfile.ZipFile(told) as archive:
        assert archive.read("deployment.json") == b'{"a":[2],"b":1}'
    with zipfile.ZipFile(plain) as archive:
        assert archive.read("deployment.json") == b"{}"
    assert installed


def test_a_function_that_does_not_read_it_stays_as_it_is(
    project: Project, installed: list[str]
) -> None:
    root = project()
    plain = FunctionZips("host", root).zip("compliance_api")
    assert FunctionZips("host", root, deployment={"a": 1}).zip("compliance_api") == plain
    with zipfile.ZipFile(plain) as archive:
        assert "deployment.json" not in archive.namelist()
    assert installed


def test_two_builds_at_once_do_the_work_once(project: Project, installed: list[str]) -> None:
    root = project()
    with ThreadPoolExecutor() as threads:
        built = threads.map(lambda _: FunctionZips("host", root).zip("compliance_api"), range(2))
    assert len(set(built)) == 1
    assert installed == ["host"]


def test_old_zips_are_forgotten(
    project: Project, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(functions, "KEPT", 2)
    root = project("from lambdas.compliance_api import other", other="X = 0\n")
    for number in range(4):
        (root / "lambdas" / "compliance_api" / "other.py").write_text(f"X = {number}\n")
        newest = FunctionZips("host", root).zip("compliance_api")
    kept = list((root / ".build").glob("*.zip"))
    assert len(kept) == 2
    assert newest in kept
    assert installed


def test_the_code_of_a_function_is_its_zip(project: Project, installed: list[str]) -> None:
    root = project()
    code = FunctionZips("host", root).code("compliance_api")
    assert isinstance(code, lambda_.AssetCode)
    assert Path(code.path) in (root / ".build").glob("compliance_api-*.zip")
    assert installed == ["host"]
