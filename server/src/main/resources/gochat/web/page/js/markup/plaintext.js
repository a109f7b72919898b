// A text without its marks, for places that show a message in one line. docs/text.md has the rules.

import { codeIn, MARKED_CHARS_MAX, parse } from "./markdown.js";
import { knownNames } from "./mentions.js";
import { safeLine, safeText } from "./safetext.js";

/** The names do not matter: mentions are shown as they were written. */
const NOBODY = knownNames([]);

/** A message in one line of limited length. */
export function plainLine(text, charactersMax) {
  const safe = safeText(text);
  const plain =
    safe.length > MARKED_CHARS_MAX
      ? safe
      : parse(safe, NOBODY)
          .map((block) => plainBlock(block, safe))
          .join("\n");
  return safeLine(plain, charactersMax);
}

function plainBlock(block, text) {
  switch (block.kind) {
    case "code":
      return block.text;
    case "quote":
      return block.blocks.map((inner) => plainBlock(inner, text)).join("\n");
    case "list":
      return block.items
        .map(({ number, inlines }) => `${number === null ? "•" : number + block.sign} ${plainInlines(inlines, text)}`)
        .join("\n");
    default:
      return plainInlines(block.inlines, text);
  }
}

function plainInlines(inlines, text) {
  return inlines.map((piece) => (typeof piece === "string" ? piece : plainSpan(piece, text))).join("");
}

function plainSpan(span, text) {
  const { kind, from, to, label, inlines } = span;
  switch (kind) {
    case "escape":
      return "";
    case "code":
      return codeIn(text, span);
    case "link":
      return label ? text.slice(label.from, label.to) : text.slice(from, to);
    case "mention":
      return text.slice(from, to);
    default:
      return plainInlines(inlines, text);
  }
}
