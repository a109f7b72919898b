// A room on the screen: what was said in it, who is writing, and where one writes; a thread beside it; or that there is
// no such room.

import { safeLine } from "../markup/safetext.js";
import { titleOf } from "../state/store.js";
import { t } from "../texts/i18n.js";
import { button, el, iconButton } from "../widgets/dom.js";
import { Discussion } from "./messagepane.js";
import { typingWords } from "./status.js";

export class RoomView {
  room;
  elements;
  #discussion;
  #typing = el("p", { class: "typing" });
  #store;
  #hasMetMembers = false;
  #end;

  /** @param deal of its discussion */
  constructor(room, deal) {
    const { store, actions } = deal;
    this.room = room;
    this.#store = store;
    const timeline = store.timeline(room);
    this.#discussion = new Discussion(
      room,
      deal,
      {
        timeline,
        isThread: false,
        label: t("feed.label", { room: titleOf(room) }),
        loadAnew: (seq) => (seq ? actions.loadAround(room, timeline, seq) : actions.loadNewest(room, timeline)),
        loadEarlier: () => actions.loadEarlier(room, timeline),
        loadLater: () => actions.loadLater(room, timeline),
        unsent: () => store.unsent.list(room.id),
        read: (seq) => actions.markRead(room, seq),
      },
      {
        label: room.isNotes ? t("composer.notes") : t("composer.label", { room: titleOf(room) }),
        draftKey: room.id,
        searchPeople: (prefix, countMax) => {
          this.#meetMembers(actions);
          return store.people.search(prefix, countMax);
        },
        send: (text, replyTo) => {
          const threadRoot = replyTo ? timeline.find(replyTo)?.threadRoot || replyTo : 0;
          actions.send(room, text, { replyTo, threadRoot });
        },
      },
    );
    const [feed, ...writing] = this.#discussion.elements;
    this.elements = [feed, this.#typing, ...writing];
    this.#end = store.on("typing", (roomId) => roomId === room.id && this.#drawTyping());
    this.#drawTyping();
  }

  /** To be called when the elements are in the document. */
  open() {
    this.#discussion.open();
  }

  /** There is a connection again. */
  refresh() {
    this.#discussion.refresh();
  }

  focus() {
    this.#discussion.focus();
  }

  keepDraft() {
    this.#discussion.keepDraft();
  }

  close() {
    this.#end();
    this.#discussion.close();
  }

  /** Members may be mentioned who have not said anything yet; they are known by the next letter. */
  #meetMembers(actions) {
    if (!this.#hasMetMembers && this.room.kind !== "whisper") {
      this.#hasMetMembers = true;
      actions.members(this.room).catch(() => (this.#hasMetMembers = false));
    }
  }

  #drawTyping() {
    this.#typing.replaceChildren(...typingWords(this.#store.people.typingIn(this.room.id)));
  }
}

/** What is shown where an address names a room that there is not; as a RoomView, with nothing to read or to write. */
export class AbsentRoom {
  room;
  elements;

  /**
   * @param {string} wanted in the address
   * @param {{ browse: () => void, goToLobby: () => void }} offers
   */
  constructor(wanted, { browse, goToLobby }) {
    this.room = { id: wanted, kind: "absent", name: t("room.absent-title"), topic: "", role: "", isMember: false };
    const name = safeLine(wanted.replace(/^#/u, ""), 60);
    this.elements = [
      el(
        "div",
        { class: "absent" },
        el("p", { role: "status", dir: "auto" }, t("room.absent", { room: name })),
        el("p", { class: "hint" }, t("room.absent-hint")),
        el(
          "p",
          {},
          button({ class: "primary", click: browse }, t("browse.title")),
          button({ click: goToLobby }, t("room.to-lobby")),
        ),
      ),
    ];
  }

  open() {}

  refresh() {}

  focus() {}

  keepDraft() {}

  close() {}
}

export class Thread {
  element;
  rootSeq;
  #discussion;
  #thread;

  /** @param deal that of its discussion, and close() */
  constructor(room, rootSeq, deal) {
    const { store, actions } = deal;
    this.rootSeq = rootSeq;
    this.#thread = store.openThread(room, rootSeq);
    const { timeline } = this.#thread;
    this.#discussion = new Discussion(
      room,
      deal,
      {
        timeline,
        isThread: true,
        label: t("thread.messages"),
        loadAnew: () => actions.loadThread(this.#thread),
        loadEarlier: async () => {},
        loadLater: () => actions.loadThreadLater(this.#thread),
        unsent: () => store.unsent.list(room.id).filter((message) => message.threadRoot === rootSeq),
        read: () => {},
      },
      {
        label: t("thread.write"),
        draftKey: `${room.id}/${rootSeq}`,
        searchPeople: (prefix, countMax) => store.people.search(prefix, countMax),
        send: (text, replyTo) => actions.send(room, text, { replyTo: replyTo || rootSeq, threadRoot: rootSeq }),
      },
    );
    this.element = el(
      "aside",
      { class: "panel thread", "aria-label": t("thread.label") },
      el("header", {}, el("h2", {}, t("thread.label")), iconButton("close", t("panel.close"), { click: deal.close })),
      this.#discussion.elements,
    );
  }

  open() {
    this.#discussion.open();
  }

  /** There is a connection again. */
  refresh() {
    this.#discussion.refresh();
  }

  focus() {
    this.#discussion.focus();
  }

  close() {
    this.#discussion.close();
    this.#thread.close();
  }
}
