"""A function that is invoked by hand and answers how long the record is kept."""

from pathlib import Path

from tests.architecture.recipes.copying import add, change

_SETTINGS = '''"""What the function is told by its environment."""

from pydantic import BaseModel, Field


class TryRecipeSettings(BaseModel):
    """Environment of TryRecipe: days."""

    retention_days: int = Field(alias="RETENTION_DAYS", gt=0)
'''
_BOOTSTRAP = '''"""Puts the function together, once for each instance of it."""

import os
from functools import cache

from lambdas.try_recipe.settings import TryRecipeSettings


@cache
def settings() -> TryRecipeSettings:
    """Return the settings; the environment is read, and refused, at the first invocation."""
    return TryRecipeSettings.model_validate(dict(os.environ))
'''
_HANDLER = '''"""Says how long the record is kept."""

from typing import Any

from lambdas.try_recipe import bootstrap
from shared.observability import logger


@logger.inject_lambda_context
def handler(_event: dict[str, Any], _context: object) -> dict[str, int]:
    """Return the days."""
    return {"days": bootstrap.settings().retention_days}
'''
_CONSTRUCT = '''"""The function that says how long the record is kept."""

from aws_cdk import Duration
from constructs import Construct

from stacks.constructs.runtime import Runtime


class TryRecipe(Construct):
    """Says how long the record is kept."""

    def __init__(self, scope: Construct, construct_id: str, *, runtime: Runtime) -> None:
        super().__init__(scope, construct_id)
        self.function = runtime.function(
            self,
            stem="try_recipe",
            timeout=Duration.seconds(10),
            memory_mib=256,
            environment={"RETENTION_DAYS": str(runtime.settings.retention_days)},
        )
'''


def carry_out(root: Path) -> None:
    add(root, "lambdas/try_recipe/__init__.py", '"""The try_recipe function."""\n')
    add(root, "lambdas/try_recipe/settings.py", _SETTINGS)
    add(root, "lambdas/try_recipe/bootstrap.py", _BOOTSTRAP)
    add(root, "lambdas/try_recipe/handler.py", _HANDLER)
    add(root, "stacks/constructs/try_recipe.py", _CONSTRUCT)
    group = 'try-recipe = ["aws-lambda-powertools==3.37.0", "pydantic>=2.14,<3"]\n'
    change(root, "pyproject.toml", "infrastructure = [", f"{group}infrastructure = [")
    master = "stacks/master_stack.py"
    imported = "from stacks.constructs.try_recipe import TryRecipe\n"
    change(root, master, "\n\nclass MasterStack", f"{imported}\n\nclass MasterStack")
    composed = (
        '        tried = TryRecipe(self, "TryRecipe", runtime=runtime)\n        outputs = {\n'
    )
    named = '            "TryRecipeFunctionName": tried.function.function_name,\n'
    change(root, master, "        outputs = {\n", composed + named)
    listed = '    "try_recipe": "TryRecipeFunctionName",\n'
    change(root, "local/up.py", "FUNCTIONS = {\n", f"FUNCTIONS = {{\n{listed}")
