"use strict";
// Two passes: step from one difference to the next, its marks lit on both sides.

const form = document.querySelector(".stepper");
const all = [...document.querySelectorAll(".difference")];
let current = null;

const wanted = () => [...form.querySelectorAll("[name=kind]:checked")].map((box) => box.value);
const shown = () => all.filter((difference) => !difference.hidden);

function light() {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const other of document.querySelectorAll(".difference.current")) other.classList.remove("current");
  if (!current) return;
  current.classList.add("current");
  const row = current.closest(".row");
  for (const [side, id] of [["a", current.dataset.first], ["b", current.dataset.second]]) {
    if (!id) continue;
    for (const mark of row.querySelectorAll(`[data-r="${side}-${id}"]`)) mark.classList.add("lit");
  }
}

function tell() {
  const list = shown();
  const at = list.indexOf(current) + 1;
  form.querySelector("output").textContent = at ? `${at} of ${list.length}` : `${list.length} differences`;
  form.querySelector(".back").disabled = list.length === 0 || at === 1;
  form.querySelector(".on").disabled = list.length === 0 || at === list.length;
}

function open(difference, move = true) {
  current = difference;
  light();
  tell();
  if (!current || !move) return;
  history.replaceState(null, "", `#${current.id}`);
  current.focus({ preventScroll: true });
  current.closest(".row").scrollIntoView({ block: "nearest" });
  current.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const list = shown();
  const at = list.indexOf(current);
  const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by;
  if (list[next]) open(list[next]);
}

function filter() {
  const kinds = wanted();
  for (const difference of all) {
    difference.hidden = !difference.dataset.kinds.split(" ").some((kind) => kinds.includes(kind));
  }
  for (const row of document.querySelectorAll(".row:not(.agreed)")) {
    row.classList.toggle("quiet", !row.querySelector(".difference:not([hidden])"));
  }
  if (current?.hidden) current = null;
  light();
  tell();
}

function fromAddress() {
  const difference = all.find(({ id }) => `#${id}` === location.hash);
  if (!difference) return;
  if (difference.hidden) {
    for (const kind of difference.dataset.kinds.split(" ")) form.querySelector(`[value=${kind}]`).checked = true;
    filter();
  }
  open(difference);
}

form.addEventListener("change", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector(".back").addEventListener("click", () => step(-1));
form.querySelector(".on").addEventListener("click", () => step(1));
document.addEventListener("click", (event) => {
  const mark = event.target.closest?.(".row .text .differs");
  if (mark) {
    const [side, id] = [mark.dataset.r[0], mark.dataset.r.slice(2)];
    const key = side === "a" ? "first" : "second";
    open(shown().find((d) => d.dataset[key] === id && d.closest(".row") === mark.closest(".row")) ?? current);
    return;
  }
  const difference = event.target.closest?.(".difference");
  if (difference) open(difference, false);
});
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || /^(INPUT|SELECT)$/.test(event.target.tagName)) return;
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    event.preventDefault();
    step(event.key === "ArrowRight" ? 1 : -1);
  }
});
addEventListener("hashchange", fromAddress);

filter();
fromAddress();
