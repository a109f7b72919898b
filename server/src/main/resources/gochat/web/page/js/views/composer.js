// The composer: texts of several lines, a draft for each room, replies and corrections.

import { parseTyped } from "../actions/commands.js";
import { MESSAGE_BYTES_MAX } from "../limits.js";
import { safeLine } from "../markup/safetext.js";
import { problemText } from "../texts/failures.js";
import { sentence, t } from "../texts/i18n.js";
import { userName } from "../texts/usernames.js";
import { problemLine, showProblem } from "../widgets/dialogs.js";
import { bdi, el, glyph, iconButton, onKey } from "../widgets/dom.js";
import { pickEmoji } from "../widgets/emoji.js";
import { Audience } from "./audience.js";
import { Completion } from "./completion.js";
import { Corrections } from "./corrections.js";

const DRAFT_MS = 400;

export class Composer {
  element;
  #field;
  #completion;
  #mode = el("div", { class: "mode", hidden: true });
  #problem = problemLine();
  #audience;
  #corrections;
  #options;
  #draftTimer = 0;
  #replyTo = null;
  #editing = null;
  #beforeEdit = "";

  /**
   * @param options holds label, draftKey, drafts, corrections, commands, searchPeople(prefix, countMax),
   *   send(text, replyTo), edit(entry, text), typing(), lastOwn(), leave(); closedReason(), why the user cannot send, and
   *   waitReason(), why not yet, or ""; audience, the title of the room, or null for a conversation of two
   */
  constructor(options) {
    this.#options = options;
    this.#field = el("textarea", {
      rows: "1",
      dir: "auto",
      "aria-label": options.label,
      placeholder: options.label,
      autocomplete: "off",
      enterkeyhint: "send",
      input: () => this.#textChanged(),
      keydown: onKey((event) => this.#key(event)),
    });
    this.#completion = new Completion(this.#field, options.searchPeople);
    this.#audience = new Audience(
      options.audience,
      () => options.searchPeople("", Infinity),
      (name, text) => this.#run("msg", name, text),
    );
    this.#corrections = new Corrections(options.corrections, options.draftKey, (entry, text) => this.edit(entry, text));
    this.element = el(
      "form",
      { class: "composer", submit: (event) => this.#submit(event) },
      this.#corrections.element,
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
      this.#audience.element,
    );
    this.#field.value = options.drafts.get(options.draftKey, "");
    this.#grow();
  }

  focus() {
    this.#field.focus();
  }

  /** The next message answers this one. */
  reply(entry) {
    this.#interruptEditing();
    this.#replyTo = entry.seq;
    this.#showMode(sentence("composer.replying", { author: bdi(userName(entry.author), "author") }));
    this.focus();
  }

  /**
   * Starts a correction of the user's message.
   *
   * @param text the corrected text so far
   */
  edit(entry, text = entry.text) {
    this.#interruptEditing();
    this.storeDraft();
    this.#beforeEdit = this.#field.value;
    this.#replyTo = null;
    this.#editing = entry;
    this.#setText(text);
    this.#showProblem("");
    this.#showMode(t("composer.editing"));
    this.focus();
  }

  /** Stores the text of the composer. */
  storeDraft() {
    clearTimeout(this.#draftTimer);
    if (this.#editing) {
      this.#corrections.keep(this.#editing, this.#field.value);
    } else if (this.#field.value.trim() === "") {
      this.#options.drafts.delete(this.#options.draftKey);
    } else {
      this.#options.drafts.set(this.#options.draftKey, this.#field.value);
    }
  }

  close() {
    this.#interruptEditing();
    this.storeDraft();
  }

  #showMode(text) {
    this.#mode.replaceChildren(
      el("span", {}, text),
      iconButton("close", t("composer.cancel"), { click: () => this.#cancel() }),
    );
    this.#mode.hidden = false;
  }

  #cancel() {
    this.#stopEditing();
    this.#replyTo = null;
    this.#mode.hidden = true;
    this.#showProblem("");
    this.focus();
  }

  /** Ends editing, and stores the unfinished correction, so that it is offered again. */
  #interruptEditing() {
    if (this.#editing) {
      const [entry, text] = [this.#editing, this.#field.value];
      this.#stopEditing();
      this.#corrections.keep(entry, text);
      this.#corrections.draw();
    }
  }

  #stopEditing() {
    if (this.#editing) {
      this.#corrections.forget(this.#editing);
      this.#editing = null;
      this.#mode.hidden = true;
      this.#setText(this.#beforeEdit);
    }
  }

  #setText(text) {
    this.#field.value = text;
    this.#grow();
    this.drawAudience();
  }

  #insert(text) {
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, "end");
    this.#textChanged();
    this.focus();
  }

  #grow() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }

  #textChanged() {
    this.#grow();
    this.#showProblem("");
    this.drawAudience();
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => this.storeDraft(), DRAFT_MS);
    if (!this.#editing && this.#field.value.trim() !== "") {
      this.#options.typing();
    }
  }

  drawAudience() {
    const isSent = !this.#editing && !this.#options.closedReason();
    this.#audience.draw(isSent ? this.#field.value : "");
  }

  #key(event) {
    if (this.#completion.key(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey && !isTouch()) {
      event.preventDefault();
      this.#submit(event);
    } else if (event.key === "Escape") {
      if (this.#mode.hidden) {
        this.#options.leave();
      } else {
        this.#cancel();
      }
    } else if (event.key === "ArrowUp" && this.#field.value === "") {
      const entry = this.#options.lastOwn();
      if (entry) {
        event.preventDefault();
        this.edit(entry);
      }
    }
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    const closed = this.#options.closedReason();
    const bytes = new TextEncoder().encode(text).length;
    if (closed) {
      this.#showProblem(text === "" ? closed : t("composer.closed"));
    } else if (bytes > MESSAGE_BYTES_MAX) {
      this.#showProblem(t("composer.too-long", { bytes, max: MESSAGE_BYTES_MAX }));
    } else if (this.#editing) {
      this.#saveCorrection(this.#editing, text);
    } else if (text !== "") {
      const typed = parseTyped(text);
      const wait = typed.kind === "say" && this.#options.waitReason();
      if (wait) {
        this.#showProblem(wait);
      } else if (typed.kind === "say") {
        this.#options.send(typed.text, this.#replyTo ?? 0);
        this.#sent();
      } else if (typed.kind === "run") {
        this.#run(typed.command, typed.argument, typed.rest);
      } else {
        this.#showProblem(t("command.unknown", { word: safeLine(typed.word, 40) }));
      }
    }
  }

  #sent() {
    this.#setText("");
    this.storeDraft();
    this.#cancel();
  }

  /** The text of a command stays in the field until the command is done. */
  async #run(command, argument, rest) {
    const written = this.#field.value;
    if (argument === "" && command !== "help") {
      this.#showProblem(t("command.incomplete", { usage: t(`command.${command}`) }));
      return;
    }
    try {
      await this.#options.commands[command](argument, rest, () => this.#field.value === written && this.#sent());
    } catch (e) {
      this.#showProblem(problemText(e));
    }
  }

  /** Clears the field at once. A correction that fails is offered again. */
  async #saveCorrection(entry, text) {
    this.#cancel();
    if (text === "" || text === entry.text) {
      return;
    }
    try {
      await this.#options.edit(entry, text);
    } catch (e) {
      this.#corrections.keep(entry, text, problemText(e));
      this.#corrections.draw();
    }
  }

  #showProblem(text) {
    showProblem(this.#problem, text);
  }
}

/** On a touch screen Enter begins a new line, and the button sends. */
function isTouch() {
  return matchMedia("(pointer: coarse) and (hover: none)").matches;
}
