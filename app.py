"""The app: the stacks of the deployment that the context names, and the checks on them."""

import logging
import sys

from stacks.application import add_stacks, application
from stacks.bundling import BuildError, FunctionZips
from stacks.deployment_file import deployment_members
from stacks.settings_error import SettingsError
from stacks.settings_file import read_settings

logging.basicConfig(level=logging.INFO, format="%(message)s")
app = application()
try:
    settings = read_settings(app.node.get_context("deployment"))
    zips = FunctionZips(settings.architecture, deployment=deployment_members(settings))
    zips.build()
    add_stacks(app, settings, zips.code)
except (SettingsError, BuildError) as error:
    sys.exit(str(error))
app.synth()
