// Suggests names and emoji after a typed "@" or ":" and letters.

import { ACCOUNT_NAME_MAX } from "../limits.js";
import { mayBegin } from "../markup/mentions.js";
import { safeLine } from "../markup/safetext.js";
import { t } from "../texts/i18n.js";
import { avatar } from "../widgets/avatar.js";
import { bdi, el } from "../widgets/dom.js";
import { searchEmoji } from "../widgets/emoji.js";

const SUGGESTIONS_MAX = 8;
const WORD = new RegExp(`(?:[@＠]([\\p{L}\\p{Nd}\\p{M}_.-]{0,${ACCOUNT_NAME_MAX}})|:([a-z0-9_+-]{2,20}))$`, "u");

let listsMade = 0;

export class Completion {
  element;
  #field;
  #searchPeople;
  #suggestions = [];
  #at = 0;
  #wordFrom = 0;

  /** @param searchPeople (prefix, countMax) returns users */
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
    field.addEventListener("input", () => this.#update());
    field.addEventListener("blur", () => this.#close());
    field.addEventListener("click", () => this.#update());
  }

  /** @returns whether the list has taken the key */
  key(event) {
    if (this.element.hidden) {
      return false;
    }
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        this.#at =
          (this.#at + (event.key === "ArrowDown" ? 1 : this.#suggestions.length - 1)) % this.#suggestions.length;
        this.#draw();
        return true;
      case "Enter":
      case "Tab":
        this.#take(this.#suggestions[this.#at]);
        return true;
      case "Escape":
        this.#close();
        return true;
      default:
        return false;
    }
  }

  #update() {
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    const word = this.#field.selectionStart === this.#field.selectionEnd ? WORD.exec(before) : null;
    if (!word || !mayBegin(before, word.index, 0)) {
      this.#close();
      return;
    }
    const [, name, emojiName] = word;
    this.#wordFrom = before.length - 1 - (name ?? emojiName).length;
    this.#suggestions =
      name !== undefined
        ? this.#searchPeople(name, SUGGESTIONS_MAX).map((user) => ({
            text: `@${user.name} `,
            shown: [avatar(user.name, "small"), bdi(safeLine(user.name))],
          }))
        : searchEmoji(emojiName, SUGGESTIONS_MAX).map((found) => ({
            text: `${found.emoji} `,
            shown: [el("span", { class: "emoji" }, found.emoji), `:${found.name}:`],
          }));
    this.#at = 0;
    this.#draw();
  }

  #draw() {
    const { id } = this.element;
    this.element.hidden = this.#suggestions.length === 0;
    this.element.replaceChildren(
      ...this.#suggestions.map((suggestion, index) =>
        el(
          "li",
          {
            role: "option",
            id: `${id}-${index}`,
            "aria-selected": String(index === this.#at),
            pointerdown: (event) => this.#click(event, suggestion),
          },
          suggestion.shown,
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

  /** Takes a suggestion without moving the focus from the field. */
  #click(event, suggestion) {
    event.preventDefault();
    this.#take(suggestion);
  }

  #take(suggestion) {
    this.#field.setRangeText(suggestion.text, this.#wordFrom, this.#field.selectionStart, "end");
    this.#close();
    this.#field.dispatchEvent(new Event("input"));
  }

  #close() {
    this.#suggestions = [];
    this.element.hidden = true;
    this.#mark();
  }
}
