// Offers names and emoji while somebody writes "@" or ":" and letters.

import { mayBegin } from "../markup/mentions.js";
import { safeLine } from "../markup/safetext.js";
import { t } from "../texts/i18n.js";
import { avatar } from "../widgets/avatar.js";
import { bdi, el } from "../widgets/dom.js";
import { searchEmoji } from "../widgets/emoji.js";

const OFFERS_MAX = 8;
const WORD = /(?:[@＠]([\p{L}\p{Nd}\p{M}_.-]{0,32})|:([a-z0-9_+-]{2,20}))$/u;

let listsMade = 0;

export class Completion {
  element;
  #field;
  #searchPeople;
  #offers = [];
  #at = 0;
  #wordFrom = 0;

  /** @param searchPeople (prefix, countMax) to users */
  constructor(field, searchPeople) {
    this.#field = field;
    this.#searchPeople = searchPeople;
    this.element = el("ul", {
      class: "completion",
      role: "listbox",
      id: `completion-${++listsMade}`,
      "aria-label": t("completion.label"),
      hidden: true,
    });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.element.id);
    field.addEventListener("input", () => this.#look());
    field.addEventListener("blur", () => this.#close());
    field.addEventListener("click", () => this.#look());
  }

  /** @returns whether the key was for the list */
  key(event) {
    if (this.element.hidden) {
      return false;
    }
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        this.#at = (this.#at + (event.key === "ArrowDown" ? 1 : this.#offers.length - 1)) % this.#offers.length;
        this.#draw();
        return true;
      case "Enter":
      case "Tab":
        this.#take(this.#offers[this.#at]);
        return true;
      case "Escape":
        this.#close();
        return true;
      default:
        return false;
    }
  }

  #look() {
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    const word = this.#field.selectionStart === this.#field.selectionEnd ? WORD.exec(before) : null;
    if (!word || !mayBegin(before, word.index, 0)) {
      this.#close();
      return;
    }
    const [, name, emojiName] = word;
    this.#wordFrom = before.length - 1 - (name ?? emojiName).length;
    this.#offers =
      name !== undefined
        ? this.#searchPeople(name, OFFERS_MAX).map((user) => ({
            text: `@${user.name} `,
            shown: [avatar(user.name, "small"), bdi(safeLine(user.name))],
          }))
        : searchEmoji(emojiName, OFFERS_MAX).map((found) => ({
            text: `${found.emoji} `,
            shown: [el("span", { class: "emoji" }, found.emoji), `:${found.name}:`],
          }));
    this.#at = 0;
    this.#draw();
  }

  #draw() {
    const { id } = this.element;
    this.element.hidden = this.#offers.length === 0;
    this.element.replaceChildren(
      ...this.#offers.map((offer, index) =>
        el(
          "li",
          {
            role: "option",
            id: `${id}-${index}`,
            "aria-selected": String(index === this.#at),
            pointerdown: (event) => this.#click(event, offer),
          },
          offer.shown,
        ),
      ),
    );
    this.#mark();
  }

  #mark() {
    if (this.element.hidden) {
      this.#field.removeAttribute("aria-activedescendant");
    } else {
      this.#field.setAttribute("aria-activedescendant", `${this.element.id}-${this.#at}`);
    }
  }

  /** The field keeps the focus. */
  #click(event, offer) {
    event.preventDefault();
    this.#take(offer);
  }

  #take(offer) {
    this.#field.setRangeText(offer.text, this.#wordFrom, this.#field.selectionStart, "end");
    this.#close();
    this.#field.dispatchEvent(new Event("input"));
  }

  #close() {
    this.#offers = [];
    this.element.hidden = true;
    this.#mark();
  }
}
