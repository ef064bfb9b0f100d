"""Pages in a real browser: light, dark, on a telephone and on paper."""

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.builders.pages import PAGES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--hide-scrollbars",
)
TELEPHONE = 390
# The page beside it measures the report in a frame as wide as a telephone.
MEASURING = """<!doctype html><body><iframe style="border:0;width:390px;height:900px"
srcdoc="{page}" onload="
  const root = this.contentDocument.documentElement;
  const wide = [...root.querySelectorAll('*')].filter(
    (e) => e.getBoundingClientRect().right > 390.5 && getComputedStyle(e).clipPath === 'none');
  document.title = root.scrollWidth + ' ' + wide.map((e) => e.tagName + e.className).join(',');
"></iframe></body>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")


def browse(page: str, folder: Path, *options: str) -> str:
    """Open a page, and return what the browser wrote."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    done = subprocess.run(
        [str(CHROMIUM), *QUIET, profile, *options, path.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stdout.decode()


def first_pixel(png: Path) -> tuple[int, ...]:
    """Return red, green and blue of the upper left corner, which every filter leaves as it is."""
    data = png.read_bytes()
    assert (data[24], data[25]) in {(8, 2), (8, 6)}, "not eight bits of each colour"
    parts = re.finditer(rb"(?s)(.{4})IDAT", data)
    packed = b"".join(data[m.end() : m.end() + int.from_bytes(m[1])] for m in parts)
    return tuple(zlib.decompress(packed)[1:4])


def shown(page: str, folder: Path, *options: str) -> tuple[int, ...]:
    picture = folder / "page.png"
    browse(page, folder, f"--screenshot={picture}", "--window-size=1200,900", *options)
    assert picture.stat().st_size > 20_000, "the picture is as good as empty"
    return first_pixel(picture)


@pytest.mark.parametrize("name", ["full", "timeline"])
def test_it_is_light_and_dark_as_the_reader_likes_it(name: str, tmp_path: Path) -> None:
    assert min(shown(PAGES[name], tmp_path)) > 230
    dark = shown(PAGES[name], tmp_path, "--blink-settings=preferredColorScheme=0")
    assert max(dark) < 40


@pytest.mark.parametrize("name", PAGES)
def test_on_a_telephone_nothing_is_wider_than_the_screen(name: str, tmp_path: Path) -> None:
    page = PAGES[name].replace("<details>", "<details open>")
    page = page.replace("&", "&amp;").replace('"', "&quot;")
    dumped = browse(MEASURING.replace("{page}", page), tmp_path, "--dump-dom")
    title = re.search(r"<title>(\d+) (.*?)</title>", dumped)
    assert title
    assert (int(title[1]), title[2]) == (TELEPHONE, "")


def test_on_paper_the_tables_are_open(tmp_path: Path) -> None:
    pdf = tmp_path / "report.pdf"
    browse(PAGES["full"], tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    with_tables = _pages(pdf)
    browse(_without_tables(PAGES["full"]), tmp_path, f"--print-to-pdf={pdf}")
    assert with_tables > _pages(pdf) >= 2


def _pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


def _without_tables(page: str) -> str:
    return re.sub(r"(?s)<details>.*?</details>", "", page)
