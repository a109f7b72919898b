// The panel beside the room: its members, its pinned messages, or a thread. One is open at a time.

import { rightsIn } from "../state/rights.js";
import { NARROW, openLayer } from "../widgets/layers.js";
import { Members } from "./members.js";
import { showMeasures } from "./measures.js";
import { memberItems } from "./membermenu.js";
import { Pins } from "./pins.js";
import { invite } from "./roomdialogs.js";
import { Thread } from "./roomview.js";

export class Panels {
  #context;
  #options;
  /** The Members, Pins or Thread that is open. */
  #current = null;
  #leaveLayer;

  /**
   * @param context as MessagePane takes it, and presence
   * @param {{ frame: HTMLElement, main: HTMLElement, changed: () => void, closed: () => void, go: (room: any) => void,
   *   showMessage: (seq: number) => Promise<void> }} options the page; the element after which panels open; what is called
   *   when a panel was opened or closed, and when one with the focus was closed; go shows a room, showMessage a message of
   *   the room on the screen
   */
  constructor(context, options) {
    this.#context = context;
    this.#options = options;
  }

  toggleMembers(room) {
    if (this.areMembersShown()) {
      this.close();
      return;
    }
    const { store, roomActions, presence } = this.#context;
    this.#open(
      new Members(room, {
        store,
        roomActions,
        items: (member) => memberItems(this.#context, room, member, this.#options.go),
        watch: (userIds) => presence.watch(userIds),
        invite: rightsIn(room, store.self).mayInvite ? () => invite(roomActions, room) : null,
        measures: rightsIn(room, store.self).isModerator ? () => showMeasures(roomActions, room) : null,
        close: () => this.close(),
      }),
    );
  }

  togglePins(room) {
    if (this.arePinsShown()) {
      this.close();
      return;
    }
    const { store, history, messageActions } = this.#context;
    this.#open(
      new Pins(room, {
        store,
        history,
        messageActions,
        show: async (seq) => {
          await this.#options.showMessage(seq);
          if (NARROW.matches) {
            this.close();
          }
        },
        close: () => this.close(),
      }),
    );
  }

  openThread(room, rootSeq) {
    const thread = new Thread(room, rootSeq, { ...this.#context, close: () => this.close() });
    this.#open(thread);
    thread.open();
    thread.focus();
  }

  #open(panel) {
    this.close();
    this.#current = panel;
    this.#leaveLayer = openLayer(() => this.close());
    this.#options.main.after(panel.element);
    this.#options.frame.classList.add("with-panel");
    this.#options.changed();
  }

  close() {
    const panel = this.#current;
    if (panel) {
      const hadFocus = panel.element.contains(document.activeElement);
      this.#current = null;
      this.#leaveLayer();
      panel.close();
      panel.element.remove();
      this.#options.frame.classList.remove("with-panel");
      this.#options.changed();
      if (hadFocus) {
        this.#options.closed();
      }
    }
  }

  /** There is a connection again. */
  refresh() {
    this.#current?.refresh();
  }

  storeDraft() {
    if (this.#current instanceof Thread) {
      this.#current.storeDraft();
    }
  }

  areMembersShown() {
    return this.#current instanceof Members;
  }

  arePinsShown() {
    return this.#current instanceof Pins;
  }

  contains(node) {
    return this.#current?.element.contains(node) ?? false;
  }
}
