// What is shown where an address names a room that there is not.

import { button, el } from "./dom.js";
import { t } from "./i18n.js";
import { safeLine } from "./safetext.js";

export class AbsentRoom {
  room;
  elements;

  /** @param deal { browse(), goToLobby() } */
  constructor(wanted, { browse, goToLobby }) {
    this.room = { id: wanted, kind: "absent", name: t("room.absent-title"), topic: "", role: "", isMember: false };
    const name = safeLine(wanted.replace(/^#/u, ""), 60);
    this.elements = [
      el(
        "div",
        { class: "absent" },
        el("p", { role: "status", dir: "auto" }, t("room.absent", { room: name })),
        el("p", { class: "hint" }, t("room.absent-hint")),
        el(
          "p",
          {},
          button({ class: "primary", click: browse }, t("browse.title")),
          button({ click: goToLobby }, t("room.to-lobby")),
        ),
      ),
    ];
  }

  // As of a RoomView: there is nothing to read or to write.

  open() {}

  refresh() {}

  focus() {}

  keepDraft() {}

  close() {}
}
