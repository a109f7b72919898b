// A small subset of Markdown: code blocks, quotes, lists and paragraphs; in them code, bold, italics, strikethrough,
// links and mentions. Makes a tree of plain objects, in time linear in the text's length; rich.js shows it. A line
// break is a line break.

const QUOTES_DEEP_MAX = 4;
const FENCE = /^ {0,3}(```+|~~~+)\s*([\w+#.-]{0,20})\s*$/u;
const QUOTE = /^ {0,3}> ?/u;
const BULLET = /^ {0,3}[-*+] +(?=\S)/u;
const NUMBER = /^ {0,3}(\d{1,9})[.)] +(?=\S)/u;

/**
 * @returns blocks: { kind: "code", language, text }, { kind: "quote", blocks }, { kind: "list", start, items: [inlines]
 *   }, where start is null for bullets, and { kind: "paragraph", inlines }
 */
export function parse(text) {
  return blocks(text.split("\n"), 0);
}

function blocks(lines, deep) {
  const found = [];
  let paragraph = [];
  const endParagraph = () => {
    if (paragraph.length > 0) {
      found.push({ kind: "paragraph", inlines: inlines(paragraph.join("\n")) });
      paragraph = [];
    }
  };
  for (let i = 0; i < lines.length;) {
    const line = lines[i];
    const fence = FENCE.exec(line);
    if (fence) {
      endParagraph();
      const end = closing(lines, i + 1, fence[1]);
      found.push({ kind: "code", language: fence[2], text: lines.slice(i + 1, end).join("\n") });
      i = end + 1;
    } else if (deep < QUOTES_DEEP_MAX && QUOTE.test(line)) {
      endParagraph();
      const end = endOf(lines, i, (other) => QUOTE.test(other));
      found.push({
        kind: "quote",
        blocks: blocks(
          lines.slice(i, end).map((other) => other.replace(QUOTE, "")),
          deep + 1,
        ),
      });
      i = end;
    } else if (BULLET.test(line)) {
      endParagraph();
      const end = endOf(lines, i, (other) => BULLET.test(other));
      found.push({
        kind: "list",
        start: null,
        items: lines.slice(i, end).map((other) => inlines(other.replace(BULLET, ""))),
      });
      i = end;
    } else if (NUMBER.test(line)) {
      endParagraph();
      const end = endOf(lines, i, (other) => NUMBER.test(other));
      const start = Number(NUMBER.exec(line)[1]);
      found.push({
        kind: "list",
        start,
        items: lines.slice(i, end).map((other) => inlines(other.replace(NUMBER, ""))),
      });
      i = end;
    } else {
      if (line.trim() === "") {
        endParagraph();
      } else {
        paragraph.push(line);
      }
      i++;
    }
  }
  endParagraph();
  return found;
}

function closing(lines, from, fence) {
  const isClosing = (line) => line.trim().startsWith(fence) && line.trim().replaceAll(fence[0], "") === "";
  return endOf(lines, from, (line) => !isClosing(line));
}

function endOf(lines, from, belongs) {
  let end = from;
  while (end < lines.length && belongs(lines[end])) {
    end++;
  }
  return end;
}

const URL_START = /https?:\/\//iuy;
const URL_REST = /[^\s<>"'`\u0000-\u001f]+/uy;
const MENTION = /@[\p{L}\p{N}][\p{L}\p{N}\p{M}_.-]{0,31}/uy;
const WORD_BEFORE = /[\p{L}\p{N}_]$/u;
const LINK = /\[([^[\]\n]{1,400})\]\((https?:\/\/[^\s()<>]{1,2000}|mailto:[^\s()<>]{1,400})\)/iuy;

/** What stands around text of a kind, the longer ones first. */
const SPANS = [
  { mark: "**", kind: "bold" },
  { mark: "__", kind: "bold" },
  { mark: "~~", kind: "strike" },
  { mark: "*", kind: "italic" },
  { mark: "_", kind: "italic" },
];

/**
 * @returns pieces: texts, and { kind: "bold" | "italic" | "strike", inlines }, { kind: "code", text }, { kind: "link",
 *   href, text }, { kind: "mention", name }
 */
export function inlines(text) {
  return new Inlines(text).read(0, text.length, 0);
}

const SPANS_DEEP_MAX = 6;

class Inlines {
  #text;
  /** Marks that have no partner from some position on: they are not searched for again. */
  #noneFrom = new Map();

  constructor(text) {
    this.#text = text;
  }

