// A thread beside its room: the message that began it, the answers, and where one writes another.

import { Discussion } from "./discussion.js";
import { el, iconButton } from "./dom.js";
import { t } from "./i18n.js";

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
