"""All routes, by families: what is seldom asked for is loaded when it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from lambdas.compliance_api import compliance_routes
from lambdas.compliance_api.problems import NoRouteError
from lambdas.compliance_api.routes import Route
from shared import endpoints
from shared.endpoints import Endpoint

type Routes = Sequence[Route[Any]]


def _compliance() -> Routes:
    return compliance_routes.ROUTES


def _exports() -> Routes:
    from lambdas.compliance_api.export_routes import ROUTES  # noqa: PLC0415 - cold start

    return ROUTES


def _mutes() -> Routes:
    from lambdas.compliance_api.mute_routes import ROUTES  # noqa: PLC0415 - cold start

    return ROUTES


def _pages() -> Routes:
    from lambdas.compliance_api.page_routes import ROUTES  # noqa: PLC0415 - cold start

    return ROUTES


FAMILIES: Final[Mapping[Callable[[], Routes], Sequence[Endpoint]]] = {
    _compliance: (
        endpoints.SUMMARY,
        endpoints.STATES,
        endpoints.VIOLATIONS,
        endpoints.TIMELINE,
        endpoints.TREND,
        endpoints.EVENTS,
        endpoints.ACCOUNTS,
        endpoints.RULES,
    ),
    _exports: (endpoints.ORDER_EXPORT, endpoints.EXPORTS, endpoints.EXPORT),
    _mutes: (
        endpoints.ADD_MUTE,
        endpoints.MUTES,
        endpoints.MUTE_AUDIT,
        endpoints.MUTE,
        endpoints.END_MUTE,
    ),
    _pages: (
        endpoints.TIMELINE_PAGE,
        endpoints.VIOLATIONS_PAGE,
        endpoints.REPORT,
        endpoints.OPENAPI,
        endpoints.DOCS,
    ),
}

_BY_KEY: Final = {at.key: load for load, family in FAMILIES.items() for at in family}


def routes() -> Iterator[Route[Any]]:
    """Yield every route."""
    return chain.from_iterable(load() for load in FAMILIES)


def route_at(route_key: str) -> Route[Any]:
    """Return the route that API Gateway calls by that key.

    Raises:
        NoRouteError: there is none: it is what API Gateway calls all that it finds no route for.

    """
    load = _BY_KEY.get(route_key)
    if load is None:
        raise NoRouteError(route_key)
    return next(route for route in load() if route.at.key == route_key)
