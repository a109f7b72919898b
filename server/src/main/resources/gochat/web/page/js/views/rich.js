// The elements of a message's text, from the tree of markdown.js. All parts of the text become text nodes.

import { hostToShow } from "../markup/addresses.js";
import { codeIn, MARKED_CHARS_MAX, parse } from "../markup/markdown.js";
import { safeText } from "../markup/safetext.js";
import { el } from "../widgets/dom.js";

const TAGS = { bold: "strong", italic: "em", strike: "s" };

/**
 * @param known the names that the message mentions, a result of knownNames in mentions.js
 * @param selfName the name of the reader
 */
export function rich(text, known, selfName) {
  const safe = safeText(text);
  if (safe.length > MARKED_CHARS_MAX) {
    return [el("p", { dir: "auto" }, safe)];
  }
  const show = { text: safe, selfName };
  return parse(safe, known).map((block) => blockElement(block, show));
}

function blockElement(block, show) {
  switch (block.kind) {
    case "code":
      return el("pre", { dir: "auto", tabindex: "0" }, el("code", {}, block.text));
    case "quote":
      return el(
        "blockquote",
        { dir: "auto" },
        block.blocks.map((inner) => blockElement(inner, show)),
      );
    case "list":
      return el(
        block.sign === "" ? "ul" : "ol",
        { dir: "auto", class: block.sign === ")" ? "bracketed" : null },
        block.items.map(({ number, inlines }) => el("li", { dir: "auto", value: number }, pieces(inlines, show))),
      );
    default:
      return el("p", { dir: "auto" }, pieces(block.inlines, show));
  }
}

function pieces(inlines, show) {
  return inlines.map((piece) => (typeof piece === "string" ? piece : spanElement(piece, show)));
}

function spanElement(span, show) {
  const { kind, from, to } = span;
  const text = show.text.slice(from, to);
  switch (kind) {
    case "escape":
      return null;
    case "code":
      return el("code", {}, codeIn(show.text, span));
    case "link":
      return link(span, show);
    case "mention":
      return span.isKnown
        ? el(
            "span",
            { class: span.name === show.selfName ? "mention self" : "mention" },
            text[0],
            el("bdi", {}, text.slice(1)),
          )
        : text;
    default:
      return el(TAGS[kind], {}, pieces(span.inlines, show));
  }
}

function link({ href, label }, { text }) {
  const labelText = label ? text.slice(label.from, label.to) : null;
  const host = hostToShow(labelText, href);
  return [
    el(
      "a",
      { href, title: href, target: "_blank", rel: "noopener noreferrer nofollow" },
      el("bdi", {}, labelText ?? href),
    ),
    host && el("span", { class: "host" }, " (", el("bdi", {}, host), ")"),
  ];
}
