// The actions on a message: a toolbar at the row that has the pointer or the focus, and the keys of the list.

import { offers } from "../state/server.js";
import { rightsIn } from "../state/rights.js";
import { t } from "../texts/i18n.js";
import { el, iconButton, onKey } from "../widgets/dom.js";
import { QUICK } from "../widgets/emoji.js";

export class MessageToolbar {
  #scroller;
  #context;
  #entryOf;
  #leave;
  #row = null;
  #bar = null;

  /**
   * @param entryOf (row) returns its entry, or undefined
   * @param leave moves the focus out of the list
   */
  constructor(scroller, context, entryOf, leave) {
    this.#scroller = scroller;
    this.#context = context;
    this.#entryOf = entryOf;
    this.#leave = leave;
    scroller.addEventListener("pointerover", (event) => event.pointerType === "mouse" && this.#at(rowOf(event.target)));
    scroller.addEventListener("pointerleave", () => this.#at(rowOf(document.activeElement)));
    scroller.addEventListener("focusin", (event) => this.#at(rowOf(event.target)));
    scroller.addEventListener("click", (event) => this.#at(rowOf(event.target)));
    scroller.addEventListener(
      "keydown",
      onKey((event) => this.#key(event)),
    );
  }

  /** The list may have replaced the row. */
  rowsChanged() {
    if (this.#row && !this.#row.isConnected) {
      this.#row = null;
      this.#bar?.remove();
      this.#at(rowOf(document.activeElement));
    }
  }

  #at(row) {
    if (row === this.#row || (row && !this.#scroller.contains(row))) {
      return;
    }
    this.#bar?.remove();
    this.#bar = null;
    this.#row = row;
    const entry = row && this.#entryOf(row);
    const allowed = entry?.kind === "message" ? this.#allowed(entry) : {};
    if (Object.values(allowed).some(Boolean)) {
      this.#bar = this.#toolbar(entry, allowed);
      row.append(this.#bar);
    }
  }

  /** By action, whether the user may do it with a message. */
  #allowed(entry) {
    const { store, room, isThread } = this.#context;
    const { isMember } = room;
    const { isModerator, mayPin } = rightsIn(room, store.self);
    const isOwn = entry.author.id === store.self.id;
    if (room.kind === "whisper" || !(isMember || isModerator)) {
      return {};
    }
    return {
      react: isMember && offers("REACTIONS"),
      reply: isMember,
      thread: !isThread,
      copy: navigator.clipboard !== undefined,
      pin: mayPin && offers("PINS"),
      edit: isOwn && isMember,
      delete: isOwn || isModerator,
    };
  }

  #toolbar(entry, allowed) {
    const act = (what) => (event) => this.#context.act(what, entry, event.currentTarget);
    const isPinned = this.#context.room.pins.includes(entry.seq);
    const quick = QUICK.slice(0, 3).map((emoji) =>
      el(
        "button",
        {
          type: "button",
          class: "icon emoji",
          "aria-label": t("action.react-with", { emoji }),
          title: t("action.react-with", { emoji }),
          click: () => this.#context.act("toggle", entry, emoji),
        },
        emoji,
      ),
    );
    const buttons = [
      ...(allowed.react ? quick : []),
      allowed.react && iconButton("smile", t("action.react"), { click: act("react") }),
      allowed.reply && iconButton("reply", t("action.reply"), { click: act("reply") }),
      allowed.thread && iconButton("thread", t("action.thread"), { click: act("thread") }),
      allowed.copy && iconButton("copy", t("action.copy"), { click: act("copy") }),
      allowed.pin &&
        iconButton(isPinned ? "unpin" : "pin", t(isPinned ? "action.unpin" : "action.pin"), { click: act("pin") }),
      allowed.edit && iconButton("edit", t("action.edit"), { click: act("edit") }),
      allowed.delete && iconButton("trash", t("action.delete"), { class: "danger", click: act("delete") }),
    ].filter(Boolean);
    // The Tab key stops once in a toolbar; the arrow keys move within.
    buttons.forEach((button, index) => button.setAttribute("tabindex", index === 0 ? "0" : "-1"));
    return el("div", { class: "actions", role: "toolbar", "aria-label": t("action.toolbar") }, buttons);
  }

  #key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    // The pointer may rest on another row.
    this.#at(rowOf(event.target) ?? this.#row);
    const done = this.#bar?.contains(event.target)
      ? this.#barKey(event.key)
      : event.target === this.#row || event.target === this.#scroller
        ? this.#rowKey(event.key)
        : event.key === "Escape" && this.#focusRow(this.#row);
    if (done) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #barKey(key) {
    const buttons = [...this.#bar.children].filter((button) => button.checkVisibility());
    const at = buttons.indexOf(document.activeElement);
    switch (key) {
      case "ArrowRight":
      case "ArrowLeft":
        buttons[(at + (key === "ArrowRight" ? 1 : buttons.length - 1)) % buttons.length].focus();
        return true;
      case "ArrowUp":
      case "ArrowDown":
      case "Escape":
        return this.#focusRow(this.#row);
      default:
        return false;
    }
  }

  #rowKey(key) {
    const entry = this.#row && this.#entryOf(this.#row);
    const isMessage = entry?.kind === "message";
    switch (key) {
      case "ArrowUp":
      case "ArrowDown":
        return this.#step(key === "ArrowUp" ? -1 : 1);
      case "Escape":
        this.#leave();
        return true;
      case "Enter":
        this.#bar?.firstElementChild.focus();
        return this.#bar !== null;
      default:
        return isMessage && this.#shortcut(key, entry);
    }
  }

  #shortcut(key, entry) {
    const what = { r: "reply", t: "thread", e: "edit", "+": "react", p: "pin", Delete: "delete" }[key];
    const isAllowed = what !== undefined && this.#allowed(entry)[what];
    if (isAllowed) {
      this.#context.act(what, entry, this.#row);
    }
    return isAllowed;
  }

  #step(by) {
    const rows = [...this.#scroller.querySelectorAll(".row")];
    const at = rows.indexOf(this.#row);
    const top = this.#scroller.getBoundingClientRect();
    const visible = rows.filter((row) => row.getBoundingClientRect().bottom <= top.bottom + 1);
    return this.#focusRow(at < 0 || !this.#row.contains(document.activeElement) ? visible.at(-1) : rows[at + by]);
  }

  #focusRow(row) {
    row?.focus();
    return row !== undefined && row !== null;
  }
}

function rowOf(node) {
  return node instanceof Element ? node.closest(".row") : null;
}
