"""Finding what may stand at a place of the settings, however deep it is."""

from types import UnionType
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from stacks.settings import DeploymentSettings

type Location = tuple[int | str, ...]


def fields_at(location: Location) -> dict[str, FieldInfo]:
    """Return the settings that are possible where the last name of a location stands."""
    return _innermost(location)[0].model_fields


def description(location: Location) -> str | None:
    """Return what the setting at a location may be, as the innermost that is described says."""
    model, name = _innermost(location)
    inner = model.model_fields.get(name)
    if inner is not None and inner.description:
        return inner.description
    return DeploymentSettings.model_fields[str(location[0])].description


def _innermost(location: Location) -> tuple[type[BaseModel], str]:
    """Return the innermost model on the way to a place, and the name that is looked for in it.

    A model stands there itself, or in a list or a table, whose index or key is on the way as well.
    """
    model: type[BaseModel] = DeploymentSettings
    name, *rest = location
    while rest and (inner := _inner_model(annotation := model.model_fields[str(name)].annotation)):
        inside = rest if _is_itself(annotation) else rest[1:]
        if not inside:
            break
        model, (name, *rest) = inner, inside
    return model, str(name)


def _is_itself(annotation: Any) -> bool:
    """Whether a model, or none, stands there, and not several of them."""
    return get_origin(annotation) is UnionType or isinstance(annotation, type)


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_inner_model, get_args(annotation))), None)
