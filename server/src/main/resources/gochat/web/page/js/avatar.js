// Initials on a colour, the same for a name everywhere.

import { el } from "./dom.js";
import { folded } from "./people.js";

const COLOURS = 10;

export function avatar(name, className = "") {
  return el("span", { class: `avatar colour-${hash(folded(name)) % COLOURS} ${className}`.trim(), "aria-hidden": "true" }, initials(name));
}

/** The first letters of two parts of a name, or its first two; one of those that fill a square. */
function initials(name) {
  const parts = name.split(/[\s._-]+/u).filter((part) => part !== "");
  const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const first = (text) => letters.segment(text)[Symbol.iterator]().next().value?.segment ?? "";
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(name)) {
    return first(name);
  }
  return (parts.length > 1 ? first(parts[0]) + first(parts[1]) : [...(parts[0] ?? "")].slice(0, 2).join("")).toUpperCase();
}

/** FNV-1a. */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return value;
}
