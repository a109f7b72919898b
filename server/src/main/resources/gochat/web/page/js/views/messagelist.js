// The messages of a room or a thread: a list that loads more at both ends and keeps its place.

import { quotedSeq } from "../state/entries.js";
import { titleOf } from "../state/roomnames.js";
import { t } from "../texts/i18n.js";
import { eachFrame, el, iconButton } from "../widgets/dom.js";
import { VirtualList } from "../widgets/virtuallist.js";
import { copyMessages } from "./clipboard.js";
import { rowElement } from "./message.js";
import { MessageToolbar } from "./messagetoolbar.js";
import { Quotes } from "./quotes.js";
import { onNewDay, rowsOf, rowsOfUnsent } from "./rows.js";

/** More is loaded when an end is nearer than this. */
const NEAR_PX = 800;
const FLASH_MS = 1_600;
const RETRY_MS = 3_000;

export class MessageList {
  element;
  #scroller;
  #list;
  #jump;
  #toolbar;
  #room;
  #timeline;
  #source;
  #context;
  #quotes;
  #newFromSeq = 0;
  #filling = Promise.resolve();
  #isFilling = false;
  #hasFailed = false;
  #ends = [];
  /** The positions of the messages of blocked users that the user has opened. */
  #unfolded = new Set();

  /**
   * @param source holds room, timeline, isThread, loadAnew(seq), loadEarlier(), loadLater(), loadOne(seq), read(seq),
   *   unsent(), leave(), savedPlace(), savePlace(place)
   * @param act does an action on a message: (what, entry or unsent message, detail)
   */
  constructor(store, source, act) {
    this.#source = source;
    this.#room = source.room;
    this.#timeline = source.timeline;
    this.#quotes = new Quotes(source.timeline, source.loadOne, () => this.#changed());
    this.#context = {
      store,
      room: source.room,
      isThread: source.isThread,
      act: (what, subject, detail) => {
        if (what === "show") {
          this.show(quotedSeq(subject));
        } else if (what === "unfold") {
          this.#unfolded.add(subject.seq);
          this.#draw();
        } else {
          act(what, subject, detail);
        }
      },
    };
    this.#scroller = el("div", {
      class: "feed",
      role: "feed",
      tabindex: "0",
      "aria-label": source.label,
      "aria-busy": "true",
    });
    this.#jump = iconButton("down", t("feed.jump"), { class: "jump", hidden: true, click: () => this.toEnd() });
    this.element = el(
      "div",
      { class: "feed-frame" },
      this.#scroller,
      this.#jump,
      el("p", { class: "print-only" }, t("print.hint", { room: titleOf(source.room) })),
    );
    this.#toolbar = new MessageToolbar(this.#scroller, this.#context, (row) => this.#itemOf(row), source.leave);
    this.#list = new VirtualList(
      this.#scroller,
      (row) => rowElement(row, this.#context),
      () => this.#moved(),
    );
    this.#scroller.addEventListener("copy", (event) => copyMessages(event, this.#list, store.self));
    this.#ends.push(onNewDay(() => this.#draw()));
    for (const kind of ["timeline", "pins"]) {
      this.#ends.push(store.on(kind, (roomId) => roomId === this.#room.id && this.#changed()));
    }
    this.#ends.push(store.on("blocked", () => this.#changed()));
    const markRead = () => this.#markRead();
    addEventListener("focus", markRead);
    document.addEventListener("visibilitychange", markRead);
    this.#ends.push(
      () => removeEventListener("focus", markRead),
      () => document.removeEventListener("visibilitychange", markRead),
    );
  }

  /** Opens the list at its saved place, at the first unread message, or at the end. */
  async open() {
    // A user who has read nothing is new in the room. All messages would be unread, so the list opens at the end.
    const isUnreadFirst = this.#room.unread > 0 && this.#room.readSeq > 0 && !this.#source.isThread;
    this.#newFromSeq = isUnreadFirst ? this.#room.readSeq + 1 : 0;
    const place = this.#source.savedPlace();
    const goal = place?.key || this.#newFromSeq;
    const isThere =
      this.#timeline.isLoaded && !this.#timeline.isStale && (goal ? this.#has(goal) : this.#timeline.isLive());
    if (!isThere) {
      await this.#fill(() => this.#source.loadAnew(goal));
    }
    const firstNew = this.#newFromSeq ? this.#firstNew() : undefined;
    this.#newFromSeq = firstNew?.seq ?? 0;
    this.#draw();
    if (place && this.#list.restore(place)) {
      return;
    }
    if (firstNew) {
      this.#list.show(firstNew.seq, 0.2);
    } else {
      this.#list.toEnd();
    }
  }

  #firstNew() {
    const { entries } = this.#timeline;
    return entries
      .slice(this.#timeline.indexOf(this.#newFromSeq))
      .find((entry) => entry.kind === "message" && entry.author.id !== this.#context.store.self.id);
  }

  #has(seq) {
    const { entries, hasLater, hasEarlier } = this.#timeline;
    return entries.length > 0 && (seq >= entries[0].seq || !hasEarlier) && (seq <= entries.at(-1).seq || !hasLater);
  }

  close() {
    this.#source.savePlace(this.#list.place());
    this.#ends.forEach((end) => end());
    this.#list.close();
  }

  focus() {
    this.#scroller.focus();
  }

  /** Loads again what is missing or outdated. */
  async refresh() {
    this.#hasFailed = false;
    if (this.#isFilling) {
      return;
    }
    if (!this.#timeline.isLoaded || this.#timeline.isStale) {
      const seq = this.#list.isAtEnd() ? 0 : (this.#list.lastVisible()?.entry?.seq ?? 0);
      await this.#fillAndDraw(() => this.#source.loadAnew(seq));
    } else {
      this.#moved();
    }
  }

  async show(seq) {
    if (!this.#has(seq)) {
      await this.#fillAndDraw(() => this.#source.loadAnew(seq));
    }
    this.#flash(seq);
  }

  #flash(seq) {
    const key = this.#keyAt(seq);
    this.#list.show(key);
    const node = this.#list.node(key);
    node?.classList.add("flash");
    node?.focus({ preventScroll: true });
    setTimeout(() => node?.classList.remove("flash"), FLASH_MS);
  }

  async toEnd() {
    if (this.#timeline.hasLater) {
      await this.#fillAndDraw(() => this.#source.loadAnew(0));
    }
    this.#list.toEnd();
  }

  /** The last message of the user that can be edited, or undefined. */
  lastOwn() {
    return this.#timeline.entries.findLast(
      (entry) => entry.kind === "message" && entry.author.id === this.#context.store.self.id,
    );
  }

  /** Draws once for many events. */
  #changed = eachFrame(() => {
    if (this.#timeline.isStale && !this.#isFilling) {
      this.refresh();
    }
    this.#draw();
  });

  #draw() {
    if (!this.element.isConnected) {
      return;
    }
    this.#list.set(this.#rows(), this.#timeline.isLive() || this.#timeline.isEmpty());
    this.#scroller.setAttribute("aria-busy", String(this.#isFilling));
  }

  #rows() {
    const { entries } = this.#timeline;
    const rows = rowsOf(entries, {
      newFromSeq: this.#newFromSeq,
      pins: this.#room.pins ?? [],
      quoted: (seq) => this.#quotes.get(seq),
      isFolded: ({ seq, author }) => !this.#unfolded.has(seq) && this.#context.store.isFolded(this.#room, author),
    });
    // Unsent messages come after the end of the log, so they are shown only if the end is loaded.
    const unsent = this.#timeline.isLive() ? this.#source.unsent() : [];
    return [...rows, ...rowsOfUnsent(unsent, this.#context.store.self, entries.at(-1))];
  }

  #keyAt(seq) {
    const { entries } = this.#timeline;
    return entries[Math.min(this.#timeline.indexOf(seq), entries.length - 1)]?.seq;
  }

  #itemOf(node) {
    const seq = Number(node.dataset.seq);
    return seq ? this.#timeline.find(seq) : undefined;
  }

  /** Other rows are visible. */
  #moved() {
    if (!this.#list || !this.#timeline.isLoaded) {
      return;
    }
    const { earlierPx, laterPx } = this.#list.distances();
    this.#jump.hidden = this.#list.isAtEnd() && this.#timeline.isLive();
    this.#jump.classList.toggle("has-news", this.#room.unread > 0);
    this.#toolbar.rowsChanged();
    this.#markRead();
    this.#loadQuotes();
    if (this.#hasFailed || this.#isFilling) {
      return;
    }
    if (this.#timeline.hasEarlier && earlierPx < NEAR_PX) {
      this.#fillAndDraw(() => this.#source.loadEarlier());
    } else if (this.#timeline.hasLater && laterPx < NEAR_PX) {
      this.#fillAndDraw(() => this.#source.loadLater());
    }
  }

  async #fillAndDraw(load) {
    await this.#fill(load);
    this.#draw();
  }

  /** Loads a page after the loads before have ended. */
  #fill(load) {
    this.#filling = this.#filling.then(async () => {
      this.#isFilling = true;
      this.#scroller.setAttribute("aria-busy", "true");
      try {
        await load();
        this.#hasFailed = false;
      } catch {
        this.#hasFailed = true;
        // A user who is no member may not be allowed to read the room, so there is no retry.
        if (this.#room.isMember) {
          setTimeout(() => this.element.isConnected && this.refresh(), RETRY_MS);
        }
      } finally {
        this.#isFilling = false;
      }
    });
    return this.#filling;
  }

  /** Messages that are visible while the page has the focus are read. */
  #markRead() {
    if (
      this.#source.isThread ||
      document.visibilityState !== "visible" ||
      !document.hasFocus() ||
      this.#room.unread === 0
    ) {
      return;
    }
    const isAtEnd = this.#list.isAtEnd() && this.#timeline.isLive();
    const last = isAtEnd ? this.#timeline.entries.at(-1) : this.#list.lastVisible()?.entry;
    if (last) {
      this.#source.read(isAtEnd ? Math.max(last.seq, this.#room.head) : last.seq);
    }
  }

  /** Loads the messages that visible rows quote. */
  #loadQuotes() {
    for (const node of this.#scroller.querySelectorAll("[data-seq]")) {
      const entry = this.#itemOf(node);
      const seq = entry ? quotedSeq(entry) : 0;
      if (seq > 0) {
        this.#quotes.load(seq);
      }
    }
  }
}
