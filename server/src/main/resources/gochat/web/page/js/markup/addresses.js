// Finds the start and the end of a web address. docs/text.md has the rules; gochat.client.markup.Address has them in
// Java.

import { characterBefore, isUnspaced, isWord } from "./characters.js";

// Not with the flag "i": it would take U+017F for an "s".
const START = /[Hh][Tt][Tt][Pp][Ss]?:\/\/(?=[\p{L}\p{Nd}[])/uy;
const MAIL_START = /[Mm][Aa][Ii][Ll][Tt][Oo]:/uy;
const NEVER = /[\s\u0000-\u0020\u007f-\u009f<>"`\\]/u;
const ASCII = /[\u0000-\u007f]/u;
const LETTER_DIGIT_OR_MARK = /[\p{L}\p{N}\p{M}]/u;
const OPENING = "([{";
const CLOSING = ")]}";
const ENDS_SENTENCE = ".,;:!?*~";
/** Characters that may enclose an address. */
const AROUND = "'_";
const USER = /^[^/:]*:\/\/[^/?#]*@/u;
const DELIMITED_MAX = 2_000;

/**
 * The address that begins at a position of a text.
 *
 * @param to the end of the line
 * @returns {{ end: number, isLink: boolean } | null} isLink is false if the address contains a user, as in
 *   "https://bank.example@evil.example", which looks like another address; null if there is no address
 */
export function addressAt(text, at, to) {
  START.lastIndex = at;
  if (!START.test(text) || START.lastIndex >= to) {
    return null;
  }
  const host = START.lastIndex;
  let end = endOf(text, host, to, (character, before) =>
    ASCII.test(character)
      ? !NEVER.test(character)
      : LETTER_DIGIT_OR_MARK.test(character) && !(isUnspaced(character) && isWord(before)),
  );
  const before = characterBefore(text, at, 0);
  while (
    end > host &&
    (ENDS_SENTENCE.includes(text[end - 1]) ||
      OPENING.includes(text[end - 1]) ||
      (AROUND.includes(text[end - 1]) && text[end - 1] === before))
  ) {
    end--;
  }
  return end > host ? { end, isLink: !USER.test(text.slice(at, end)) } : null;
}

/**
 * The address that begins at a position and ends before the first ")" without its "(" in the address.
 *
 * @returns its end, or -1 if there is none
 */
export function delimitedEnd(text, at, to) {
  START.lastIndex = at;
  MAIL_START.lastIndex = at;
  const host = START.test(text) ? START.lastIndex : MAIL_START.test(text) ? MAIL_START.lastIndex : to;
  const end = endOf(text, host, Math.min(to, at + DELIMITED_MAX), (character) => !NEVER.test(character));
  return end > host && end < to && text[end] === ")" && !USER.test(text.slice(at, end)) ? end : -1;
}

/** The end of an address. A closing bracket belongs to the address if the opening one does. */
function endOf(text, from, to, belongs) {
  const open = [0, 0, 0];
  let before = "";
  let end = from;
  while (end < to) {
    const character = String.fromCodePoint(text.codePointAt(end));
    const closes = CLOSING.indexOf(character);
    if (!belongs(character, before) || (closes >= 0 && open[closes]-- === 0)) {
      break;
    }
    if (OPENING.includes(character)) {
      open[OPENING.indexOf(character)]++;
    }
    before = character;
    end += character.length;
  }
  return end;
}

/** Browsers treat all these characters as dots of a host. */
const DOT = /[.．。｡․]/u;
const NO_HOST = /[^\p{L}\p{N}\p{M}.．。｡․-]+/u;
const HOST_END = /\p{L}[\p{L}\p{N}\p{M}-]+$|^\d+\.\d+\.\d+\.\d+$/u;
const INVISIBLE = /\p{Cf}/gu;

/**
 * The target of a link, if the text of the link names another host; otherwise "".
 *
 * @param label the text of the link; null if it is the address itself
 * @returns a host, or an address of e-mail
 */
export function hostToShow(label, href) {
  let url;
  try {
    url = new URL(href);
  } catch {
    return "";
  }
  const named = label === null ? [writtenHost(href)] : hostsIn(label);
  if (url.protocol === "mailto:") {
    return named.length > 0 && label !== url.pathname ? url.pathname : "";
  }
  return named.some((host) => withoutWww(host) !== withoutWww(url.hostname)) ? url.hostname : "";
}

function writtenHost(href) {
  return /:\/\/(\[[^\]]*\]|[^/?#:]*)/u.exec(href)[1].toLowerCase();
}

function hostsIn(label) {
  const visible = label.replace(INVISIBLE, "").toLowerCase();
  const words = visible.split(NO_HOST).filter((word) => DOT.test(word) && HOST_END.test(word));
  return visible.includes("://") ? [...words, writtenHost(visible)] : words;
}

function withoutWww(host) {
  return host.replace(/^www\./u, "");
}
