// The views of a room, of a thread in it, and of an address without a room.

import { safeLine } from "../markup/safetext.js";
import { titleOf } from "../state/roomnames.js";
import { t } from "../texts/i18n.js";
import { button, el, iconButton } from "../widgets/dom.js";
import { MessagePane } from "./messagepane.js";
import { typingText } from "./status.js";

export class RoomView extends MessagePane {
  #typing = el("p", { class: "typing" });
  #store;
  #stopTyping;

  /** @param context as MessagePane takes it, and readMarkers */
  constructor(room, context) {
    const { store, roomActions, messageActions, history, readMarkers } = context;
    const timeline = store.timeline(room);
    const loadMembers = membersLoader(room, roomActions);
    super(
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
          loadMembers();
          return store.people.search(prefix, countMax);
        },
        send: (text, replyTo) => {
          const threadRoot = replyTo ? timeline.find(replyTo)?.threadRoot || replyTo : 0;
          messageActions.send(room, text, { replyTo, threadRoot });
        },
      },
    );
    this.#store = store;
    this.elements.splice(1, 0, this.#typing);
    this.#stopTyping = store.on("typing", (roomId) => roomId === room.id && this.#drawTyping());
    this.#drawTyping();
  }

  close() {
    this.#stopTyping();
    super.close();
  }

  #drawTyping() {
    this.#typing.replaceChildren(...typingText(this.#store.people.typingIn(this.room.id)));
  }
}

/** A function that loads the members once, so that the completion also finds those who have not written anything. */
function membersLoader(room, roomActions) {
  let isLoaded = room.kind === "whisper";
  return () => {
    if (!isLoaded) {
      isLoaded = true;
      roomActions.members(room).catch(() => (isLoaded = false));
    }
  };
}

/** The view of an address that names no room: a RoomView without messages and composer. */
export class AbsentRoom {
  room;
  elements;

  /**
   * @param {string} wanted the id or name in the address
   * @param {{ browse: () => void, goToLobby: () => void }} callbacks
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

  async show() {}

  focus() {}

  storeDraft() {}

  close() {}
}

export class Thread extends MessagePane {
  element;
  #thread;

  /** @param context as MessagePane takes it, and close() */
  constructor(room, rootSeq, context) {
    const { store, messageActions, history } = context;
    const thread = store.openThread(room, rootSeq);
    super(
      room,
      context,
      {
        timeline: thread.timeline,
        isThread: true,
        label: t("thread.messages"),
        loadAnew: () => history.loadThread(thread),
        loadEarlier: async () => {},
        loadLater: () => history.loadThreadLater(thread),
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
    this.#thread = thread;
    this.element = el(
      "aside",
      { class: "panel thread", "aria-label": t("thread.label") },
      el(
        "header",
        {},
        el("h2", {}, t("thread.label")),
        iconButton("close", t("panel.close"), { click: context.close }),
      ),
      this.elements,
    );
  }

  close() {
    super.close();
    this.#thread.close();
  }
}
