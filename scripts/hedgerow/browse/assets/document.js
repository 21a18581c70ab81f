"use strict";
// A document: a record lights up what it reaches, opens in the panel, and can be stepped through.

const text = document.querySelector(".text");
const panel = document.querySelector(".panel");
const form = document.querySelector(".filters");
const entries = [...document.querySelectorAll(".record")];
const byId = new Map(entries.map((entry) => [entry.id.slice(2), entry]));
const marks = new Map();
for (const mark of text.querySelectorAll("[data-r]")) {
  if (!marks.has(mark.dataset.r)) marks.set(mark.dataset.r, []);
  marks.get(mark.dataset.r).push(mark);
}
let open = null;

const marksOf = (id) => marks.get(id) ?? [];
const linkOf = (id) => text.querySelector(`a[href="#r-${id}"]`);
const recordOf = (element) => element?.closest?.("a[href^='#r-']")?.hash.slice(3);
const visible = () => entries.map((entry) => entry.id.slice(2)).filter((id) => !isOff(id));

function isOff(id) {
  const entry = byId.get(id);
  const layer = form.querySelector(`[name=layer][value=${entry.dataset.layer}]`);
  if (!layer.checked) return true;
  return [...form.querySelectorAll("select")].some(
    (select) => select.value && entry.dataset[select.name] !== select.value,
  );
}

function light(id) {
  for (const lit of text.querySelectorAll(".lit, .joined, .joined-cue")) {
    lit.classList.remove("lit", "joined", "joined-cue");
  }
  text.querySelector(".arcs")?.remove();
  const entry = byId.get(id);
  if (!entry) return;
  for (const mark of marksOf(id)) mark.classList.add("lit");
  const kind = entry.dataset.layer;
  const ends = [["holder", entry.dataset.holderAt], ["target", entry.dataset.targetAt]];
  const arcs = [];
  for (const [role, mention] of ends) {
    for (const mark of marksOf(mention)) {
      mark.classList.add("joined");
      if (kind === "cue") mark.classList.add("joined-cue");
    }
    if (marksOf(mention).length) arcs.push([role, marksOf(mention)[0]]);
  }
  const from = marksOf(id).find((mark) => !mark.classList.contains("scope"));
  if (from && arcs.length) draw(from, arcs, kind);
}

const SVG = "http://www.w3.org/2000/svg";
function make(name, attributes, parent) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

// An arc from the middle of the expression to the middle of each end, above the line.
function draw(from, arcs, kind) {
  const frame = text.getBoundingClientRect();
  const point = (element) => {
    const box = element.getClientRects()[0];
    return { x: box.left + box.width / 2 - frame.left, y: box.top - frame.top + 3 };
  };
  const svg = make("svg", { class: "arcs", "aria-hidden": "true" }, text);
  const a = point(from);
  for (const [role, mark] of arcs) {
    const b = point(mark);
    const rise = Math.min(a.y, b.y) - 14 - Math.min(14, Math.abs(a.x - b.x) / 20);
    const path = `M${a.x} ${a.y} C${a.x} ${rise} ${b.x} ${rise} ${b.x} ${b.y}`;
    make("path", { d: path, class: `${kind}-arc` }, svg);
    make("circle", { cx: b.x, cy: b.y, r: 2.5, fill: "currentColor" }, svg);
    make("text", { x: b.x + 5, y: b.y - 4 }, svg).textContent = role;
  }
}

function show(id, scroll) {
  open = byId.has(id) ? id : null;
  for (const shown of panel.querySelectorAll(".current")) shown.classList.remove("current");
  panel.classList.toggle("open", open !== null);
  panel.querySelector(".close").hidden = open === null;
  light(open);
  if (open === null) return;
  const entry = byId.get(open);
  entry.classList.add("current");
  const label = `label-${entry.dataset.layer}-${entry.dataset.label}`;
  document.getElementById(label)?.classList.add("current");
  panel.scrollTop = 0;
  if (scroll) reveal(linkOf(open));
}

function reveal(link) {
  const box = link?.getBoundingClientRect();
  const foot = getComputedStyle(panel).position === "fixed" ? panel.offsetHeight : 0;
  if (box && (box.top < 60 || box.bottom > innerHeight - foot - 20)) {
    scrollBy({ top: box.top - (innerHeight - foot) / 3 });
  }
}

function go(id) {
  if (!id) return;
  if (location.hash !== `#${id}`) history.pushState(null, "", `#${id}`);
  show(id, true);
  linkOf(id)?.focus({ preventScroll: true });
}

function close() {
  const link = open && linkOf(open);
  history.replaceState(null, "", location.pathname + location.search);
  show(null);
  link?.focus({ preventScroll: true });
}

function step(by) {
  const ids = visible();
  const at = ids.indexOf(recordOf(document.activeElement) ?? open);
  go(ids[at < 0 ? (by > 0 ? 0 : ids.length - 1) : at + by]);
}

function fromAddress() {
  const id = location.hash.slice(1);
  const entry = document.getElementById(id)?.closest(".record"); // a relation stands in one
  const record = byId.has(id) ? id : (entry?.id.slice(2) ?? "");
  if (byId.has(record) && isOff(record)) {
    form.querySelector(`[name=layer][value=${byId.get(record).dataset.layer}]`).checked = true;
    filter();
  }
  show(record, true);
}

function filter() {
  const root = document.documentElement.classList;
  for (const box of form.querySelectorAll("[name=layer]")) {
    root.toggle(`hide-${box.value}`, !box.checked);
    root.toggle(`show-${box.value}`, box.checked);
  }
  for (const box of form.querySelectorAll("[name=view]")) root.toggle(`no-${box.value}`, !box.checked);
  let count = 0;
  for (const id of byId.keys()) {
    const off = isOff(id);
    count += off ? 0 : 1;
    for (const mark of marksOf(id)) mark.classList.toggle("off", off);
    for (const link of text.querySelectorAll(`a[href="#r-${id}"]`)) link.tabIndex = off ? -1 : 0;
  }
  form.querySelector(".shown").textContent = `${count} of ${byId.size} records`;
}

text.addEventListener("click", (event) => {
  const id = recordOf(event.target);
  if (!id) return;
  event.preventDefault();
  if (!isOff(id)) go(id);
});
text.addEventListener("pointerover", (event) => {
  const id = recordOf(event.target);
  if (id && !isOff(id)) light(id);
});
text.addEventListener("pointerout", () => light(open));
text.addEventListener("focusin", (event) => {
  const id = recordOf(event.target);
  if (id && !isOff(id)) light(id);
});
text.addEventListener("focusout", () => light(open));
panel.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#r-'], a.permalink");
  if (!link) return;
  event.preventDefault();
  go(link.hash.replace(/^#(r-)?/, ""));
});
panel.querySelector(".back").addEventListener("click", () => step(-1));
panel.querySelector(".on").addEventListener("click", () => step(1));
panel.querySelector(".close").addEventListener("click", close);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open) close();
  if (event.altKey || event.ctrlKey || event.metaKey || !text.contains(document.activeElement)) return;
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    event.preventDefault();
    step(event.key === "ArrowRight" ? 1 : -1);
  }
});
form.addEventListener("change", filter);
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", fromAddress);
addEventListener("hashchange", fromAddress);
addEventListener("resize", () => light(open));

filter();
fromAddress();
