// What lies beside the room, or above it where there is no place beside it: a thread, the list of rooms, a dialog. What
// is above has an entry in the browser's history, so that Back closes it instead of leaving the room.

/** Where one thing is shown at a time. */
export const NARROW = matchMedia("(max-width: 47.99rem)");

/** The functions that close what is open, the latest on top. */
const layers = [];

addEventListener("popstate", () => {
  while (layers.length > depth()) {
    layers.pop()();
  }
  if (depth() > layers.length) {
    // What was open here is closed by now.
    history.back();
  }
});

function depth() {
  return history.state?.layers ?? 0;
}

/**
 * Something was opened.
 *
 * @param close closes it
 * @returns a function to be called when it was closed, by the user or by the page
 */
export function openLayer(close) {
  if (!NARROW.matches) {
    return () => {};
  }
  layers.push(close);
  history.pushState({ layers: layers.length }, "");
  return () => {
    const index = layers.indexOf(close);
    if (index >= 0) {
      layers.splice(index, 1);
      if (depth() > layers.length) {
        history.back();
      }
    }
  };
}

/** What is open beside the room: one thing at a time. */
export class Panels {
  #current = null;
  #leaveLayer;
  #deal;

  /**
   * @param {{ frame: HTMLElement, main: HTMLElement, changed: () => void, left: () => void }} deal the page, the element
   *   behind which panels open, and what is called when they have
   */
  constructor(deal) {
    this.#deal = deal;
  }

  /** @param {{ element: HTMLElement, refresh: () => void, close: () => void }} panel */
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
