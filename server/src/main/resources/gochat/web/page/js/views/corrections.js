// Corrections of messages that were begun but not sent, or that failed. The browser stores them, and the page offers them
// again.

import { safeLine } from "../markup/safetext.js";
import { t } from "../texts/i18n.js";
import { button, el } from "../widgets/dom.js";

export class Corrections {
  element = el("div", { class: "corrections" });
  #storage;
  #place;
  #resume;

  /**
   * @param storage the UserStorage of { place, seq, before, text, problem }
   * @param place the draft key of the room or thread in which they are offered
   * @param resume (message, text) continues a correction
   */
  constructor(storage, place, resume) {
    this.#storage = storage;
    this.#place = place;
    this.#resume = resume;
    this.draw();
  }

  /**
   * @param entry the message before the correction
   * @param problem why the correction failed; empty if it was not sent
   */
  keep(entry, text, problem = "") {
    if (text !== entry.text && text.trim() !== "") {
      this.#storage.set(this.#id(entry.seq), { place: this.#place, seq: entry.seq, before: entry.text, text, problem });
    }
  }

  forget({ seq }) {
    this.#storage.delete(this.#id(seq));
    this.draw();
  }

  draw() {
    const own = this.#storage.all().filter(({ place }) => place === this.#place);
    this.element.replaceChildren(...own.map((correction) => this.#item(correction)));
  }

  #item({ seq, before, text, problem }) {
    return el(
      "p",
      { class: problem ? "correction problem" : "correction", role: problem ? "alert" : null },
      problem ? t("correction.failed", { problem }) : t("correction.begun"),
      el("q", { dir: "auto" }, safeLine(text, 60)),
      button({ class: "link", click: () => this.#take(seq, before, text) }, t("correction.resume")),
      button({ class: "link", click: () => this.forget({ seq }) }, t("unsent.discard")),
    );
  }

  #take(seq, before, text) {
    this.forget({ seq });
    this.#resume({ seq, text: before }, text);
  }

  #id(seq) {
    return `${this.#place}:${seq}`;
  }
}
