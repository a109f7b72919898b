// Finds the start and the end of a mention. docs/text.md has the rules; gochat.client.markup.Mention has them in Java.

import { ACCOUNT_NAME_MAX } from "../limits.js";
import { baseBefore, characterAt, characterBefore, isMark, isUnspaced, isWord } from "./characters.js";

const AT = /[@＠]/u;
/** Twice the length that the server allows, because a typed name may be decomposed. */
const NAME = new RegExp(`[\\p{L}\\p{Nd}_][\\p{L}\\p{Nd}\\p{M}._-]{0,${2 * ACCOUNT_NAME_MAX - 1}}`, "uy");
const NAME_PUNCTUATION = /[._-]/u;
const NAME_PUNCTUATION_RUN = /[._-]*/uy;

/**
 * A name in the form in which names are compared: NFKC case folding, as on the server. JavaScript has no case folding,
 * but from lower to upper to lower case each character becomes its folding, except for a dotless i.
 */
export function folded(name) {
  return Array.from(name.normalize("NFKC"), (c) => (c === "ı" ? c : c.toLowerCase().toUpperCase().toLowerCase()))
    .join("")
    .normalize("NFKC");
}

/** The names that a text may mention, as a map from folded names to names. */
export function knownNames(names) {
  return new Map(Array.from(names, (name) => [folded(name), name]));
}

/**
 * The mention whose "@" is at a position. The text before it is not examined.
 *
 * @param to the end of the line
 * @param known a result of knownNames
 * @returns {{ end: number, name: string, isKnown: boolean } | null} a known name as its owner writes it
 */
export function mentionAt(text, at, to, known) {
  if (at >= to || !AT.test(text[at])) {
    return null;
  }
  const ends = endsOf(text, at + 1, to);
  if (ends.length === 0) {
    return null;
  }
  for (const end of ends) {
    const name = known.get(folded(text.slice(at + 1, end)));
    if (name !== undefined) {
      return { end, name, isKnown: true };
    }
  }
  let end = ends[0];
  while (end > at + 2 && NAME_PUNCTUATION.test(text[end - 1])) {
    end--;
  }
  return { end, name: text.slice(at + 1, end), isKnown: false };
}

/** Whether a mention can begin with the "@" at a position: not within an address of e-mail. The line begins at `from`. */
export function mayBegin(text, at, from) {
  const before = baseBefore(text, at, from);
  return before === "" || !(isWord(before) || NAME_PUNCTUATION.test(before));
}

/** The positions at which the name that begins at `start` can end, the farthest first. */
function endsOf(text, start, to) {
  NAME.lastIndex = start;
  const end = NAME.test(text) ? Math.min(NAME.lastIndex, to) : start;
  NAME_PUNCTUATION_RUN.lastIndex = end;
  NAME_PUNCTUATION_RUN.test(text);
  // The first character at or after the end that is no punctuation of names.
  let next = Math.min(NAME_PUNCTUATION_RUN.lastIndex, to);
  const ends = [];
  for (let at = end; at > start;) {
    if (canEnd(text, start, at, next, to)) {
      ends.push(at);
    }
    const before = characterBefore(text, at, start);
    at -= before.length;
    if (!NAME_PUNCTUATION.test(before)) {
      next = at;
    }
  }
  return ends;
}

function canEnd(text, start, end, next, to) {
  const character = characterAt(text, next, to);
  return (
    character === "" ||
    (next > end
      ? !isWord(character)
      : !isMark(character) && (!isWord(character) || isUnspaced(baseBefore(text, end, start))))
  );
}
