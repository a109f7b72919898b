// Makes texts of other users safe to show. The callers show them as text nodes, so that no text becomes markup.

const MARKS_MAX = 8;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;
const MARKS = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, "gu");

/**
 * Makes control characters and characters that change the direction of text visible, and limits the marks on one letter.
 * Marks that order right-to-left text (U+061C, U+200E, U+200F) stay: the element around the text isolates their effect.
 */
export function safeText(text) {
  return text.replace(/\r\n?/gu, "\n").replace(CONTROL, visible).replace(MARKS, "$1");
}

function visible(character) {
  const code = character.codePointAt(0);
  if (code < 0x20) {
    return String.fromCodePoint(0x2400 + code);
  }
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/** The same in one line of limited length, for a title or a preview. */
export function safeLine(text, charactersMax = 140) {
  const line = safeText(text.slice(0, charactersMax * 4))
    .replace(/\s+/gu, " ")
    .trim();
  const characters = [...line];
  return characters.length > charactersMax ? `${characters.slice(0, charactersMax - 1).join("")}…` : line;
}
