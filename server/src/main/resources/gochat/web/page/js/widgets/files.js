// Files that the page gives the user.

import { el } from "./dom.js";

export function saveFile(blob, name) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  // Browsers may read it a while after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
