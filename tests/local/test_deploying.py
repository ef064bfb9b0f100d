import io
import json
import socket
import zipfile
from pathlib import Path

import pytest

from local.deploy import assembly, synth
from local.deploy.assets import zipped
from local.ports import free_port
from local.stack_file import StackFile

TEMPLATE = "aws:cloudformation:stack"


def write_assembly(folder: Path) -> None:
    def stack(account: str, name: str, needs: list[str]) -> dict[str, object]:
        stack_name = name.split("-", maxsplit=1)[0]
        properties = {
            "templateFile": f"{name}.json", "stackName": stack_name,
            "terminationProtection": name == "Master",
        }  # fmt: skip
        environment = f"aws://{account}/eu-central-1"
        return {
            "type": TEMPLATE, "environment": environment, "properties": properties,
            "dependencies": needs,
        }  # fmt: skip

    artifacts = {
        "Agent-2": stack("222222222222", "Agent-2", ["Master", "Agent-2.assets"]),
        "Master": stack("111111111111", "Master", ["Master.assets"]),
        "Tree": {"type": "cdk:tree"},
    }
    destination = {
        "bucketName": "cdk-${AWS::AccountId}-${AWS::Region}", "objectKey": "hash.zip",
    }  # fmt: skip
    source = {"path": "asset.hash", "packaging": "zip"}
    files = {"hash": {"source": source, "destinations": {"here": destination}}}
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))
    (folder / "Master.assets.json").write_text(json.dumps({"files": files}))
    for name in ("Master", "Agent-2"):
        (folder / f"{name}.json").write_text("{}")


def test_an_assembly_is_read_in_the_order_of_its_dependencies(tmp_path: Path) -> None:
    write_assembly(tmp_path)
    master, agent = assembly.stacks(tmp_path)
    assert (master.name, master.account) == ("Master", "111111111111")
    assert (agent.name, agent.account, agent.assets) == ("Agent", "222222222222", ())
    assert (master.is_protected, agent.is_protected) == (True, False)
    assert master.assets == (
        assembly.Asset(
            source=tmp_path / "asset.hash", zipped=True,
            bucket="cdk-111111111111-eu-central-1", key="hash.zip",
        ),
    )  # fmt: skip


def test_a_folder_is_zipped_the_same_every_time(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "module.py").write_text("x = 1")
    (tmp_path / "handler.py").write_text("y = 2")
    first = zipped(tmp_path)
    (tmp_path / "handler.py").touch()
    assert zipped(tmp_path) == first
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert names == ["handler.py", "package/module.py"]


def test_a_taken_port_is_chosen_around() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]
        assert free_port(taken) > taken


def test_the_fingerprint_follows_contents_and_names(tmp_path: Path) -> None:
    (tmp_path / "stacks").mkdir()
    for name in ("app.py", "cdk.json", "pyproject.toml", "uv.lock", "stacks/one.py"):
        (tmp_path / name).write_text(name)
    first = synth.fingerprint(tmp_path)
    assert synth.fingerprint(tmp_path) == first
    (tmp_path / "stacks" / "one.py").rename(tmp_path / "stacks" / "two.py")
    second = synth.fingerprint(tmp_path)
    (tmp_path / "stacks" / "two.py").write_text("changed")
    assert len({first, second, synth.fingerprint(tmp_path)}) == 3


def test_the_stack_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = StackFile(
        endpoint="http://127.0.0.1:1", region="eu-central-1", master_account="111111111111",
        agent_accounts=["222222222222"], events_url="e", api_url="a", slack_url="s",
        tables={"events": "t"}, queues={}, functions={},
    )  # fmt: skip
    path = tmp_path / "state" / "stack.json"
    file.write(path)
    assert StackFile.read(path) == file


@pytest.mark.parametrize("content", ["", "{", "{}", "[]", '{"endpoint": 1, "unknown": 2}'])
def test_a_stack_file_that_cannot_be_understood_counts_as_none(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "stack.json"
    path.write_text(content)
    assert StackFile.read(path) is None
