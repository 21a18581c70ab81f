"""Makes the pictures of the pages that the README shows; run it when a test says they are stale.

python tests/browser/screenshots.py
"""

import hashlib
import io
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]  # run as a script

from browser import chrome
from hedgerow.browse.site import write_site
from hedgerow.browse.templates import HERE

FOLDER = Path(__file__).parent / "screenshots"
PUTIN = "putin-peace-talks-2022"
# Picture: the page, its colours, and what is done there first.
PICTURES = {
    "document.png": (f"documents/{PUTIN}.html#e02", "light", ""),
    "passes.png": ("passes/a1-a2/suez-crisis-1956.html#d29", "light", ""),
    "concordance.png": ("concordance.html#some", "dark", ".kwic tbody tr"),
}
SIZE = {"width": 1200, "height": 680}
KEY = "made-from"


def made_from() -> str:
    """A digest of what the pictures show: templates and styles, and the text in them."""
    files = [*sorted(HERE.glob("templates/*")), *sorted(HERE.glob("assets/*.css"))]
    files += sorted((ROOT / "annotations").glob(f"*/{PUTIN}.json"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def main() -> None:
    from PIL import Image, PngImagePlugin

    FOLDER.mkdir(exist_ok=True)
    told = PngImagePlugin.PngInfo()
    told.add_text(KEY, made_from())
    with tempfile.TemporaryDirectory() as folder, chrome.browser() as started:
        site = Path(folder) / "site"
        write_site(ROOT, site)
        for name, (page_name, scheme, awaited) in PICTURES.items():
            page = started.new_page(viewport=SIZE, color_scheme=scheme)
            file, _, fragment = page_name.partition("#")
            page.goto(f"{(site / file).as_uri()}#{fragment}")
            if awaited:
                page.wait_for_selector(awaited)
            if name == "document.png":
                page.evaluate("scrollTo(0, 0)")
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            few = picture.quantize(64, dither=Image.Dither.NONE)
            few.save(FOLDER / name, optimize=True, pnginfo=told)
            print(f"{name}: {(FOLDER / name).stat().st_size} bytes")


if __name__ == "__main__":
    main()
