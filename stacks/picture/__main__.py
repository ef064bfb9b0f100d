"""`python -m stacks.picture`, or `make picture`: draws what is in docs/architecture.md anew."""

from stacks.picture.drawing import DOCUMENT, of_the_example, pictures, redrawn

if __name__ == "__main__":
    before = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(redrawn(before, pictures(of_the_example())), encoding="utf-8")
