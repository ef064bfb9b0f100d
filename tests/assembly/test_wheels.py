"""Installing the wheels of a function with uv, and what is said when that does not work."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from stacks.bundling import BuildError, archive, checks, wheels
from stacks.bundling.functions import ROOT

TAG = sys.implementation.cache_tag


def test_uv_is_asked_for_wheels_of_the_platform_with_their_hashes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        asked.extend(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    wheels.install(ROOT, pinned="a==1", platform="arm64", target=tmp_path / "wheels")
    assert asked[asked.index("--python-platform") + 1] == "aarch64-manylinux2014"
    assert asked[asked.index("--python-version") + 1] == "3.13"
    assert {"--require-hashes", "--only-binary"} <= set(asked)


def test_what_uv_refuses_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"uv pip failed(.|\n)*no-such-package"):
        wheels.install(
            ROOT, pinned="no-such-package===\n", platform="host", target=tmp_path / "wheels"
        )


def test_a_machine_without_uv_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("UV", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(Path, "exists", lambda _: False)
    with pytest.raises(BuildError, match="`make setup` installs it"):
        wheels.requirements(tmp_path, ["compliance-api"])


def test_a_machine_without_the_aws_sdk_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(checks, "find_spec", lambda _: None)
    with pytest.raises(BuildError, match="boto3 is not installed"):
        checks.link_sdk(tmp_path / "sdk")


@pytest.mark.parametrize("compile_all", [archive.compile_bytecode, archive.compile_wheels])
def test_a_module_that_does_not_compile_fails_the_build(
    compile_all: Callable[[Path], None], tmp_path: Path
) -> None:
    (tmp_path / "broken.py").write_text("def")
    with pytest.raises(BuildError, match="does not compile"):
        compile_all(tmp_path)


def test_code_and_wheels_are_compiled_to_the_same(tmp_path: Path) -> None:
    compiled = []
    for compile_all in (archive.compile_bytecode, archive.compile_wheels):
        folder = tmp_path / compile_all.__name__
        folder.mkdir()
        (folder / "module.py").write_text("def answer():\n    return 42\n")
        compile_all(folder)
        compiled.append((folder / "__pycache__" / f"module.{TAG}.pyc").read_bytes())
    assert compiled[0] == compiled[1]
    assert b"/var/task/module.py" in compiled[0]


def test_wheels_are_those_of_the_processor_that_is_asked_for(tmp_path: Path) -> None:
    pinned = wheels.requirements(ROOT, ["compliance-api"])
    wheels.install(ROOT, pinned=pinned, platform="arm64", target=tmp_path / "wheels")
    native = [path.name for path in (tmp_path / "wheels").rglob("*.so")]
    assert native
    assert all("aarch64-linux-gnu" in name for name in native)


def test_a_function_gets_its_own_packages_out_of_those_of_all(tmp_path: Path) -> None:
    everything = tmp_path / "everything"
    for name in ("one_thing", "other"):
        metadata = everything / f"{name}-1.0.dist-info"
        (everything / name / "__pycache__").mkdir(parents=True)
        metadata.mkdir()
        files = [f"{name}/__init__.py", f"{name}/__pycache__/__init__.{TAG}.pyc"]
        for file in files:
            (everything / file).write_text(file)
        (metadata / "RECORD").write_text(f"{files[0]},,\n{metadata.name}/RECORD,,\n")
    folder = wheels.chosen(
        tmp_path, "one-thing==1.0 \\\n    --hash=sha256:0\n", among=everything, platform="host"
    )
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert found == {
        "one_thing/__init__.py",
        f"one_thing/__pycache__/__init__.{TAG}.pyc",
        "one_thing-1.0.dist-info/RECORD",
    }
