// Parses a small subset of Markdown into a tree of plain objects: blocks of code, quotes, lists and paragraphs, and in
// their lines the spans of inlines.js. views/rich.js shows the tree. docs/text.md has the rules; gochat.client.markup
// has them in Java. A line break stays a line break, and a span ends with its line.

import { MESSAGE_MENTIONS_MAX } from "../limits.js";
import { spansOf } from "./inlines.js";

/** A longer text is shown without parsing. */
export const MARKED_CHARS_MAX = 10_240;

const QUOTES_DEEP_MAX = 4;
const FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*[\w+#.-]{0,20}[ \t]*$/u;
const QUOTE = /^ {0,3}> (?=\s*[^\s\u0085])/u;
/** A further line of a quote. */
const QUOTE_ON = /^ {0,3}>(?: |$)/u;
/** A bullet, or a number and the sign after it. */
const ITEM = /^ {0,3}(?:[-*]|(0|[1-9]\d{0,2})([.)])) +(?=[^\s\u0085])/u;
const SLASH = /^ {0,3}\\/u;
const EMPTY = /^[\s\u0085]*$/u;
const NESTING = ["bold", "italic", "strike"];
const ACTION = "/me ";

/** The text after "/me " in a message about the author's action; null for any other message. */
export function actionOf(text) {
  return text.startsWith(ACTION) && text.trim().length > ACTION.length ? text.slice(ACTION.length) : null;
}

/**
 * The sign of a list is the "." or ")" after its numbers, and "" for bullets, whose number is null.
 *
 * @typedef {{ kind: "code", text: string }
 *   | { kind: "quote", blocks: Block[] }
 *   | { kind: "list", sign: string, items: { number: number | null, inlines: any[] }[] }
 *   | { kind: "paragraph", inlines: any[] }} Block
 */

/**
 * @param known a result of knownNames in mentions.js
 * @returns {Block[]} inlines are texts and the spans of inlines.js; bold, italic and strike have `inlines` of their own
 */
export function parse(text, known) {
  return new Blocks(text, known).read(linesOf(text), 0);
}

/** All spans of a text, in the order of their starts. */
export function spansIn(text, known) {
  const spans = [];
  const collect = (node) => {
    if (Array.isArray(node)) {
      node.forEach(collect);
    } else if (typeof node === "object") {
      if (node.from !== undefined) {
        spans.push(node);
      }
      collect(node.blocks ?? node.items ?? node.inlines ?? []);
    }
  };
  collect(parse(text, known));
  return spans;
}

/** The names that a text mentions, known or not; at most as many as the server accepts. */
export function mentionsIn(text, known) {
  const names = spansIn(text, known).filter(({ kind }) => kind === "mention");
  return [...new Set(names.map(({ name }) => name))].slice(0, MESSAGE_MENTIONS_MAX);
}

/** The content of a span of code, without the blanks that keep it apart from its backticks. */
export function codeIn(text, { from, to, mark }) {
  return text.slice(from + mark, to - mark).replace(/^ (.*[^ ].*) $/u, "$1");
}

function linesOf(text) {
  const lines = [];
  for (let from = 0; from <= text.length;) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    lines.push({ from, to });
    from = to + 1;
  }
  return lines;
}

class Blocks {
  #text;
  #known;

  constructor(text, known) {
    this.#text = text;
    this.#known = known;
  }

  read(lines, deep) {
    const found = [];
    for (let i = 0; i < lines.length;) {
      const line = this.#line(lines[i]);
      const [, fence] = FENCE.exec(line) ?? [];
      const item = itemOf(line);
      let end = i + 1;
      if (fence) {
        end = this.#endOf(lines, end, (other) => !isClosing(other, fence));
        found.push(this.#code(lines, i, end));
        // Skips the closing fence, if there is one.
        end++;
      } else if (deep < QUOTES_DEEP_MAX && QUOTE.test(line)) {
        end = this.#endOf(lines, end, (other) => QUOTE_ON.test(other));
        const quoted = lines.slice(i, end).map((other) => this.#without(QUOTE_ON, other));
        found.push({ kind: "quote", blocks: this.read(quoted, deep + 1) });
      } else if (item) {
        end = this.#endOf(lines, end, (other) => itemOf(other)?.sign === item.sign);
        found.push({ kind: "list", sign: item.sign, items: lines.slice(i, end).map((other) => this.#item(other)) });
      } else if (!EMPTY.test(line)) {
        end = this.#endOf(lines, end, (other) => !EMPTY.test(other) && !beginsBlock(other, deep));
        found.push({ kind: "paragraph", inlines: this.#paragraph(lines.slice(i, end), deep) });
      }
      i = end;
    }
    return found;
  }

  #line({ from, to }) {
    return this.#text.slice(from, to);
  }

  #without(prefix, line) {
    return { from: line.from + prefix.exec(this.#line(line))[0].length, to: line.to };
  }

  #endOf(lines, from, belongs) {
    let end = from;
    while (end < lines.length && belongs(this.#line(lines[end]))) {
      end++;
    }
    return end;
  }

  #code(lines, fence, end) {
    const inside = lines.slice(fence + 1, end);
    return { kind: "code", text: inside.map((line) => this.#line(line)).join("\n") };
  }

  #item(line) {
    const { number } = itemOf(this.#line(line));
    return { number, inlines: this.#inlines(this.#without(ITEM, line)) };
  }

  #paragraph(lines, deep) {
    return lines.flatMap((line, i) => [...(i > 0 ? ["\n"] : []), ...this.#paragraphLine(line, deep)]);
  }

  /** A backslash at the start of a line can prevent a block. */
  #paragraphLine(line, deep) {
    const [before] = SLASH.exec(this.#line(line)) ?? [""];
    const slash = line.from + before.length - 1;
    const rest = { from: slash + 1, to: line.to };
    return before !== "" && beginsBlock(this.#line(rest), deep)
      ? [this.#text.slice(line.from, slash), { kind: "escape", from: slash, to: slash + 1 }, ...this.#inlines(rest)]
      : this.#inlines(line);
  }

  #inlines(line) {
    const spans = spansOf(this.#text, line, this.#known);
    let next = 0;
    const piecesOf = ({ from, to }) => {
      const pieces = [];
      let at = from;
      const text = (end) => end > at && pieces.push(this.#text.slice(at, end));
      while (next < spans.length && spans[next].from < to) {
        const span = spans[next++];
        text(span.from);
        pieces.push(
          NESTING.includes(span.kind)
            ? { ...span, inlines: piecesOf({ from: span.from + span.mark, to: span.to - span.mark }) }
            : span,
        );
        at = span.to;
      }
      text(to);
      return pieces;
    };
    return piecesOf(line);
  }
}

function isClosing(line, fence) {
  const marks = line.replace(/^[ \t]+|[ \t]+$/gu, "");
  return marks.length >= fence.length && marks === fence[0].repeat(marks.length);
}

/** @returns {{ number: number | null, sign: string } | null} number null and sign "" for a bullet */
function itemOf(line) {
  const match = ITEM.exec(line);
  return match && { number: match[1] ? Number(match[1]) : null, sign: match[2] ?? "" };
}

function beginsBlock(line, deep) {
  return FENCE.test(line) || (deep < QUOTES_DEEP_MAX && QUOTE.test(line)) || ITEM.test(line);
}
