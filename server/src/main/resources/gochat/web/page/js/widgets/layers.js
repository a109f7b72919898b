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

/** The list of rooms, which covers the room on a narrow screen. */
export class Drawer {
  #options;
  #leaveLayer = () => {};

  /**
   * @param {{ frame: HTMLElement, opened: () => void, closed: () => void }} options the page, and what is called when the
   *   drawer was opened or closed
   */
  constructor(options) {
    this.#options = options;
  }

  isOpen() {
    return this.#options.frame.classList.contains("with-sidebar");
  }

  open() {
    if (!this.isOpen()) {
      this.#options.frame.classList.add("with-sidebar");
      this.#leaveLayer = openLayer(() => this.close());
      this.#options.opened();
    }
  }

  close() {
    if (this.isOpen()) {
      this.#options.frame.classList.remove("with-sidebar");
      this.#leaveLayer();
      this.#options.closed();
    }
  }
}
