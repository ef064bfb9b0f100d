"""A modal as HTML: a form over the messages."""

from html import escape

from local.slack.blocks_html import render_blocks
from local.slack.elements_html import render_text
from local.slack.people import PEOPLE
from local.slack.views import Open


def render_modal(opened: Open) -> str:
    """Render an open modal."""
    view = opened.view
    submit = f'<button class="button primary">{render_text(view["submit"])}</button>'
    close = render_text(view.get("close")) or "Cancel"
    return (
        f'<form class="modal" role="dialog" aria-modal="true" aria-labelledby="modal-title"'
        f' data-view="{escape(opened.id)}" data-user="{escape(opened.user)}">'
        f'<header><b id="modal-title">{render_text(view.get("title"))}</b>'
        f"<span>for {escape(PEOPLE.get(opened.user, opened.user))}</span>"
        '<button type="button" class="close" data-close aria-label="Close">✕</button></header>'
        f'<div class="inside">{render_blocks(view.get("blocks"))}</div>'
        f'<footer><button type="button" class="button" data-close>{close}</button>'
        f"{submit if view.get('submit') else ''}</footer></form>"
    )
