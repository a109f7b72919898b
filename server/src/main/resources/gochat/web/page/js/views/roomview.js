// A room on the screen: what was said in it, who is writing, and where one writes; a thread beside it; or that there is
// no such room.

import { safeLine } from "../markup/safetext.js";
import { titleOf } from "../state/roomnames.js";
import { t } from "../texts/i18n.js";
import { button, el, iconButton } from "../widgets/dom.js";
import { MessagePane } from "./messagepane.js";
import { typingWords } from "./status.js";

export class RoomView {
  room;
  elements;
  #pane;
  #typing = el("p", { class: "typing" });
  #store;
  #hasLoadedMembers = false;
  #end;

  /** @param context as MessagePane takes it, and readMarkers */
  constructor(room, context) {
    const { store, roomActions, messageActions, history, readMarkers } = context;
    this.room = room;
    this.#store = store;
    const timeline = store.timeline(room);
    this.#pane = new MessagePane(
      room,
      context,
      {
        timeline,
        isThread: false,
        label: t("feed.label", { room: titleOf(room) }),
        loadAnew: (seq) => history.loadAround(room, timeline, seq),
        loadEarlier: () => history.loadEarlier(room, timeline),
        loadLater: () => history.loadLater(room, timeline),
        unsent: () => store.unsent.list(room.id),
        read: (seq) => readMarkers.markRead(room, seq),
      },
      {
        label: room.isNotes ? t("composer.notes") : t("composer.label", { room: titleOf(room) }),
        draftKey: room.id,
        searchPeople: (prefix, countMax) => {
          this.#loadMembers(roomActions);
          return store.people.search(prefix, countMax);
        },
        send: (text, replyTo) => {
          const threadRoot = replyTo ? timeline.find(replyTo)?.threadRoot || replyTo : 0;
          messageActions.send(room, text, { replyTo, threadRoot });
        },
      },
    );
    const [feed, ...writing] = this.#pane.elements;
    this.elements = [feed, this.#typing, ...writing];
    this.#end = store.on("typing", (roomId) => roomId === room.id && this.#drawTyping());
    this.#drawTyping();
  }

  /** To be called when the elements are in the document. */
  open() {
    this.#pane.open();
  }

  /** There is a connection again. */
  refresh() {
    this.#pane.refresh();
  }

  focus() {
    this.#pane.focus();
  }

  keepDraft() {
    this.#pane.keepDraft();
  }

  close() {
    this.#end();
    this.#pane.close();
  }

  /** Members may be mentioned who have not said anything yet; they are known by the next letter. */
  #loadMembers(roomActions) {
    if (!this.#hasLoadedMembers && this.room.kind !== "whisper") {
      this.#hasLoadedMembers = true;
      roomActions.members(this.room).catch(() => (this.#hasLoadedMembers = false));
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
  #pane;
  #thread;

  /** @param context as MessagePane takes it, and close() */
  constructor(room, rootSeq, context) {
    const { store, messageActions, history } = context;
    this.rootSeq = rootSeq;
    this.#thread = store.openThread(room, rootSeq);
    const { timeline } = this.#thread;
    this.#pane = new MessagePane(
      room,
      context,
      {
        timeline,
        isThread: true,
        label: t("thread.messages"),
        loadAnew: () => history.loadThread(this.#thread),
        loadEarlier: async () => {},
        loadLater: () => history.loadThreadLater(this.#thread),
        unsent: () => store.unsent.list(room.id).filter((message) => message.threadRoot === rootSeq),
        read: () => {},
      },
      {
        label: t("thread.write"),
        draftKey: `${room.id}/${rootSeq}`,
        searchPeople: (prefix, countMax) => store.people.search(prefix, countMax),
        send: (text, replyTo) => messageActions.send(room, text, { replyTo: replyTo || rootSeq, threadRoot: rootSeq }),
      },
    );
    this.element = el(
      "aside",
      { class: "panel thread", "aria-label": t("thread.label") },
      el(
        "header",
        {},
        el("h2", {}, t("thread.label")),
        iconButton("close", t("panel.close"), { click: context.close }),
      ),
      this.#pane.elements,
    );
  }

  open() {
    this.#pane.open();
  }

  /** There is a connection again. */
  refresh() {
    this.#pane.refresh();
  }

  focus() {
    this.#pane.focus();
  }

  close() {
    this.#pane.close();
    this.#thread.close();
  }
}
