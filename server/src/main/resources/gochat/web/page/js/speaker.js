// What a screen reader reads out: messages as they come. The list of messages itself is not read out, as scrolling
// changes it too.

import { el } from "./dom.js";
import { t } from "./i18n.js";
import { actionOf } from "./markdown.js";
import { safeLine } from "./safetext.js";
import { isWithOne } from "./store.js";

const LINES_MAX = 20;
const LINE_CHARS_MAX = 400;

export class Speaker {
  element = el("div", { class: "unseen", role: "log", "aria-live": "polite", "aria-label": t("feed.spoken") });

  /** @param current the room on the screen; of another one only what is said to oneself alone is worth a word */
  message({ room, event }, current) {
    const author = safeLine(event.author.name);
    if (room === current) {
      const raw = event.messagePosted.text ?? "";
      const action = actionOf(raw);
      const text = safeLine(action ?? raw, LINE_CHARS_MAX);
      this.#say(action === null ? t("feed.said", { author, text }) : `${author} ${text}`);
    } else if (isWithOne(room)) {
      this.#say(t("feed.elsewhere", { author }));
    }
  }

  #say(words) {
    this.element.append(el("p", {}, words));
    if (this.element.children.length > LINES_MAX) {
      this.element.firstChild.remove();
    }
  }

  clear() {
    this.element.replaceChildren();
  }
}
