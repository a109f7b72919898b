// Shows a message's text: the tree of markdown.js as elements. Texts of others become text nodes and nothing else.

import { el } from "./dom.js";
import { parse } from "./markdown.js";
import { folded } from "./people.js";
import { safeText } from "./safetext.js";

const TAGS = { bold: "strong", italic: "em", strike: "s" };
const SAFE_LINK = /^(https?:\/\/|mailto:)/iu;

/**
 * @param mentions names that are mentioned, as people.js folds them
 * @param selfName of the reader, folded
 */
export function rich(text, mentions, selfName) {
  const show = { mentions, selfName };
  return parse(safeText(text)).map((block) => blockElement(block, show));
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
    case "list": {
      const items = block.items.map((item) => el("li", { dir: "auto" }, pieces(item, show)));
      return block.start === null
        ? el("ul", { dir: "auto" }, items)
        : el("ol", { dir: "auto", start: block.start }, items);
    }
    default:
      return el("p", { dir: "auto" }, pieces(block.inlines, show));
  }
}

function pieces(inlines, show) {
  return inlines.map((piece) => {
    if (typeof piece === "string") {
      return piece;
    }
    switch (piece.kind) {
      case "code":
        return el("code", {}, piece.text);
      case "link":
        return link(piece);
      case "mention":
        return mention(piece.name, show);
      default:
        return el(TAGS[piece.kind], {}, pieces(piece.inlines, show));
    }
  });
}

function link({ href, text }) {
  return SAFE_LINK.test(href)
    ? el("a", { href, title: href, target: "_blank", rel: "noopener noreferrer nofollow" }, el("bdi", {}, text))
    : text;
}

/** A name is followed by what ends a sentence, or that is a part of it: the server decided. */
function mention(name, { mentions, selfName }) {
  const bare = name.replace(/[.-]+$/u, "");
  const meant = [name, bare].find((candidate) => mentions.has(folded(candidate)));
  if (meant === undefined) {
    return `@${name}`;
  }
  const isSelf = folded(meant) === selfName;
  return [
    el("span", { class: isSelf ? "mention self" : "mention" }, "@", el("bdi", {}, meant)),
    name.slice(meant.length),
  ];
}
