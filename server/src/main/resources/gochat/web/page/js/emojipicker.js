// A board of emoji to pick one from.

import { button, el } from "./dom.js";
import { EMOJI, searchEmoji } from "./emoji.js";
import { t } from "./i18n.js";
import { openPopup } from "./popup.js";

const COLUMNS = 8;
const SHOWN_MAX = 300;

/** @param picked told an emoji, when one was picked */
export function pickEmoji(anchor, picked) {
  const board = el("div", {
    class: "board",
    role: "group",
    "aria-label": t("emoji.label"),
    keydown: (event) => move(event, board),
  });
  const show = (found) =>
    board.replaceChildren(
      ...found.map(({ name, emoji }, index) =>
        button(
          {
            class: "emoji",
            tabindex: index === 0 ? "0" : "-1",
            "aria-label": name.replaceAll("_", " "),
            title: `:${name}:`,
            click: () => (close(), picked(emoji)),
          },
          emoji,
        ),
      ),
    );
  const search = el("input", {
    type: "search",
    "aria-label": t("emoji.search"),
    placeholder: t("emoji.search"),
    input: () => show(searchEmoji(search.value.trim().replaceAll(" ", "_"), SHOWN_MAX)),
    keydown: (event) => {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        board.firstElementChild?.focus();
      } else if (event.key === "Enter") {
        event.preventDefault();
        board.firstElementChild?.click();
      }
    },
  });
  show(EMOJI);
  const close = openPopup(anchor, el("div", { class: "picker" }, search, board));
  search.focus();
}

function move(event, board) {
  const buttons = [...board.children];
  const at = buttons.indexOf(document.activeElement);
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  const next = buttons[at + by];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
