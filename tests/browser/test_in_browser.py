"""The pages in a real browser, opened from disk, as a reader uses them."""

import re
from pathlib import Path

import pytest

from browser import chrome, small

pytestmark = pytest.mark.browser
PUTIN = f"documents/{small.OWN[0]}.html"
PASSES = f"passes/a1-a2/{small.OWN[1]}.html"
KINDS = {
    "index.html": "list", "concordance.html#would": "concordance", "figures.html": "figures",
    "passes.html": "passes-list", "guidelines.html": "guidelines", "codes.html": "codes",
    PUTIN: "document", f"{PUTIN}#c21": "document", PASSES: "passes", f"{PASSES}#d3": "passes",
    "documents/hostile.html": "document",
}  # fmt: skip

AXE = [name for name in KINDS if name not in (PUTIN, PASSES)]
# Of what a page repeats, a few are enough: axe takes long over hundreds.
FEWER = """() => {
  for (const what of ["article.code", ".row", ".example", "tr", ".terms li", ".page > p"]) {
    for (const element of [...document.querySelectorAll(what)].slice(12)) {
      if (!element.querySelector(".current")) element.remove();
    }
  }
}"""
LIGHT = "rgb(253, 252, 249)"


@pytest.fixture(scope="module")
def started():
    with chrome.browser() as browser:
        yield browser


class Reader:
    """A page that is open, and all it complained about or asked the network for."""

    def __init__(self, browser, site: Path, **options) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.site = site
        self.trouble: list[str] = []
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", lambda m: self.trouble.append(m.text) if m.type == "error" else 0)
        self.page.on("requestfailed", lambda request: self.trouble.append(request.url))
        self.page.on("request", self._request)

    def _request(self, request) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.trouble.append(request.url)

    def open(self, name: str):
        file, _, fragment = name.partition("#")
        self.page.goto((self.site / file).as_uri() + (f"#{fragment}" if fragment else ""))
        return self.page


@pytest.fixture
def read(started, site):
    """Opens a page by its name; fails if there was an error, a request or a breach of policy."""
    opened = []

    def open_page(name: str, **options):
        reader = Reader(started, site, **options)
        opened.append(reader)
        return reader.open(name)

    yield open_page
    for reader in opened:
        reader.context.close()
        assert reader.trouble == []


def expect(locator):
    from playwright.sync_api import expect as awaited

    return awaited(locator)


def lit(page) -> str:
    return " | ".join(page.locator(".text .scope.lit").all_inner_texts())


def test_every_kind_of_page_opens_from_disk(read):
    for name, kind in KINDS.items():
        page = read(name)
        assert kind in page.locator("body").get_attribute("class")
        assert page.locator("h1").count() == 1
        page.set_viewport_size({"width": 380, "height": 750})  # a telephone: nothing goes beyond
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def test_a_cue_lights_up_its_scope_and_opens_its_record(read):
    page = read(PUTIN)
    cue = page.locator("#c21 a")
    cue.hover()
    assert lit(page) == "unlikely to win it any time soon"
    page.mouse.move(0, 0)
    assert lit(page) == ""
    cue.click()
    assert lit(page) == "unlikely to win it any time soon"
    record = page.locator(".record.current")
    assert record.count() == 1
    assert "probable" in record.inner_text() and "negative" in record.inner_text()
    assert "leaves the truth open" in page.locator(".label.current").inner_text()
    assert page.url.endswith("#c21")


def test_an_expression_is_joined_to_its_holder_and_target(read):
    page = read(PUTIN)
    page.locator("#e10 a").first.focus()
    assert page.locator(".mention.joined").all_inner_texts() == ["for Putin to accept it"]
    assert page.locator(".arcs text").all_text_contents() == ["target"]


def test_a_permalink_opens_its_record(read):
    page = read(f"{PUTIN}#e10")
    assert page.locator(".record.current").get_attribute("id") == "r-e10"
    assert page.locator("#e10").evaluate("e => e.getBoundingClientRect().top") > 0
    page = read(f"{PUTIN}#x03")  # a rejected word: its layer is switched on
    assert page.locator(".record.current").get_attribute("id") == "r-x03"
    assert page.locator("[name=layer][value=rejected]").is_checked()


