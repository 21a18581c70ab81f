"use strict";
// The list of documents: search, filter, sort, page by page.

const ROWS = 100;
const HITS = 50;
const form = document.querySelector(".search");
const table = document.querySelector(".documents");
const pager = document.querySelector(".pager");
const hits = document.querySelector(".hits");
let all = null;
let shown = [];
let at = 0;
let order = null;

// Words as tokens.py has them, without a possessive or contracted end.
const words = () =>
  (form.words.value.toLowerCase().match(/[\p{L}\p{N}_\p{M}]+(?:[-.,’'][\p{L}\p{N}_\p{M}]+)*/gu) ?? [])
    .map((word) => word.replace(/(?:n[’']t|[’'](?:s|re|ve|ll|d|m))$/, ""))
    .filter(Boolean);
const fits = (row) =>
  ["genre", "split", "status"].every((key) => !form[key].value || row[key] === form[key].value);

function cells(row) {
  const link = element("a", row.title, { href: `documents/${row.id}.html` });
  const numbers = ["sentences", "uncertain", "cues", "stances", "rejected"];
  return [
    element("th", [link, " ", element("code", row.id)], { scope: "row" }),
    element("td", row.genre),
    element("td", row.split),
    element("td", row.status, { class: `status-${row.status}` }),
    ...numbers.map((key) => element("td", String(row[key] ?? ""), { class: "n" })),
  ];
}

function draw() {
  const rows = shown.slice(at, at + ROWS).map((row) => {
    const line = element("tr");
    line.append(...cells(row));
    return line;
  });
  table.tBodies[0].replaceChildren(...rows);
  pager.hidden = shown.length <= ROWS;
  pager.querySelector("span").textContent =
    `${at + 1} to ${Math.min(at + ROWS, shown.length)} of ${shown.length}`;
  pager.querySelector(".back").disabled = at === 0;
  pager.querySelector(".on").disabled = at + ROWS >= shown.length;
}

// The sentences in which all words stand: [document, sentence position] pairs.
async function sentences(wanted) {
  let found = null;
  for (const word of wanted) {
    const here = new Map(await hedgerow.values("words", word));
    if (found === null) found = here;
    else {
      const both = new Map();
      for (const [number, places] of found) {
        const other = new Set(here.get(number));
        const common = places.filter((place) => other.has(place));
        if (common.length) both.set(number, common);
      }
      found = both;
    }
  }
  return found;
}

// A sentence with the words that were looked for in <mark>.
function marked(sentence, wanted) {
  const lower = sentence.toLowerCase();
  const line = element("p");
  let from = 0;
  while (from < sentence.length) {
    const next = wanted
      .map((word) => [lower.indexOf(word, from), word.length])
      .filter(([place]) => place >= 0)
      .sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
    if (!next || lower.length !== sentence.length) break;
    line.append(sentence.slice(from, next[0]), element("mark", sentence.slice(next[0], next[0] + next[1])));
    from = next[0] + next[1];
  }
  line.append(sentence.slice(from));
  return line;
}

async function showHits(found, wanted) {
  const lines = [];
  for (const row of shown) {
    if (lines.length >= HITS) break;
    const [texts] = await hedgerow.values("texts", String(row.number));
    const head = element("h3", element("a", row.title, { href: `documents/${row.id}.html` }));
    lines.push(head);
    for (const place of found.get(row.number)) {
      const [id, part, sentence] = texts[place];
      const file = part === 1 ? row.id : `${row.id}.${part}`;
      const line = marked(sentence, wanted);
      line.prepend(element("a", id, { href: `documents/${file}.html#${id}`, class: "permalink" }), " ");
      line.dir = "auto";
      lines.push(line);
    }
  }
  hits.replaceChildren(element("h2", "Sentences"), ...lines);
}

async function search() {
  all ??= await hedgerow.documents();
  const wanted = words();
  const found = wanted.length ? await sentences(wanted) : null;
  shown = all.filter((row, number) => fits(row) && (!found || found.has(number)));
  if (order) {
    const [key, way] = order;
    shown.sort((a, b) => way * (a[key] > b[key] ? 1 : a[key] < b[key] ? -1 : 0));
  }
  at = 0;
  draw();
  const some = shown.length < all.length;
  table.caption.textContent = `${some ? "Documents found" : "Every document"}; a column head sorts`;
  hits.hidden = !found;
  if (found) await showHits(found, wanted);
  form.querySelector("output").textContent =
    `${shown.length} document${shown.length === 1 ? "" : "s"}` +
    (found ? `; sentences: ${shown.reduce((n, row) => n + found.get(row.number).length, 0)}` : "");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
form.addEventListener("change", search);
for (const head of table.tHead.rows[0].cells) {
  const button = element("button", head.textContent, { type: "button" });
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const way = order?.[0] === head.dataset.key ? -order[1] : 1;
    order = [head.dataset.key, way];
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
    search();
  });
}
pager.querySelector(".back").addEventListener("click", () => { at -= ROWS; draw(); });
pager.querySelector(".on").addEventListener("click", () => { at += ROWS; draw(); });
if (document.querySelector("nav.pages")) search();
