"""Which API is asked, and whose credentials sign the requests."""

import argparse
import os
import re
from urllib.parse import urlsplit

import boto3
from botocore.credentials import ReadOnlyCredentials

from tools import targets
from tools.api.client import Api
from tools.targets import TargetError

_HOST = re.compile(r"[a-z0-9]+\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?")


def find(given: argparse.Namespace) -> Api:
    """Return the API that the arguments name.

    Raises:
        TargetError: there is none.

    """
    if given.url:
        return _at(given.url.rstrip("/"), given.profile)
    target = targets.find(given)
    if not target.api_url:
        raise TargetError(f"{target.name} names no API: deploy the master's stack, or give --url.")
    return _api(target.api_url, target.session)


def _at(url: str, profile: str | None) -> Api:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise TargetError(f"--url {url}: it has to begin with https://")
    with targets.target_errors(url):
        region = os.environ.get("AWS_REGION")
        if named := _HOST.fullmatch(urlsplit(url).hostname or ""):
            region = named[1]
        return _api(url, boto3.Session(profile_name=profile, region_name=region))


def _api(url: str, session: boto3.Session) -> Api:
    if session.region_name is None:
        raise TargetError("No AWS region is set: set AWS_REGION.")

    def credentials() -> ReadOnlyCredentials:
        """Return what signs now: a long export outlives the credentials of a role."""
        with targets.target_errors(url):
            found = session.get_credentials()
        if found is None:
            raise TargetError("There are no AWS credentials: set AWS_PROFILE or give --profile.")
        return found.get_frozen_credentials()

    return Api(url=url, region=session.region_name, credentials=credentials)