def test_the_keyboard_is_enough(read):
    page = read(PUTIN)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator(".text .cue a").first.focus()
    first = page.evaluate("document.activeElement.hash")
    page.keyboard.press("Enter")
    assert page.locator(".record.current").get_attribute("id") == first[1:]
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.hash")
    assert second != first
    assert page.locator(".record.current").get_attribute("id") == second[1:]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.hash") == first
    page.keyboard.press("Escape")
    assert page.locator(".record.current").count() == 0
    assert page.evaluate("document.activeElement.hash") == first


def test_filters_show_what_is_asked_for(read):
    page = read(PUTIN)
    everything = page.locator(".shown").inner_text()
    assert everything == "61 of 86 records"
    page.select_option("select[name=certainty]", "probable")
    probable = page.locator(".record[data-certainty=probable]").count()
    assert page.locator(".shown").inner_text() == f"{probable} of 86 records"
    assert page.locator(".text .cue:not(.off)").count() == probable
    page.click(".steps .on")
    assert page.locator(".record.current").get_attribute("data-certainty") == "probable"
    page.click("button[type=reset]")
    expect(page.locator(".shown")).to_contain_text("61 of")
    page.check("[value=rejected]")
    assert page.locator(".shown").inner_text() == "86 of 86 records"
    page.uncheck("[name=layer][value=cue]")
    assert page.locator(".shown").inner_text() == "45 of 86 records"
    assert (
        page.locator(".text .cue").first.evaluate("e => getComputedStyle(e).backgroundImage")
        == "none"
    )


def test_stepping_through_disagreements(read):
    page = read(PASSES)
    count = int(page.locator(".stepper output").inner_text().split()[0])
    assert count == page.locator(".difference:not([data-kinds=note])").count() > 3
    seen = []
    for position in range(1, count + 1):
        page.click(".stepper .on")
        assert page.locator(".stepper output").inner_text() == f"{position} of {count}"
        seen.append(page.locator(".difference.current").get_attribute("id"))
        assert page.locator(".lit").count() >= 0
    assert len(set(seen)) == count
    assert page.locator(".stepper .on").is_disabled()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".difference.current").get_attribute("id") == seen[-2]
    for box in page.locator("[name=kind]").all():
        box.set_checked(box.get_attribute("value") == "scope")
    scopes = page.locator(".difference[data-kinds~=scope]").count()
    assert page.locator(".difference:visible").count() == scopes > 0
    page.locator(".difference:visible h2 a").first.click()
    current = page.locator(".difference.current")
    assert "scope" in current.get_attribute("data-kinds")
    assert current.locator(".decision b").count() > 0
    page.click(".difference.current .now a")
    page.wait_for_url("**/documents/**")
    assert page.locator(".record.current").count() == 1


def test_the_concordance(read):
    page = read("concordance.html")
    expect(page.locator(".search output")).to_contain_text("terms")
    page.fill("[name=term]", "insisted")  # a form leads to its lemma
    page.keyboard.press("Enter")
    expect(page.locator(".term")).to_contain_text("insist: ")
    page.fill("[name=term]", "woul")
    page.keyboard.press("Enter")
    expect(page.locator(".term")).to_contain_text("would: ")
    assert page.url.endswith("#would")
    rows = page.locator(".kwic tbody tr:not(.group)")
    total = rows.count()
    texts = " ".join(rows.all_inner_texts())
    assert "cue condition" in texts and "not annotated: future" in texts
    page.select_option("[name=outcome]", "rejected future")
    assert 0 < rows.count() < total
    assert all("future" in text for text in rows.all_inner_texts())
    page.select_option("[name=outcome]", "Annotated")
    page.select_option("[name=order]", "right")
    behind = [text.strip().lower() for text in page.locator(".kwic .right").all_inner_texts()]
    assert behind == page.evaluate(
        "list => list.toSorted((a, b) => a.localeCompare(b, 'en'))", behind
    )
    rows.first.locator("a").click()
    page.wait_for_url("**/documents/**")
    assert page.locator(".record.current").count() == 1


