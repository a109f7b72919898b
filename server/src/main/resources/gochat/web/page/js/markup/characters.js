// The classes of characters in docs/text.md. A character is a string of one code point; "" stands for no character.

/** Scripts without a blank between words or, as in Hangul, between a name and its particle. */
const UNSPACED =
  /(?=\p{L})(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Hang}\p{sc=Yiii}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]|[ーｰ])/u;
const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/u;
const MARK = /\p{M}/u;

/** Whether the character is of a script without blanks between words. */
export function isUnspaced(character) {
  return UNSPACED.test(character);
}

/** Whether the character forms one word with the letters beside it. */
export function isWord(character) {
  return LETTER_OR_DIGIT.test(character) && !isUnspaced(character);
}

/** The character at a position; "" at the end. */
export function characterAt(text, at, to) {
  return at < to ? String.fromCodePoint(text.codePointAt(at)) : "";
}

/** The character before a position; "" at the start. */
export function characterBefore(text, at, from) {
  if (at <= from) {
    return "";
  }
  const isPair = at - 2 >= from && text.codePointAt(at - 2) > 0xffff;
  return text.slice(at - (isPair ? 2 : 1), at);
}

/** The last character before a position that is not a combining mark; "" at the start. */
export function baseBefore(text, at, from) {
  let end = at;
  let character = characterBefore(text, end, from);
  while (character !== "" && MARK.test(character)) {
    end -= character.length;
    character = characterBefore(text, end, from);
  }
  return character;
}

/** Whether the character is a combining mark, which belongs to the letter before it. */
export function isMark(character) {
  return MARK.test(character);
}
