// The messages of a room or a thread with their composer. Both belong to one room for all their life: a text goes to the
// room in which it was written, also after the user has left it.

import { safeLine } from "../markup/safetext.js";
import { isWithOne, nameOf, titleOf } from "../state/roomnames.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { termsSentences } from "../texts/measureterms.js";
import { button, el } from "../widgets/dom.js";
import { Composer } from "./composer.js";
import { MessageList } from "./messagelist.js";
import { SlowModeNotice } from "./slowmode.js";

export class MessagePane {
  room;
  elements;
  #list;
  #composer;
  #slowMode;
  #closedNotice = el("div", { class: "closed-notice", role: "status", hidden: true });
  #roomActions;
  #end;

  /**
   * @param context holds store, roomActions, messageActions, history, drafts, corrections, commands; scrollPositions by
   *   draftKey; act(room, what, subject, detail), which does the actions on messages that need no composer
   * @param source that of MessageList, without the functions that are the same for a room and its threads
   * @param writing holds label, draftKey, searchPeople(prefix, countMax), send(text, replyTo)
   */
  constructor(
    room,
    { store, roomActions, messageActions, history, scrollPositions, drafts, corrections, commands, act },
    source,
    writing,
  ) {
    this.room = room;
    this.#roomActions = roomActions;
    this.#list = new MessageList(
      store,
      {
        room,
        ...source,
        loadOne: (seq) => history.loadOne(room, seq),
        leave: () => this.focus(),
        savedPlace: () => scrollPositions.get(writing.draftKey),
        savePlace: (place) => scrollPositions.set(writing.draftKey, place),
      },
      (what, subject, detail) =>
        what === "reply"
          ? this.#composer.reply(subject)
          : what === "edit"
            ? this.#composer.edit(subject)
            : act(room, what, subject, detail),
    );
    this.#slowMode = new SlowModeNotice(room, store);
    this.#composer = new Composer({
      ...writing,
      drafts,
      corrections,
      commands,
      audience: isWithOne(room) ? null : titleOf(room),
      closedReason: () => closedReason(room),
      waitReason: () => this.#slowMode.problem,
      send: (text, replyTo) => {
        writing.send(text, replyTo);
        this.#list.toEnd();
      },
      edit: (entry, text) => messageActions.edit(room, entry.seq, text),
      typing: () => messageActions.typing(room),
      lastOwn: () => this.#list.lastOwn(),
      leave: () => this.#list.focus(),
    });
    this.elements = [this.#list.element, this.#closedNotice, this.#slowMode.element, this.#composer.element];
    this.#end = store.on("unfollowed", (other) => other === room && this.#drawClosedNotice());
    this.#drawClosedNotice();
  }

  /** To be called when the elements are in the document. */
  open() {
    this.#list.open();
  }

  /** There is a connection again. */
  refresh() {
    this.#list.refresh();
  }

  /** Scrolls to the message at a position. */
  show(seq) {
    return this.#list.show(seq);
  }

  focus() {
    this.#composer.focus();
  }

  storeDraft() {
    this.#composer.storeDraft();
  }

  close() {
    this.#end();
    this.#slowMode.close();
    this.#composer.close();
    this.#list.close();
  }

  /** Users who are no members see the reason, and may join. Their text stays in the composer. */
  #drawClosedNotice() {
    const room = this.room;
    this.#closedNotice.hidden = closedReason(room) === "";
    this.#composer.element.hidden = (!room.isMember && !room.departure) || room.kind === "audit";
    this.#composer.drawAudience();
    const mayJoin = room.kind === "public" && room.departure?.reason !== "BANNED";
    this.#closedNotice.replaceChildren(
      el("span", { dir: "auto" }, closedReason(room)),
      mayJoin ? button({ class: "primary", click: (event) => this.#join(event.currentTarget) }, t("room.join")) : "",
    );
  }

  async #join(pressed) {
    pressed.disabled = true;
    try {
      await this.#roomActions.join(this.room.id);
    } catch (e) {
      pressed.disabled = false;
      this.#closedNotice.firstChild.textContent = problemText(e);
    }
  }
}

/** The reason why the user cannot write in a room; empty for a member of any other room than the audit log. */
export function closedReason(room) {
  if (room.kind === "audit") {
    return t("audit.closed");
  }
  if (room.isMember) {
    return "";
  }
  if (!room.departure) {
    return t("room.preview");
  }
  const { reason, by, measure } = room.departure;
  const sentence = t(`room.${reason}${by ? "-by" : ""}`, { room: safeLine(nameOf(room)), who: safeLine(by) });
  return [sentence, ...termsSentences(measure)].join(" ");
}