def test_the_concordance_sets_annotated_words_apart(read):
    page = read("concordance.html#would")
    page.wait_for_selector(".kwic tbody tr")
    lines = page.locator(".kwic tbody tr").all_inner_texts()
    heads = [i for i, line in enumerate(lines) if re.match("(Not a|A)nnotated: ", line)]
    apart = {
        lines[at].split(":")[0]: lines[at + 1 : end]
        for at, end in zip(heads, [*heads[1:], None], strict=True)
    }
    assert list(apart) == ["Annotated", "Not annotated"]
    assert all("not annotated" in line for line in apart["Not annotated"])
    assert not any("not annotated" in line for line in apart["Annotated"])
    assert [lines[at].split(": ")[1] for at in heads] == [str(len(v)) for v in apart.values()]
    page.select_option("[name=outcome]", "Not annotated")
    assert page.locator(".kwic tbody tr").count() == 1 + len(apart["Not annotated"])


def test_the_list_tells_drafts_and_finds_them(read):
    page = read("index.html")
    assert "1 of them draft" in page.locator(".facts").first.inner_text()
    assert page.locator(".documents .status-draft").all_inner_texts() == ["draft"]
    page.select_option("[name=status]", "draft")
    expect(page.locator(".documents tbody tr")).to_have_count(1)
    assert "hostile" in page.locator(".documents tbody tr").inner_text()
    assert page.locator(".documents .status-draft").all_inner_texts() == ["draft"]


def test_searching_the_texts(read):
    page = read("index.html")
    page.fill("[name=words]", "peace talks")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits mark")
    assert {text.lower() for text in page.locator(".hits mark").all_inner_texts()} == {
        "peace",
        "talks",
    }
    assert page.locator(".documents tbody tr").count() == 1
    page.locator(".hits .permalink").first.click()
    page.wait_for_url("**/documents/**#s*")
    page = read("index.html")
    page.select_option("[name=split]", "test")
    expect(page.locator(".documents tbody tr")).to_have_count(2)
    page.click("th[data-key=cues] button")
    cues = [int(n) for n in page.locator(".documents tbody td:nth-child(7)").all_inner_texts()]
    assert cues == sorted(cues)


def test_without_a_script_everything_can_be_read(read):
    page = read(PUTIN, java_script_enabled=False)
    assert page.locator(".filters").is_hidden()
    assert page.locator(".record:visible").count() == 86
    page.click("#c21 a")
    assert page.url.endswith("#r-c21")
    page.click("#r-c21 .permalink")
    assert page.url.endswith("#c21")
    page = read(PASSES, java_script_enabled=False)
    assert page.locator(".difference:visible").count() == page.locator(".difference").count()
    page = read("concordance.html", java_script_enabled=False)
    assert page.locator(".terms li").count() > 50
    assert page.locator(".kwic").is_hidden()


def test_a_hostile_document_stays_text(read):
    page = read("documents/hostile.html#c01")
    text = page.locator(".text").inner_text()
    assert "<script>document.title = 'hacked'</script>" in text
    assert "⟨U+202E⟩dlrow⟨U+202C⟩⟨U+0007⟩" in text
    assert "hacked" not in page.title()
    assert page.locator(".text img, .text script, .text style").count() == 0
    assert "evil.example" in page.locator(".record.current").inner_text()
    page = read("concordance.html#could")
    page.wait_for_selector(".kwic tbody tr")
    assert page.locator("table img, table script").count() == 0
    page = read("index.html")
    page.fill("[name=words]", "script")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits mark")
    assert "<script>" in page.locator(".hits").inner_text()


@pytest.mark.parametrize("name", AXE)
def test_axe_finds_nothing(read, name):
    page = read(name, viewport={"width": 1300, "height": 900})
    page.evaluate(FEWER)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != LIGHT
    assert violations(page, runOnly=["color-contrast"]) == []


def violations(page, **options) -> list[tuple]:
    """What axe-core says is wrong; its own look at style sheets would be a request."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"preload": False, **options})
    return [
        (violation["id"], node["target"], node.get("failureSummary", "")[:300])
        for violation in found.response["violations"]
        for node in violation["nodes"][:3]
    ]


def test_printing_leaves_out_the_controls(read):
    page = read(PUTIN)
    page.emulate_media(media="print")
    assert page.locator(".filters").is_hidden() and page.locator("header nav").is_hidden()
    assert page.locator(".text").is_visible()
    assert re.search("Despite the", page.locator(".text").inner_text())
