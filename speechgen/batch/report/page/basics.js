"use strict";
// The data, and what every part of the page uses. Whatever comes from outlines and data is put into
// the page as text, never as markup: nothing here or elsewhere sets innerHTML.

const [ROW, LINE, NAME, STATUS, CHARACTERS, BYTES, MS, DIFFERS, IDENTITY, DIAGNOSTICS, LEAKS] =
  Array(11).keys();
const NONE = [];
const run = embedded("head");
const entries = embedded("entries");
const say = run.words;
const place = new Map(entries.map((entry, index) => [entry[ROW], index]));
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(document.documentElement.lang, {
  style: "percent",
  maximumFractionDigits: 1,
});

/** The JSON that an element holds; the element goes, so that its text does not stay in memory. */
function embedded(id) {
  const element = document.getElementById(id);
  const value = JSON.parse(element.textContent);
  element.remove();
  return value;
}

const find = (id) => document.getElementById(id);
const diagnostics = (entry) => entry[DIAGNOSTICS] || NONE;
const leaks = (entry) => entry[LEAKS] || NONE;
const warnings = (entry) => diagnostics(entry).filter((found) => !found[0]);
const state = (entry) => run.statuses[entry[STATUS]];
const exists = (entry) => entry[NAME] !== "" && !["failed", "pending"].includes(state(entry));

/** A message with its {fields} filled in. */
function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (field, key) => (key in values ? values[key] : field));
}

/** An element with properties (`class`, `text` and attributes) and children. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "text") element.append(...visible(value));
    else if (value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** A button that does something. */
function button(properties, action) {
  const element = make("button", { type: "button", ...properties });
  element.addEventListener("click", action);
  return element;
}

// Control characters, and marks that cannot be seen but turn the reading direction or hide words.
const UNSEEN =
  /([\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff])/;

/** A text as nodes; what cannot be seen in it is shown by its number. */
function visible(text) {
  const pieces = String(text).split(UNSEEN);
  return pieces.filter(Boolean).map((piece) => (UNSEEN.test(piece) ? sign(piece) : piece));
}

function sign(char) {
  const code = char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  const element = document.createElement("span");
  element.className = "sign";
  element.textContent = `U+${code}`;
  return element;
}

/** A text of foreign origin, whose reading direction does not touch what is around it. */
const foreign = (text, properties = {}) => make("bdi", { ...properties, text });

/** A document's name, as a link where it can be opened. */
function documentLink(entry) {
  const name = entry[NAME] || "—";
  const address = exists(entry) ? addressOf(entry[NAME]) : null;
  if (address === null) return foreign(name, { class: "name" });
  const link = make("a", { class: "name", href: address, target: "_blank", rel: "noopener" });
  link.append(foreign(name));
  return link;
}

/** Where a document is; no name leads to anything but a file in the folder of the documents. */
function addressOf(name) {
  const steps = name.split("/");
  if (run.links === null || steps.some((step) => ["", ".", ".."].includes(step))) return null;
  try {
    const way = run.links + steps.map(encodeURIComponent).join("/");
    return run.links === "" ? `./${way}` : way;
  } catch {
    return null; // half a surrogate pair has no encoding
  }
}

function size(bytes) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let power = 0;
  for (; bytes >= 1000 && power < units.length - 1; power += 1) bytes /= 1000;
  return `${number.format(bytes)} ${units[power]}`;
}

function duration(seconds) {
  if (seconds < 60) return fill(say.second, { number: number.format(seconds) });
  const whole = Math.round(seconds);
  return fill(say.minutes, { minutes: number.format(Math.floor(whole / 60)), seconds: whole % 60 });
}
