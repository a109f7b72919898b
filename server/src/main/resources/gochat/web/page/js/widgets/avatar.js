// Avatars: the initials of a name on a colour that follows from the name.

import { folded } from "../markup/mentions.js";
import { el } from "./dom.js";

const HUES = 18;

export function avatar(name, className = "") {
  const square = el("span", { class: `avatar ${className}`.trim(), "aria-hidden": "true" }, initials(name));
  // Every hue has the same lightness, with enough contrast to white.
  square.style.backgroundColor = `oklch(49% 0.1 ${(hash(folded(name)) % HUES) * (360 / HUES)})`;
  return square;
}

/** The first letters of two parts of a name, or its first two letters; one letter of a script with square letters. */
function initials(name) {
  const parts = name.split(/[\s._-]+/u).filter((part) => part !== "");
  const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  const first = (text) => letters.segment(text)[Symbol.iterator]().next().value?.segment ?? "";
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(name)) {
    return first(name);
  }
  return (
    parts.length > 1 ? first(parts[0]) + first(parts[1]) : [...(parts[0] ?? "")].slice(0, 2).join("")
  ).toUpperCase();
}

/** FNV-1a. */
function hash(text) {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  }
  return value;
}
