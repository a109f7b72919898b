// A text that begins with a name reaches everybody in the room. In the terminal it reaches that user alone, so the page
// says who will read it, and offers to send it privately.

import { knownNames, mentionAt } from "../markup/mentions.js";
import { safeLine } from "../markup/safetext.js";
import { t } from "../texts/i18n.js";
import { button, el } from "../widgets/dom.js";

export class Audience {
  element = el("p", { class: "audience", role: "status", hidden: true });
  #title;
  #people;
  #sendPrivately;

  /**
   * @param title of the room; null for a conversation of two, which gets no hint
   * @param people () returns the users whom the page knows
   * @param sendPrivately (name, text)
   */
  constructor(title, people, sendPrivately) {
    this.#title = title;
    this.#people = people;
    this.#sendPrivately = sendPrivately;
  }

  /** @param text what would be sent to the room now */
  draw(text) {
    const addressed = this.#title ? this.#addressed(text) : null;
    this.element.hidden = !addressed;
    this.element.replaceChildren();
    if (addressed) {
      const { name, rest } = addressed;
      this.element.append(
        t("composer.to-all", { room: this.#title }),
        button(
          { class: "link", click: () => this.#sendPrivately(name, rest) },
          t("composer.to-one", { name: safeLine(name) }),
        ),
      );
    }
  }

  /** The user with whose name a text begins, and the rest of the text; or null. */
  #addressed(text) {
    if (!/^[@＠]/u.test(text)) {
      return null;
    }
    const mention = mentionAt(text, 0, text.length, knownNames(this.#people().map(({ name }) => name)));
    const rest = mention ? text.slice(mention.end).replace(/^[\s,:，：、]+/u, "") : "";
    return mention?.isKnown && rest !== "" ? { name: mention.name, rest } : null;
  }
}
