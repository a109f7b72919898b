// Layers above the room: dialogs and, on a narrow screen, the list of rooms and the panel. On a narrow screen each has an
// entry in the browser's history, so that Back closes it instead of leaving the room.

/** Screens that show one part of the page at a time. */
export const NARROW = matchMedia("(max-width: 47.99rem)");

/** The functions that close the open layers, the topmost last. */
const layers = [];

addEventListener("popstate", () => {
  while (layers.length > depth()) {
    layers.pop()();
  }
  if (depth() > layers.length) {
    // The layer of this entry is closed already.
    history.back();
  }
});

function depth() {
  return history.state?.layers ?? 0;
}

/**
 * A layer was opened.
 *
 * @param close closes it
 * @returns a function to call after the layer was closed
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
