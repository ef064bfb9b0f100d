"""The size of each function's zip, its cold start and its warm times.

`python -m benchmarks.cold_start`. The code is what is deployed; as in Lambda, whose /var/task is
read-only, no compiled module is written. The tables and Slack are those of the local AWS.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import report
from benchmarks.runtime import Function, Runtime
from local import up as local_aws
from local.aws import SECRET, Account
from local.demo import story
from local.demo.events import compliance_change
from local.deploy import assembly
from local.progress import Progress
from local.settings import CLOUD_ASSEMBLY

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

    from local.stack_file import StackFile

STARTS, WARM = 5, 20
MEBIBYTE = 1024 * 1024


def main() -> None:
    """Measure every function and write `cold_start.md`."""
    running = local_aws.running()
    stack = running or local_aws.up(Progress())
    try:
        rows = [_measure(stack, stem) for stem in stack.functions]
    finally:
        if running is None:
            local_aws.down()
    head = ["function", "zip, MiB", "init, s", "first event, ms", "warm, ms (p50)"]
    report.write(
        "cold_start.md",
        [
            "# Cold starts",
            "",
            f"Under the runtime client of AWS, {STARTS} starts each (median), {WARM} warm events.",
            "Init is from the start of the interpreter to the request for the first event.",
            "`notify_violations` looks for 2 s more, as an index may lag, before it ends.",
            "",
            *report.table(head, rows),
        ],
    )


def _measure(stack: StackFile, stem: str) -> list[str]:
    archive = _archive(stem)
    with tempfile.TemporaryDirectory(prefix=f"{stem}-") as folder, zipfile.ZipFile(archive) as code:
        code.extractall(folder)
        times = _times(_deployed(stack, stem, Path(folder)), stem, stack)
    return [stem, f"{archive.stat().st_size / MEBIBYTE:.1f}", *times]


def _times(function: Function, stem: str, stack: StackFile) -> list[str]:
    inits, firsts, warm = [], [], []
    for start in range(STARTS):
        with Runtime(function) as runtime:
            inits.append(runtime.init_seconds)
            firsts.append(runtime.invoke(_event(stem, stack)))
            if start == STARTS - 1:
                warm = [runtime.invoke(_event(stem, stack)) for _ in range(WARM)]
    milliseconds = [f"{1000 * statistics.median(times):.0f}" for times in (firsts, warm)]
    return [f"{statistics.median(inits):.2f}", *milliseconds]


def _deployed(stack: StackFile, stem: str, code: Path) -> Function:
    client: LambdaClient = Account(stack.master_account, stack.region, stack.endpoint).client(
        "lambda"
    )
    name = stack.functions[stem]
    configuration = client.get_function_configuration(FunctionName=name)
    return Function(
        code=code,
        handler=configuration["Handler"],
        name=name,
        environment={
            **configuration["Environment"]["Variables"],
            "AWS_REGION": stack.region,
            "AWS_DEFAULT_REGION": stack.region,
            "AWS_ACCESS_KEY_ID": stack.master_account,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_ENDPOINT_URL": stack.endpoint,
        },
    )


def _archive(stem: str) -> Path:
    handler = f"lambdas/{stem}/handler.py"
    assets = [asset.source for each in assembly.stacks(CLOUD_ASSEMBLY) for asset in each.assets]
    zips = [path for path in assets if zipfile.is_zipfile(path)]
    return next(path for path in zips if handler in zipfile.ZipFile(path).namelist())


def _event(stem: str, stack: StackFile) -> Any:
    """Make an event that the function does its usual work for."""
    match stem:
        case "handle_config_events":
            evaluation = story.invent(datetime.now(UTC)).everything[0]
            body = json.dumps(compliance_change(evaluation))
            return {"Records": [{"messageId": "1", "body": body, "attributes": {}}]}
        case "compliance_api":
            return _request(stack, "/compliance/summary")
        case "daily_digest":
            return {"date": datetime.now(UTC).date().isoformat()}
        case _:
            return {"Records": []}


def _request(stack: StackFile, path: str) -> Any:
    http = {
        "method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1",
        "userAgent": "benchmark",
    }  # fmt: skip
    context = {
        "accountId": stack.master_account, "apiId": "api", "http": http, "stage": "$default",
        "requestId": "1", "routeKey": f"GET {path}", "domainName": "localhost",
        "domainPrefix": "localhost", "time": "20/Nov/2026:10:00:00 +0000", "timeEpoch": 0,
    }  # fmt: skip
    return {
        "version": "2.0", "routeKey": f"GET {path}", "rawPath": path, "rawQueryString": "",
        "headers": {}, "requestContext": context, "isBase64Encoded": False,
    }  # fmt: skip


if __name__ == "__main__":
    main()
