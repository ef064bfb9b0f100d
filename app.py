"""The app: the stacks of the deployment that the context names, and the checks on them."""

from stacks.application import add_stacks, application
from stacks.bundling import FunctionZips
from stacks.settings_file import read_settings

app = application()
settings = read_settings(app.node.get_context("deployment"))
add_stacks(app, settings, FunctionZips(settings.architecture).code)
app.synth()
