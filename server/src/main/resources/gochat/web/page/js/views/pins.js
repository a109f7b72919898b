// The panel with the pinned messages of a room.

import { knownNames } from "../markup/mentions.js";
import { rightsIn } from "../state/rights.js";
import { problemText } from "../texts/failures.js";
import { dateTimeText, fullTimeText, t } from "../texts/i18n.js";
import { userName } from "../texts/usernames.js";
import { problemLine, showProblem, toast } from "../widgets/dialogs.js";
import { bdi, button, el, iconButton } from "../widgets/dom.js";
import { timeElement } from "./message.js";
import { rich } from "./rich.js";

/** Longer messages are shown in part. */
const LONG_CHARS = 240;
const LONG_LINES = 5;

export class Pins {
  element;
  #room;
  #context;
  #list = el("ul", { class: "pins" });
  #hint = el("p", { class: "hint", hidden: true }, t("pins.none"));
  #problem = problemLine();
  #loads = 0;
  #end;

  /** @param context holds store, history, messageActions, show(seq), close() */
  constructor(room, context) {
    this.#room = room;
    this.#context = context;
    this.element = el(
      "aside",
      { class: "panel", "aria-label": t("pins.label") },
      el("header", {}, el("h2", {}, t("pins.label")), iconButton("close", t("panel.close"), { click: context.close })),
      el("div", { class: "scroll" }, this.#list, this.#hint, this.#problem),
    );
    this.#end = context.store.on("pins", (roomId) => roomId === room.id && this.#load());
    this.#load();
  }

  close() {
    this.#loads++;
    this.#end();
  }

  /** Connected again. */
  refresh() {
    this.#load();
  }

  async #load() {
    const load = ++this.#loads;
    let pins;
    let problem = "";
    try {
      pins = await this.#context.history.pins(this.#room);
    } catch (e) {
      problem = problemText(e);
    }
    if (load !== this.#loads) {
      return;
    }
    showProblem(this.#problem, problem);
    if (pins) {
      this.#hint.hidden = pins.length > 0;
      this.#draw(pins);
    }
  }

  #draw(pins) {
    const { activeElement } = document;
    const focused = this.#list.contains(activeElement)
      ? [...this.#list.querySelectorAll("button")].indexOf(activeElement)
      : -1;
    this.#list.replaceChildren(...pins.map((pin) => this.#item(pin)));
    if (focused >= 0) {
      const buttons = this.#list.querySelectorAll("button");
      (buttons[Math.min(focused, buttons.length - 1)] ?? this.element.querySelector("header button")).focus();
    }
  }

  #item({ seq, message, author, time }) {
    const { store, show } = this.#context;
    const unpin =
      rightsIn(this.#room, store.self).mayPin &&
      iconButton("unpin", t("action.unpin"), { click: () => this.#unpin(seq) });
    if (!message) {
      return el("li", {}, el("div", { class: "by gone" }, t("message.gone"), unpin));
    }
    return el(
      "li",
      { click: (event) => !event.target.closest("a, button, pre") && show(seq) },
      el(
        "div",
        { class: "by" },
        button({ class: "author", title: t("pins.show"), click: () => show(seq) }, bdi(userName(message.author))),
        timeElement(message.time, {}, dateTimeText),
        unpin,
      ),
      el(
        "div",
        { class: isLong(message.text) ? "text long" : "text" },
        rich(message.text, knownNames(store.people.namesOf(message.mentions)), store.self.name),
      ),
      author && el("small", { title: fullTimeText(time) }, t("pins.by", { who: userName(author) })),
    );
  }

  async #unpin(seq) {
    try {
      await this.#context.messageActions.togglePin(this.#room, seq);
    } catch (e) {
      toast(problemText(e));
    }
  }
}

function isLong(text) {
  return text.length > LONG_CHARS || text.split("\n").length > LONG_LINES;
}
