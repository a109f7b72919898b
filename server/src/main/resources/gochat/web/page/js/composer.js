// Where messages are written: several lines, a draft for each room, answers and corrections.

import { Completion } from "./completion.js";
import { bdi, el, glyph, iconButton } from "./dom.js";
import { pickEmoji } from "./emojipicker.js";
import { sentence, t } from "./i18n.js";
import { problemText } from "./problems.js";
import { safeLine } from "./safetext.js";

/** What a server takes unless it is set up otherwise. */
const TEXT_BYTES_MAX = 65_536;
const DRAFT_MS = 400;

export class Composer {
  element;
  #field;
  #completion;
  #mode;
  #problem;
  #deal;
  #draftTimer = 0;
  #replyTo = null;
  #editing = null;
  #beforeEdit = "";

  /**
   * @param deal { label, draftKey, drafts, searchPeople, whyClosed(), send(text, replyTo), edit(entry, text), typing(),
   *   lastOwn(), leave() }; `whyClosed` says why nothing can be sent, or nothing
   */
  constructor(deal) {
    this.#deal = deal;
    this.#field = el("textarea", {
      rows: "1",
      dir: "auto",
      "aria-label": deal.label,
      placeholder: deal.label,
      autocomplete: "off",
      enterkeyhint: "send",
      input: () => this.#written(),
      keydown: (event) => this.#key(event),
    });
    this.#completion = new Completion(this.#field, deal.searchPeople);
    this.#mode = el("div", { class: "mode", hidden: true });
    this.#problem = el("p", { class: "problem", role: "alert", hidden: true });
    this.element = el(
      "form",
      { class: "composer", submit: (event) => this.#submit(event) },
      this.#mode,
      this.#problem,
      this.#completion.element,
      el(
        "div",
        { class: "box" },
        this.#field,
        iconButton("smile", t("composer.emoji"), {
          click: (event) => pickEmoji(event.currentTarget, (emoji) => this.#insert(emoji)),
        }),
        el(
          "button",
          { type: "submit", class: "icon send", "aria-label": t("composer.send"), title: t("composer.send") },
          glyph("send"),
        ),
      ),
    );
    this.#field.value = deal.drafts.get(deal.draftKey, "");
    this.#grow();
  }

  focus() {
    this.#field.focus();
  }

  /** What is written next answers a message. */
  reply(entry) {
    this.#stopEditing();
    this.#replyTo = entry.seq;
    this.#say(sentence("composer.replying", { author: bdi(safeLine(entry.author.name), "author") }));
    this.focus();
  }

  /** A message of one's own is to be changed. */
  edit(entry) {
    this.#beforeEdit = this.#editing ? this.#beforeEdit : this.#field.value;
    this.#replyTo = null;
    this.#editing = entry;
    this.#put(entry.text);
    this.#say(t("composer.editing"));
    this.focus();
  }

  /** What is written waits for the next time. */
  keepDraft() {
    clearTimeout(this.#draftTimer);
    if (this.#editing) {
      return;
    }
    if (this.#field.value.trim() === "") {
      this.#deal.drafts.delete(this.#deal.draftKey);
    } else {
      this.#deal.drafts.set(this.#deal.draftKey, this.#field.value);
    }
  }

  close() {
    this.#stopEditing();
    this.keepDraft();
  }

  #say(words) {
    this.#mode.replaceChildren(
      el("span", {}, words),
      iconButton("close", t("composer.cancel"), { click: () => this.#cancel() }),
    );
    this.#mode.hidden = false;
  }

  #cancel() {
    this.#stopEditing();
    this.#replyTo = null;
    this.#mode.hidden = true;
    this.#fail("");
    this.focus();
  }

  #stopEditing() {
    if (this.#editing) {
      this.#editing = null;
      this.#mode.hidden = true;
      this.#put(this.#beforeEdit);
    }
  }

  #put(text) {
    this.#field.value = text;
    this.#grow();
  }

  #insert(text) {
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, "end");
    this.#written();
    this.focus();
  }

  #grow() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }

  #written() {
    this.#grow();
    this.#fail("");
    if (!this.#editing) {
      clearTimeout(this.#draftTimer);
      this.#draftTimer = setTimeout(() => this.keepDraft(), DRAFT_MS);
      if (this.#field.value.trim() !== "") {
        this.#deal.typing();
      }
    }
  }

  #key(event) {
    if (this.#completion.key(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229 && !isTouch()) {
      // 229: some input methods end their work with an Enter that is theirs.
      event.preventDefault();
      this.#submit(event);
    } else if (event.key === "Escape") {
      if (this.#mode.hidden) {
        this.#deal.leave();
      } else {
        this.#cancel();
      }
    } else if (event.key === "ArrowUp" && this.#field.value === "") {
      const entry = this.#deal.lastOwn();
      if (entry) {
        event.preventDefault();
        this.edit(entry);
      }
    }
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    const closed = this.#deal.whyClosed();
    const bytes = new TextEncoder().encode(text).length;
    if (closed) {
      this.#fail(text === "" ? closed : t("composer.closed"));
    } else if (bytes > TEXT_BYTES_MAX) {
      this.#fail(t("composer.too-long", { bytes, max: TEXT_BYTES_MAX }));
    } else if (this.#editing) {
      this.#change(this.#editing, text);
    } else if (text !== "") {
      this.#deal.send(text, this.#replyTo ?? 0);
      this.#put("");
      this.keepDraft();
      this.#cancel();
    }
  }

  async #change(entry, text) {
    if (text !== "" && text !== entry.text) {
      try {
        await this.#deal.edit(entry, text);
      } catch (e) {
        this.#fail(problemText(e));
        return;
      }
    }
    this.#cancel();
  }

  #fail(problem) {
    this.#problem.textContent = problem;
    this.#problem.hidden = problem === "";
  }
}

/** There Enter is the key for a new line, and a button sends. */
function isTouch() {
  return matchMedia("(pointer: coarse) and (hover: none)").matches;
}
