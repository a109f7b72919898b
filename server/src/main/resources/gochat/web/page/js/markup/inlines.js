// Finds links, mentions, code and marks in a line. docs/text.md has the rules; gochat.client.markup.InlineScan has them
// in Java. The time is linear in the length of the line.

import { addressAt, delimitedEnd } from "./addresses.js";
import { baseBefore, characterAt, characterBefore, isUnspaced, isWord } from "./characters.js";
import { mayBegin, mentionAt } from "./mentions.js";

const ESCAPABLE = /[`*_~[@＠]/u;
// The length is in UTF-16 code units.
const LABEL = /\[([^[\]\n]{1,400})\]\(/y;
/** Characters of paths and emoticons: a mark beside one of them is an ordinary character. */
const NEVER_OUTSIDE = /[/\\]/u;
const NEVER_INSIDE = /[\s\u0085/\\=<>^]/u;
const JOINING = /[.=@-]/u;
const MARK = /[*_~]/u;
const BLANK = /[\s\u0085]/u;
/** Marks enclose at least one of these: around punctuation only, they are an emoticon or a pattern of file names. */
const CONTENT = /[A-Za-z0-9\u0080-\u{10ffff}]/u;
/** By run of marks: the spans that it begins or ends, the outermost first. */
const KINDS = new Map([
  ["*", ["italic"]],
  ["**", ["bold"]],
  ["***", ["italic", "bold"]],
  ["_", ["italic"]],
  ["__", ["bold"]],
  ["___", ["italic", "bold"]],
  ["~~", ["strike"]],
]);

/**
 * The spans of a line, in the order of their starts. Two spans never overlap in part.
 *
 * @param {{ from: number, to: number }} line in the text
 * @param known a result of knownNames in mentions.js
 * @returns spans with `kind`, `from` and `to`, and more for some kinds. "bold", "italic", "strike", "code": `mark`, the
 *   length of each of the two marks; "link": `href` and, if the link has a label, `label` as { from, to }; "mention":
 *   `name`, `isKnown`; "escape": a backslash that is not shown
 */
export function spansOf(text, line, known) {
  return new Scan(text, line, known).spans();
}

class Scan {
  #text;
  #line;
  #known;
  #spans = [];
  /** By run of marks: the last one that can begin a span, { from, slash }; slash is -1 if the run is not escaped. */
  #openers = new Map();
  #escapedOpeners = new Map();
  /** The last position of a blank, and of a character that marks can enclose. */
  #blankAt = -1;
  #contentAt = -1;
  /** By position of a run of backticks: the position of the next run of the same length. */
  #nextTicks = null;
  /** Runs of backticks that would end code if a backslash had not escaped its start. */
  #freedTicks = new Set();

  constructor(text, line, known) {
    this.#text = text;
    this.#line = line;
    this.#known = known;
  }

  spans() {
    let at = this.#line.from;
    while (at < this.#line.to) {
      if (BLANK.test(this.#text[at])) {
        this.#blankAt = at;
      } else if (CONTENT.test(this.#text[at])) {
        this.#contentAt = at;
      }
      const isEscaped = this.#text[at] === "\\" && at + 1 < this.#line.to && ESCAPABLE.test(this.#text[at + 1]);
      at = this.#read(isEscaped ? at + 1 : at, isEscaped ? at : -1);
    }
    // If two spans begin together, the outer one is first.
    return this.#spans.sort((one, other) => one.from - other.from || other.to - one.to);
  }

  /**
   * @param slash the position of the backslash before `at`, or -1
   * @returns the position at which to continue
   */
  #read(at, slash) {
    switch (this.#text[at]) {
      case "`":
        return this.#code(at, slash);
      case "*":
      case "_":
      case "~":
        return this.#mark(at, slash);
      case "[":
        return this.#labelled(at, slash);
      case "@":
      case "＠":
        return this.#mention(at, slash);
      case "h":
      case "H":
        return this.#address(at);
      default:
        return at + 1;
    }
  }

  #add(kind, from, to, more = {}) {
    this.#spans.push({ kind, from, to, ...more });
    return to;
  }

  /** Adds a span whose content is not parsed. Marks can enclose it. */
  #addWhole(kind, from, to, more) {
    this.#contentAt = to - 1;
    return this.#add(kind, from, to, more);
  }

  #escape(slash) {
    this.#add("escape", slash, slash + 1);
  }

  #runEnd(at) {
    let end = at + 1;
    while (end < this.#line.to && this.#text[end] === this.#text[at]) {
      end++;
    }
    return end;
  }

  #code(at, slash) {
    this.#nextTicks ??= this.#ticks();
    const end = this.#runEnd(at);
    const next = this.#nextTicks.get(at);
    if (slash < 0) {
      return next === undefined ? end : this.#addWhole("code", at, next + end - at, { mark: end - at });
    }
    if (next !== undefined || this.#freedTicks.has(at)) {
      this.#escape(slash);
      this.#freedTicks.add(next);
    }
    return end;
  }

  #ticks() {
    const next = new Map();
    const last = new Map();
    for (let at = this.#line.from; at < this.#line.to; at++) {
      if (this.#text[at] === "`") {
        const end = this.#runEnd(at);
        if (last.has(end - at)) {
          next.set(last.get(end - at), at);
        }
        last.set(end - at, at);
        at = end;
      }
    }
    return next;
  }

  #mark(at, slash) {
    const end = this.#runEnd(at);
    const run = this.#text.slice(at, Math.min(end, at + 4));
    const kinds = KINDS.get(run);
    if (!kinds) {
      return end;
    }
    const left = slash >= 0 ? slash : at;
    const canClose = this.#canClose(left, end);
    if (canClose && this.#close(run, kinds, end, slash)) {
      return end;
    }
    if (this.#canOpen(left, end)) {
      (slash >= 0 ? this.#escapedOpeners : this.#openers).set(run, { from: at, slash });
    } else if (!canClose && this.#openers.get(run)?.from > this.#blankAt) {
      // It stands within the word that the opening run begins, as in "__init__(self)".
      this.#openers.delete(run);
    }
    return end;
  }

  /** @returns whether a span ends here, or would end here without a backslash */
  #close(run, kinds, end, slash) {
    const opener = this.#withContent(this.#openers.get(run));
    const escaped = this.#withContent(this.#escapedOpeners.get(run));
    if (escaped && escaped.from > (opener?.from ?? -1)) {
      this.#escape(escaped.slash);
      this.#escapedOpeners.delete(run);
    }
    if (slash >= 0) {
      if (opener || escaped) {
        this.#escape(slash);
      }
      return Boolean(opener || escaped);
    }
    if (!opener) {
      return false;
    }
    kinds.forEach((kind, depth) => {
      const mark = depth === kinds.length - 1 ? run.length - depth : 1;
      this.#add(kind, opener.from + depth, end - depth, { mark });
    });
    // Runs that opened inside this span cannot close outside.
    for (const openers of [this.#openers, this.#escapedOpeners]) {
      for (const [other, { from }] of openers) {
        if (from >= opener.from) {
          openers.delete(other);
        }
      }
    }
    return true;
  }

  #withContent(opener) {
    return opener && opener.from < this.#contentAt ? opener : undefined;
  }

  #canOpen(left, right) {
    const inside = characterAt(this.#text, right, this.#line.to);
    if (inside === "" || NEVER_INSIDE.test(inside)) {
      return false;
    }
    const { from } = this.#line;
    let at = left;
    while (at > from && JOINING.test(this.#text[at - 1])) {
      at--;
    }
    return !isAttached(inside, characterBefore(this.#text, left, from), baseBefore(this.#text, at, from), /[)\]}]/u);
  }

  #canClose(left, right) {
    const inside = baseBefore(this.#text, left, this.#line.from);
    if (inside === "" || NEVER_INSIDE.test(inside)) {
      return false;
    }
    const { to } = this.#line;
    let at = right;
    while (at < to && JOINING.test(this.#text[at])) {
      at++;
    }
    return !isAttached(inside, characterAt(this.#text, right, to), characterAt(this.#text, at, to), /[([{]/u);
  }

  #labelled(at, slash) {
    LABEL.lastIndex = at;
    const match = LABEL.exec(this.#text);
    const from = LABEL.lastIndex;
    const end =
      match && /[^\s\u0085]/u.test(match[1]) && from < this.#line.to
        ? delimitedEnd(this.#text, from, this.#line.to)
        : -1;
    if (end < 0) {
      return at + 1;
    }
    if (slash >= 0) {
      this.#escape(slash);
      return at + 1;
    }
    const label = { from: at + 1, to: from - 2 };
    return this.#addWhole("link", at, end + 1, { href: this.#text.slice(from, end), label });
  }

  #mention(at, slash) {
    const isPossible = mayBegin(this.#text, slash >= 0 ? slash : at, this.#line.from);
    const mention = isPossible ? mentionAt(this.#text, at, this.#line.to, this.#known) : null;
    if (!mention) {
      return at + 1;
    }
    if (slash >= 0) {
      this.#escape(slash);
      return at + 1;
    }
    const { end, name, isKnown } = mention;
    return this.#addWhole("mention", at, end, { name, isKnown });
  }

  #address(at) {
    const address = addressAt(this.#text, at, this.#line.to);
    if (!address || isWord(baseBefore(this.#text, at, this.#line.from))) {
      return at + 1;
    }
    const { end, isLink } = address;
    return isLink ? this.#addWhole("link", at, end, { href: this.#text.slice(at, end) }) : end;
  }
}

/**
 * Whether the text outside of a mark makes it an ordinary character.
 *
 * @param inside the character beside the mark within the span
 * @param next the character beside the mark outside of the span
 * @param beyond the first character from there that does not join words
 * @param bracket matches brackets that belong to the word beside them, as in calls of functions
 */
function isAttached(inside, next, beyond, bracket) {
  const isWithinWord = isWord(beyond) && (!JOINING.test(next) || isWord(inside));
  const isBetweenMarks = MARK.test(inside) && MARK.test(next);
  return isWithinWord || isBetweenMarks || NEVER_OUTSIDE.test(next) || (bracket.test(next) && !isUnspaced(inside));
}
