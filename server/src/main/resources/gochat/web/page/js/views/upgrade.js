// The page and a server of another build: a line offers to reload the page, and the page does it by itself as soon as
// nobody uses it. It never does so in the middle of writing.

import { learnServer, otherBuild } from "../state/server.js";
import { getServer } from "../stream/calls.js";
import { t } from "../texts/i18n.js";
import { button, el } from "../widgets/dom.js";

/** Without a sign of the user for this time a visible page is not in use. */
const IDLE_MS = 60_000;
const SIGNS = ["pointerdown", "wheel", "input", "focusin"];
const TRY_MS = 1_000;

const RELOADED = "gochat.reloaded";
/** A proxy may serve the files of an older build, so that the next page is no newer. */
const RELOAD_PAUSE_MS = 3_600_000;

export class Upgrade {
  element = el("div", { class: "status", role: "status", hidden: true });
  #options;
  #usedMs = 0;
  #timer = 0;

  /**
   * @param {{ learned: () => void, isWaiting: () => boolean, signal: AbortSignal }} options called when the server has
   *   told of itself; whether requests have no answer yet; aborted when the page is over
   */
  constructor(options) {
    this.#options = options;
    const { signal } = options;
    SIGNS.forEach((sign) => document.addEventListener(sign, () => this.#used(), { passive: true, signal }));
    signal.addEventListener("abort", () => clearInterval(this.#timer));
  }

  /** Asks the server for its build. */
  async check() {
    await learnServer(getServer());
    const { learned, signal } = this.#options;
    if (!signal.aborted) {
      learned();
      this.#draw();
    }
  }

  #draw() {
    const isDue = otherBuild() !== "";
    if (isDue === !this.element.hidden) {
      return;
    }
    this.element.hidden = !isDue;
    clearInterval(this.#timer);
    if (isDue) {
      this.element.replaceChildren(
        el("span", {}, t("upgrade.due")),
        button({ class: "link", click: () => location.reload() }, t("upgrade.reload")),
      );
      this.#used();
      this.#timer = setInterval(() => this.#reloadUnused(), TRY_MS);
    }
  }

  #used() {
    this.#usedMs = performance.now();
  }

  #reloadUnused() {
    const isUnused = document.visibilityState === "hidden" || performance.now() - this.#usedMs >= IDLE_MS;
    if (isUnused && !isWriting() && !this.#options.isWaiting() && mayReloadFor(otherBuild())) {
      location.reload();
    }
  }
}

/** Whether a reload would take something from the user: a text, the message of a reply, a dialog, a menu, a thread. */
function isWriting() {
  const texts = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input, textarea"));
  return (
    [...texts].some((field) => field.value !== "") ||
    document.querySelector("dialog[open], [popover]:popover-open, .mode:not([hidden]), .thread") !== null
  );
}

/** Whether this page was not reloaded for a build a short time ago; notes that it is now. */
function mayReloadFor(build) {
  try {
    const [before, atMs] = JSON.parse(sessionStorage.getItem(RELOADED)) ?? [];
    if (before === build && Date.now() - atMs < RELOAD_PAUSE_MS) {
      return false;
    }
    sessionStorage.setItem(RELOADED, JSON.stringify([build, Date.now()]));
    return true;
  } catch {
    // Nothing can be stored: only the user reloads.
    return false;
  }
}
