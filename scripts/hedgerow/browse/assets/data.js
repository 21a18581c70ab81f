"use strict";
// The data of the site, which scripts below data/ hand over: a page from disk may not read files.

const hedgerow = (() => {
  const held = new Map(); // kind -> key -> values
  const loading = new Map(); // file -> promise

  function add(kind, key, value) {
    if (!held.has(kind)) held.set(kind, new Map());
    const keys = held.get(kind);
    if (!keys.has(key)) keys.set(key, []);
    keys.get(key).push(value);
  }

  const get = (kind, key = "") => held.get(kind)?.get(key) ?? [];

  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `data/${name}.js`;
        script.onload = done;
        script.onerror = () => failed(new Error(`${name} is missing`));
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  async function directory() {
    await load("directory");
    return get("directory")[0];
  }

  // CRC-32, as in shards.py.
  function bucket(key, buckets) {
    let crc = ~0;
    for (const byte of new TextEncoder().encode(key)) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return (~crc >>> 0) % buckets;
  }

  // Every value of a key, whichever files hold them.
  async function values(kind, key) {
    const parts = (await directory())[kind];
    const number = bucket(key, parts.length);
    await Promise.all([...Array(parts[number]).keys()].map((n) => load(`${kind}-${number}-${n}`)));
    return get(kind, key);
  }

  async function documents() {
    const [parts] = (await directory()).documents;
    await Promise.all([...Array(parts).keys()].map((n) => load(`documents-0-${n}`)));
    const names = ["id", "title", "split", "status", "genre", "sentences", "cues", "stances", "rejected", "uncertain"];
    const found = [];
    for (const [number, [row]] of held.get("documents")) {
      found[number] = Object.fromEntries(names.map((name, i) => [name, row[i]]));
      found[number].number = Number(number);
    }
    return found;
  }

  return { add, get, load, directory, values, documents };
})();

// An element with text in it, never markup: texts are data.
function element(name, content = "", attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...[content].flat());
  return made;
}
