// Corrections that were begun and not made: left for something else, or failed. UserStorage in the browser and offered again.

import { safeLine } from "../markup/safetext.js";
import { t } from "../texts/i18n.js";
import { button, el } from "../widgets/dom.js";

export class Corrections {
  element = el("div", { class: "corrections" });
  #kept;
  #place;
  #resume;

  /**
   * @param kept values of { place, seq, before, text, problem }
   * @param place in which they are offered: a room or a thread
   * @param resume goes on with one: (message, text)
   */
  constructor(kept, place, resume) {
    this.#kept = kept;
    this.#place = place;
    this.#resume = resume;
    this.draw();
  }

  /**
   * @param entry the message as it is
   * @param problem why it was not made; empty when it was only begun
   */
  keep(entry, text, problem = "") {
    if (text !== entry.text && text.trim() !== "") {
      this.#kept.set(this.#id(entry.seq), { place: this.#place, seq: entry.seq, before: entry.text, text, problem });
    }
  }

  forget({ seq }) {
    this.#kept.delete(this.#id(seq));
    this.draw();
  }

  draw() {
    const own = this.#kept.all().filter(({ place }) => place === this.#place);
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
