// The slow mode of a room: the notice at the composer, and the dialog in which moderators set it.

import { rightsIn } from "../state/rights.js";
import { t } from "../texts/i18n.js";
import { intervalText, waitText } from "../texts/slowmode.js";
import { choice, openForm } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";

/** The intervals to choose from, in seconds; 0: none. */
const INTERVALS_S = [0, 5, 10, 30, 60, 300, 900, 3_600, 21_600];

/** Shows that a room has slow mode, and the time until the user may write again. */
export class SlowModeNotice {
  element = el("p", { class: "slow-mode", hidden: true });
  #room;
  #store;
  #end;
  #timer = 0;

  constructor(room, store) {
    this.#room = room;
    this.#store = store;
    this.#end = store.on("rooms", () => this.#draw());
    this.#draw();
  }

  /** Why the user has to wait; empty if the user may write now. */
  get problem() {
    const ms = this.#waitMs();
    return ms > 0 ? t("slow-mode.wait", { time: waitText(ms) }) : "";
  }

  close() {
    clearTimeout(this.#timer);
    this.#end();
  }

  #waitMs() {
    return Math.max(0, (this.#room.waitsUntil ?? 0) - performance.now());
  }

  #draw() {
    clearTimeout(this.#timer);
    const ms = this.#waitMs();
    const room = this.#room;
    this.element.hidden = !room.slowModeMs || !room.isMember || rightsIn(room, this.#store.self).isModerator;
    this.element.textContent =
      this.problem || t("slow-mode.on", { interval: intervalText((room.slowModeMs ?? 0) / 1_000) });
    if (ms > 0) {
      this.#timer = setTimeout(() => this.#draw(), ((ms - 1) % 1_000) + 1);
    }
  }
}

export function editSlowMode(actions, room) {
  const now = room.slowModeMs / 1_000;
  const intervals = [...new Set([...INTERVALS_S, now])].sort((one, other) => one - other);
  openForm(
    t("slow-mode.title"),
    [
      el("p", {}, t("slow-mode.hint")),
      choice(
        "interval",
        t("slow-mode.interval"),
        intervals.map((seconds) => [String(seconds), seconds === 0 ? t("slow-mode.off") : intervalText(seconds)]),
        String(now),
      ),
    ],
    t("dialog.save"),
    ({ interval }) => actions.setSlowMode(room, Number(interval)),
  );
}
