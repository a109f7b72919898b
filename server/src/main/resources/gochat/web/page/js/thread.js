// A thread beside its room: the message that began it, the answers, and where one writes another.

import { Composer } from "./composer.js";
import { el, iconButton } from "./dom.js";
import { Feed } from "./feed.js";
import { t } from "./i18n.js";

export class Thread {
  element;
  rootSeq;
  #feed;
  #composer;
  #thread;

  /** @param deal { store, actions, drafts, act, close() } */
  constructor(room, rootSeq, deal) {
    const { store, actions } = deal;
    this.rootSeq = rootSeq;
    this.#thread = store.openThread(room, rootSeq);
    const { timeline } = this.#thread;
    this.#feed = new Feed(
      store,
      {
        room,
        timeline,
        isThread: true,
        label: t("thread.messages"),
        loadAnew: () => actions.loadThread(this.#thread),
        loadEarlier: async () => {},
        loadLater: () => actions.loadThreadLater(this.#thread),
        loadOne: (seq) => actions.loadOne(room, seq),
        unsent: () => store.unsent.list(room.id).filter((message) => message.threadRoot === rootSeq),
        read: () => {},
        leave: () => this.focus(),
      },
      (what, subject, detail) =>
        what === "reply"
          ? this.#composer.reply(subject)
          : what === "edit"
            ? this.#composer.edit(subject)
            : deal.act(what, subject, detail),
    );
    this.#composer = new Composer({
      label: t("thread.write"),
      draftKey: `${room.id}/${rootSeq}`,
      drafts: deal.drafts,
      searchPeople: (prefix, countMax) => store.people.search(prefix, countMax),
      send: (text, replyTo) => {
        actions.send(room, text, { replyTo: replyTo || rootSeq, threadRoot: rootSeq });
        this.#feed.toEnd();
      },
      edit: (entry, text) => actions.edit(room, entry.seq, text),
      typing: () => actions.typing(room),
      lastOwn: () => this.#feed.lastOwn(),
      leave: () => this.#feed.focus(),
    });
    this.element = el(
      "aside",
      { class: "panel thread", "aria-label": t("thread.label") },
      el("header", {}, el("h2", {}, t("thread.label")), iconButton("close", t("panel.close"), { click: deal.close })),
      this.#feed.element,
      this.#composer.element,
    );
  }

  open() {
    this.#feed.open();
  }

  /** There is a connection again. */
  refresh() {
    this.#feed.refresh();
  }

  focus() {
    this.#composer.focus();
  }

  close() {
    this.#composer.close();
    this.#feed.close();
    this.#thread.close();
  }
}
