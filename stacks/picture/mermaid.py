"""Pictures as Mermaid's text, which hosts of repositories draw."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stacks.picture.edges import AGENT_BUS, Edge, doing, forwarding, waking
from stacks.picture.template import drawn


def flow(agent: Mapping[str, Any], master: Mapping[str, Any]) -> str:
    """Return what wakes what, from an agent's default bus on."""
    leaving = sorted(set(forwarding(agent)))
    inside = sorted(set(waking(master)))
    shown = {AGENT_BUS: '{{"AWS Config<br/>default bus"}}', **drawn(agent)}
    account = _box("Agent", "each watched account and region", shown, leaving)
    return _picture(
        [*account, *_box("Master", "master account", drawn(master), [*leaving, *inside])],
        [*leaving, *inside],
    )


def access(master: Mapping[str, Any]) -> str:
    """Return what each function may do to what."""
    edges = sorted(set(doing(master)))
    shown = drawn(master)
    ends = _ends(edges)
    edges = [edge for edge in edges if edge.target in shown]
    return _picture([f"  {name}{shape}" for name, shape in shown.items() if name in ends], edges)


def _picture(nodes: Iterable[str], edges: Iterable[Edge]) -> str:
    return "\n".join(["```mermaid", "flowchart LR", *nodes, *map(_line, edges), "```"])


def _box(name: str, title: str, shown: Mapping[str, str], edges: Iterable[Edge]) -> Iterator[str]:
    ends = _ends(edges)
    yield f'  subgraph {name}["{title}"]'
    yield from (f"    {node}{shape}" for node, shape in shown.items() if node in ends)
    yield "  end"


def _ends(edges: Iterable[Edge]) -> set[str]:
    return {end for edge in edges for end in (edge.source, edge.target)}


def _line(edge: Edge) -> str:
    arrow = "-.->" if edge.dotted else "-->"
    label = f"|{edge.label}|" if edge.label else ""
    return f"  {edge.source} {arrow}{label} {edge.target}"