  read(from, to, deep) {
    const found = [];
    let plainFrom = from;
    let at = from;
    const take = (piece, end) => {
      if (at > plainFrom) {
        found.push(this.#text.slice(plainFrom, at));
      }
      found.push(piece);
      at = end;
      plainFrom = end;
    };
    while (at < to) {
      const special = this.#special(at, to, deep);
      if (special) {
        take(special.piece, special.end);
      } else {
        at++;
      }
    }
    if (to > plainFrom) {
      found.push(this.#text.slice(plainFrom, to));
    }
    return found;
  }

  #special(at, to, deep) {
    switch (this.#text[at]) {
      case "\\":
        return at + 1 < to && /[\\`*_~[\]()>#@!-]/u.test(this.#text[at + 1])
          ? { piece: this.#text[at + 1], end: at + 2 }
          : null;
      case "`":
        return this.#code(at, to);
      case "*":
      case "_":
      case "~":
        return deep < SPANS_DEEP_MAX ? this.#span(at, to, deep) : null;
      case "[":
        return this.#link(at, to);
      case "@":
        return this.#mention(at, to);
      case "h":
      case "H":
        return this.#url(at, to);
      default:
        return null;
    }
  }

  #find(mark, from, to) {
    if ((this.#noneFrom.get(mark) ?? Infinity) <= from) {
      return -1;
    }
    const found = this.#text.indexOf(mark, from);
    if (found < 0) {
      this.#noneFrom.set(mark, from);
    }
    return found >= 0 && found + mark.length <= to ? found : -1;
  }

  #code(at, to) {
    let ticks = 1;
    while (this.#text[at + ticks] === "`") {
      ticks++;
    }
    const mark = "`".repeat(Math.min(ticks, 3));
    const end = this.#find(mark, at + mark.length, to);
    const text = end < 0 ? "" : this.#text.slice(at + mark.length, end);
    return text === ""
      ? null
      : { piece: { kind: "code", text: text.replace(/^ (.+) $/u, "$1") }, end: end + mark.length };
  }

  #span(at, to, deep) {
    const before = this.#text.slice(Math.max(0, at - 2), at);
    for (const { mark, kind } of SPANS) {
      const start = at + mark.length;
      if (
        !this.#text.startsWith(mark, at) ||
        /\s|^$/u.test(this.#text[start] ?? "") ||
        (mark[0] === "_" && WORD_BEFORE.test(before))
      ) {
        continue;
      }
      const end = this.#closingMark(mark, start, to);
      if (end > start) {
        return { piece: { kind, inlines: this.read(start, end, deep + 1) }, end: end + mark.length };
      }
    }
    return null;
  }

  /**
   * A mark closes behind a letter, and "_" not within a word. A few are looked at only: whoever writes more means
   * something else.
   */
  #closingMark(mark, start, to) {
    let from = start;
    for (let tries = 0; tries < 8; tries++) {
      const end = this.#find(mark, from, to);
      if (end < 0) {
        return -1;
      }
      const isWithinWord = mark[0] === "_" && /[\p{L}\p{N}]/u.test(this.#text[end + mark.length] ?? "");
      const isPartOfLonger = mark.length === 1 && (this.#text[end + 1] === mark || this.#text[end - 1] === mark);
      if (end > start && !/\s/u.test(this.#text[end - 1]) && !isWithinWord && !isPartOfLonger) {
        return end;
      }
      from = end + (isPartOfLonger ? 2 : 1);
    }
    return -1;
  }

  #link(at, to) {
    LINK.lastIndex = at;
    const match = LINK.exec(this.#text);
    if (!match || LINK.lastIndex > to) {
      return null;
    }
    // What looks like an address must be the address.
    const text = /:\/\/|^www\./iu.test(match[1]) ? match[2] : match[1];
    return { piece: { kind: "link", href: match[2], text }, end: at + match[0].length };
  }

  #url(at, to) {
    URL_START.lastIndex = at;
    if (!URL_START.test(this.#text) || WORD_BEFORE.test(this.#text.slice(Math.max(0, at - 2), at))) {
      return null;
    }
    URL_REST.lastIndex = URL_START.lastIndex;
    const rest = URL_REST.exec(this.#text)?.[0];
    if (!rest) {
      return null;
    }
    const href = trimmed(this.#text.slice(at, Math.min(to, URL_REST.lastIndex)));
    return { piece: { kind: "link", href, text: href }, end: at + href.length };
  }

  #mention(at, to) {
    MENTION.lastIndex = at;
    const match = MENTION.exec(this.#text);
    if (!match || WORD_BEFORE.test(this.#text.slice(Math.max(0, at - 2), at))) {
      return null;
    }
    const name = match[0].slice(1, Math.min(match[0].length, to - at));
    return { piece: { kind: "mention", name }, end: at + 1 + name.length };
  }
}

/** An address without what ends the sentence around it. */
function trimmed(url) {
  let unopened = url.split(")").length - url.split("(").length;
  let end = url.length;
  for (; end > 0; end--) {
    const last = url[end - 1];
    if (last === ")" && unopened > 0) {
      unopened--;
    } else if (!/[.,;:!?*_~\]}。，、；：！？）」』】》”’]/u.test(last)) {
      break;
    }
  }
  return url.slice(0, end);
}
