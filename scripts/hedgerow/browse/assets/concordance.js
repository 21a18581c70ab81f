"use strict";
// The concordance: terms on the left, the occurrences of one of them on the right.

const ROWS = 50;
const TERMS = 200;
const form = document.querySelector(".search");
const list = document.querySelector(".terms ol");
const more = document.querySelector(".terms .more");
const table = document.querySelector(".kwic");
const pager = document.querySelector(".pager");
const heading = document.querySelector(".term");
let terms = [];
let lines = [];
let at = 0;

const total = (outcomes) => Object.values(outcomes).reduce((a, b) => a + b, 0);
const names = ["number", "page", "anchor", "left", "words", "right", "layer", "outcome", "value", "inside", "split", "genre"];
const decided = (line) => (line.layer ? `${line.layer} ${line.outcome}` : line.outcome);
// The two groups of lines, in their order; the filter may ask for one of them.
const GROUPS = ["Annotated", "Not annotated"];
const group = (key) => GROUPS[/^(cue|stance) /.test(key) ? 0 : 1];
const said = (key) => key.replace(/^rejected /, "not annotated: ");

async function start() {
  const { terms: files } = await hedgerow.directory();
  await Promise.all([...Array(files).keys()].map((n) => hedgerow.load(`terms-${n}`)));
  terms = hedgerow.get("terms").flat();
  form.term.addEventListener("input", listTerms);
  form.outcome.addEventListener("change", redraw);
  form.order.addEventListener("change", redraw);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wanted = form.term.value.trim().toLowerCase();
    const exact = terms.find(([term, , , forms]) => [term, ...forms].includes(wanted)) ?? matching()[0];
    if (exact) location.hash = encodeURIComponent(exact[0]);
  });
  addEventListener("hashchange", fromAddress);
  listTerms();
  fromAddress();
}

const matching = () => {
  const wanted = form.term.value.trim().toLowerCase();
  return terms.filter(([term, , , forms]) => [term, ...forms].some((form) => form.includes(wanted)));
};

function listTerms() {
  const found = matching();
  list.replaceChildren(...found.slice(0, TERMS).map(([term, outcomes]) =>
    element("li", [
      element("a", term, { href: `#${encodeURIComponent(term)}` }),
      " ",
      element("span", String(total(outcomes)), { class: "n" }),
    ])));
  more.hidden = found.length <= TERMS;
  more.textContent = `and ${found.length - TERMS} more: type a part of the term`;
  form.querySelector("output").textContent = `${found.length} terms`;
}

async function fromAddress() {
  const name = decodeURIComponent(location.hash.slice(1));
  const entry = terms.find(([term]) => term === name);
  if (!entry) return;
  const [term, outcomes, files] = entry;
  await Promise.all(Object.keys(files).map((file) => hedgerow.load(file)));
  lines = hedgerow.get("lines", term).map((row) => Object.fromEntries(names.map((key, i) => [key, row[i]])));
  const keys = GROUPS.flatMap((name) =>
    Object.keys(outcomes).filter((key) => group(key) === name).sort((a, b) => outcomes[b] - outcomes[a]));
  form.outcome.replaceChildren(
    element("option", "anything", { value: "" }),
    ...GROUPS.map((name) => element("option", `${name} (${count(outcomes, name)})`, { value: name })),
    ...keys.map((key) => element("option", `${said(key)} (${outcomes[key]})`, { value: key })),
  );
  heading.textContent = `${term}: ${keys.map((key) => `${said(key)} ${outcomes[key]}`).join(", ")}`;
  for (const link of list.querySelectorAll("a")) {
    if (link.hash === `#${encodeURIComponent(term)}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  redraw();
}

function count(outcomes, name) {
  return total(Object.fromEntries(Object.entries(outcomes).filter(([key]) => group(key) === name)));
}

// The lines that were asked for, group by group.
function grouped() {
  const sorted = ordered();
  return GROUPS.flatMap((name) => sorted.filter((line) => group(decided(line)) === name));
}

function ordered() {
  const wanted = lines.filter((line) => ["", decided(line), group(decided(line))].includes(form.outcome.value));
  const back = (text) => text.trim().toLowerCase().split(/\s+/).reverse().join(" ");
  const keys = { left: (line) => back(line.left), right: (line) => line.right.trim().toLowerCase() };
  const key = keys[form.order.value];
  if (!key) return wanted;
  return wanted.map((line) => [key(line), line]).sort((a, b) => a[0].localeCompare(b[0], "en")).map(([, line]) => line);
}

function redraw() {
  at = 0;
  draw();
}

function draw() {
  const found = grouped();
  table.hidden = false;
  table.caption.textContent = `${found.length} occurrence${found.length === 1 ? "" : "s"}`;
  table.tBodies[0].replaceChildren(...rows(found.slice(at, at + ROWS), found));
  pager.hidden = found.length <= ROWS;
  pager.querySelector("span").textContent = `${at + 1} to ${Math.min(at + ROWS, found.length)} of ${found.length}`;
  pager.querySelector(".back").disabled = at === 0;
  pager.querySelector(".on").disabled = at + ROWS >= found.length;
}

// The lines of a page, with a heading where a group begins or goes on.
function rows(page, found) {
  const made = [];
  let current = null;
  for (const line of page) {
    const name = group(decided(line));
    if (name !== current) {
      const here = found.filter((other) => group(decided(other)) === name).length;
      const heading = element("tr", element("th", `${name}: ${here}`, { colspan: "5", scope: "rowgroup" }), { class: "group" });
      made.push(heading);
      current = name;
    }
    made.push(row(line));
  }
  return made;
}

function row(line) {
  const made = element("tr");
  const left = element("td", element("bdi", line.left), { class: "left" });
  const what = element("td", said(decided(line)), { class: "decided" });
  if (line.value) what.append(element("span", ` ${line.value}`));
  if (line.inside) what.append(element("span", " (part of a longer expression)"));
  const name = line.page.replace(/(\.\d+)?\.html$/, "");
  const link = element("a", `${line.anchor} ${name}`, { href: `documents/${line.page}#${line.anchor}`, title: name });
  made.append(
    left,
    element("td", element("b", line.words), { class: `word as-${line.layer || "none"}` }),
    element("td", element("bdi", line.right), { class: "right" }),
    what,
    element("td", link, { class: "text-link" }),
  );
  return made;
}

pager.querySelector(".back").addEventListener("click", () => { at -= ROWS; draw(); });
pager.querySelector(".on").addEventListener("click", () => { at += ROWS; draw(); });
start();
