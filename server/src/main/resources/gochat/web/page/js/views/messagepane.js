// What was said and where one says more: a feed and a composer that know each other, for a room as for a thread. Both
// stay with their room: what was begun in it goes nowhere else, also when one is no longer a member.

import { safeLine } from "../markup/safetext.js";
import { isWithOne, nameOf, titleOf } from "../state/roomnames.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { button, el } from "../widgets/dom.js";
import { Composer } from "./composer.js";
import { MessageList } from "./messagelist.js";

export class MessagePane {
  elements;
  feed;
  #composer;
  #gate = el("div", { class: "gate", role: "status", hidden: true });
  #room;
  #roomActions;
  #end;

  /**
   * @param context holds store, roomActions, messageActions, history, drafts, corrections, commands; scrollPositions by draftKey;
   *   act(room, what, subject, detail), which does what neither the feed nor the composer does
   * @param source what the feed reads, without what is the same for all of a room
   * @param writing holds label, draftKey, searchPeople(prefix, countMax), send(text, replyTo)
   */
  constructor(
    room,
    { store, roomActions, messageActions, history, scrollPositions, drafts, corrections, commands, act },
    source,
    writing,
  ) {
    this.#room = room;
    this.#roomActions = roomActions;
    this.feed = new MessageList(
      store,
      {
        room,
        ...source,
        loadOne: (seq) => history.loadOne(room, seq),
        leave: () => this.focus(),
        recall: () => scrollPositions.get(writing.draftKey),
        remember: (place) => scrollPositions.set(writing.draftKey, place),
      },
      (what, subject, detail) =>
        what === "reply"
          ? this.#composer.reply(subject)
          : what === "edit"
            ? this.#composer.edit(subject)
            : act(room, what, subject, detail),
    );
    this.#composer = new Composer({
      ...writing,
      drafts,
      corrections,
      commands,
      audience: isWithOne(room) ? null : titleOf(room),
      whyClosed: () => whyClosed(room),
      send: (text, replyTo) => {
        writing.send(text, replyTo);
        this.feed.toEnd();
      },
      edit: (entry, text) => messageActions.edit(room, entry.seq, text),
      typing: () => messageActions.typing(room),
      lastOwn: () => this.feed.lastOwn(),
      leave: () => this.feed.focus(),
    });
    this.elements = [this.feed.element, this.#gate, this.#composer.element];
    this.#end = store.on("unfollowed", (other) => other === room && this.#drawGate());
    this.#drawGate();
  }

  /** To be called when the elements are in the document. */
  open() {
    this.feed.open();
  }

  /** There is a connection again. */
  refresh() {
    this.feed.refresh();
  }

  focus() {
    this.#composer.focus();
  }

  keepDraft() {
    this.#composer.keepDraft();
  }

  close() {
    this.#end();
    this.#composer.close();
    this.feed.close();
  }

  /** People who are no members see why, and how to join. What they typed stays. */
  #drawGate() {
    const room = this.#room;
    this.#gate.hidden = room.isMember;
    this.#composer.element.hidden = !room.isMember && !room.departure;
    this.#composer.drawAudience();
    const mayJoin = room.kind === "public" && room.departure?.reason !== "BANNED";
    this.#gate.replaceChildren(
      el("span", { dir: "auto" }, whyClosed(room)),
      mayJoin ? button({ class: "primary", click: (event) => this.#join(event.currentTarget) }, t("room.join")) : "",
    );
  }

  async #join(pressed) {
    pressed.disabled = true;
    try {
      await this.#roomActions.join(this.#room.id);
    } catch (e) {
      pressed.disabled = false;
      this.#gate.firstChild.textContent = problemText(e);
    }
  }
}

/** Why one can't write in a room; empty for a member. */
export function whyClosed(room) {
  if (room.isMember) {
    return "";
  }
  if (!room.departure) {
    return t("room.preview");
  }
  const { reason, by } = room.departure;
  return t(`room.${reason}${by ? "-by" : ""}`, { room: safeLine(nameOf(room)), who: safeLine(by) });
}
