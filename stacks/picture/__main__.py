"""`python -m stacks.picture`, or `make picture`: draws what is in docs/architecture.md anew."""

from stacks.picture.drawing import DOCUMENT, pictures, redrawn, templates

if __name__ == "__main__":
    before = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(redrawn(before, pictures(templates())), encoding="utf-8")
