// Where an address of the web begins and ends. docs/text.md has the rules; gochat.terminal.markup.Address is the same
// in Java.

import { characterBefore, isUnspaced, isWord } from "./characters.js";

// Without the flag "i", by which an "s" would be U+017F too.
const START = /[Hh][Tt][Tt][Pp][Ss]?:\/\/(?=[\p{L}\p{Nd}[])/uy;
const MAIL_START = /[Mm][Aa][Ii][Ll][Tt][Oo]:/uy;
const NEVER = /[\s\u0000-\u0020\u007f-\u009f<>"`\\]/u;
const ASCII = /[\u0000-\u007f]/u;
const LETTER_DIGIT_OR_MARK = /[\p{L}\p{N}\p{M}]/u;
const OPENING = "([{";
const CLOSING = ")]}";
const ENDS_SENTENCE = ".,;:!?*~";
/** What may stand on both sides of an address. */
const AROUND = "'_";
const USER = /^[^/:]*:\/\/[^/?#]*@/u;
const DELIMITED_MAX = 2_000;

/**
 * The address that begins at a position of a text.
 *
 * @param to where its line ends
 * @returns {{ end: number, isLink: boolean } | null} isLink is false when it names a user too, as "https://bank.example@evil.example" does to look like
 *   another one; null when there is no address
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
 * The address that begins at a position and ends before the ")" that is not opened in it.
 *
 * @returns its end, or -1 when there is none
 */
export function delimitedEnd(text, at, to) {
  START.lastIndex = at;
  MAIL_START.lastIndex = at;
  const host = START.test(text) ? START.lastIndex : MAIL_START.test(text) ? MAIL_START.lastIndex : to;
  const end = endOf(text, host, Math.min(to, at + DELIMITED_MAX), (character) => !NEVER.test(character));
  return end > host && end < to && text[end] === ")" && !USER.test(text.slice(at, end)) ? end : -1;
}

/** Up to where characters belong to an address; a closing bracket does when it was opened in it. */
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

/** Whatever dot it has: browsers take them all for one. */
const DOT = /[.．。｡․]/u;
const NO_HOST = /[^\p{L}\p{N}\p{M}.．。｡․-]+/u;
const HOST_END = /\p{L}[\p{L}\p{N}\p{M}-]+$|^\d+\.\d+\.\d+\.\d+$/u;
const INVISIBLE = /\p{Cf}/gu;

/**
 * Where a link leads, when its text names another host than that; "" when its text does not.
 *
 * @param label the link's text; null when that is the address itself
 * @returns a host, or an address of mail
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
