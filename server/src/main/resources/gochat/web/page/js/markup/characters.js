// The classes of characters in docs/text.md. A character is a string of one code point, or "" where there is none.

/** Scripts that put no blank between words or, as Hangul, none between a name and its particle. */
const UNSPACED =
  /(?=\p{L})(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Hang}\p{sc=Yiii}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]|[ーｰ])/u;
const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/u;
const MARK = /\p{M}/u;
const BLANK = /[\s\u0085]/u;

/** Whether a character is of a script that puts no blank between words. */
export function isUnspaced(character) {
  return UNSPACED.test(character);
}

/** Whether a character makes one word with the letters beside it. */
export function isWord(character) {
  return LETTER_OR_DIGIT.test(character) && !isUnspaced(character);
}

/** The character at a position, "" at the end. */
export function characterAt(text, at, to) {
  return at < to ? String.fromCodePoint(text.codePointAt(at)) : "";
}

/** The character before a position, "" at the start. */
export function characterBefore(text, at, from) {
  if (at <= from) {
    return "";
  }
  const isPair = at - 2 >= from && text.codePointAt(at - 2) > 0xffff;
  return text.slice(at - (isPair ? 2 : 1), at);
}

/** The character before a position that is no combining mark, "" at the start. */
export function baseBefore(text, at, from) {
  let end = at;
  let character = characterBefore(text, end, from);
  while (character !== "" && MARK.test(character)) {
    end -= character.length;
    character = characterBefore(text, end, from);
  }
  return character;
}

/** Whether a character is a combining mark: it belongs to the letter before it. */
export function isMark(character) {
  return MARK.test(character);
}

/** Whether a character is white space. */
export function isBlank(character) {
  return BLANK.test(character);
}
