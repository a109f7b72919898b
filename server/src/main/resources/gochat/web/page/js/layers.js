// What lies above the room where there is no room beside it: a thread, the list of rooms, a dialog. There it has an
// entry in the browser's history, so that Back closes it instead of leaving the room.

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
 * @returns a function to be called when it was closed, whoever closed it
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
