// What is open beside the room: one thing at a time.

import { openLayer } from "./layers.js";

export class Panels {
  #current = null;
  #leaveLayer;
  #deal;

  /** @param deal { frame, main, changed(), left() }: the page, behind what it opens, and who is told of it */
  constructor(deal) {
    this.#deal = deal;
  }

  /** @param panel { element, refresh(), close() } */
  open(panel) {
    this.close();
    this.#current = panel;
    this.#leaveLayer = openLayer(() => this.close());
    this.#deal.main.after(panel.element);
    this.#deal.frame.classList.add("with-panel");
    this.#deal.changed();
  }

  close() {
    const panel = this.#current;
    if (panel) {
      const hadFocus = panel.element.contains(document.activeElement);
      this.#current = null;
      this.#leaveLayer();
      panel.close();
      panel.element.remove();
      this.#deal.frame.classList.remove("with-panel");
      this.#deal.changed();
      if (hadFocus) {
        this.#deal.left();
      }
    }
  }

  /** There is a connection again. */
  refresh() {
    this.#current?.refresh();
  }

  /** Whether a panel of a kind is open. */
  shows(kind) {
    return this.#current instanceof kind;
  }

  contains(node) {
    return this.#current?.element.contains(node) ?? false;
  }
}
