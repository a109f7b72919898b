// Tells somebody who looks elsewhere: by a notification of the system, where the browser allows it, and in the title.

import { Kept } from "./kept.js";
import { t } from "./i18n.js";
import { actionOf } from "./markdown.js";
import { safeLine } from "./safetext.js";
import { isWithOne, nameOf } from "./store.js";

const BODY_CHARS_MAX = 160;

export class Notifier {
  #store;
  #kept;
  #go;
  #isWanted;
  /** Some browsers have notifications and show none of pages: Chrome for Android throws. */
  #isUnsupported = false;
  #roomName = "";
  #ends;

  /** @param go shows a room */
  constructor(store, go) {
    this.#store = store;
    this.#go = go;
    this.#kept = new Kept("wish", store.self.id);
    this.#isWanted = this.#kept.get("notify", true);
    this.#ends = [store.on("message", (message) => this.#message(message)), store.on("rooms", () => this.#title())];
  }

  close() {
    this.#ends.forEach((end) => end());
    document.title = "GoChat";
  }

  /**
   * "on", "off", "blocked" by the user, "unsupported" by the browser, or "impossible": browsers allow it to pages that
   * came over TLS or from this machine only.
   */
  state() {
    if (!window.isSecureContext) {
      return "impossible";
    }
    if (this.#isUnsupported || !("Notification" in window)) {
      return "unsupported";
    }
    if (Notification.permission === "denied") {
      return "blocked";
    }
    return this.#isWanted && Notification.permission === "granted" ? "on" : "off";
  }

  /** @returns the new state */
  async toggle() {
    const before = this.state();
    if (before !== "on" && before !== "off") {
      return before;
    }
    this.#isWanted = before === "off";
    this.#kept.set("notify", this.#isWanted);
    if (this.#isWanted && Notification.permission === "default") {
      await Notification.requestPermission();
    }
    if (this.state() === "on") {
      // Whether it works is seen by trying only.
      this.#show("GoChat", { body: t("notify.now-on"), tag: "notify" });
    }
    return this.state();
  }

  /** @returns the notification, or null where there are none */
  #show(title, options) {
    try {
      return new Notification(title, options);
    } catch {
      this.#isUnsupported = true;
      return null;
    }
  }

  showsRoom(name) {
    this.#roomName = name;
    this.#title();
  }

  #title() {
    const unread = this.#store.unreadTotal();
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${this.#roomName ? `${this.#roomName} · ` : ""}GoChat`;
  }

  #message({ room, event }) {
    const posted = event.messagePosted;
    const concerns = isWithOne(room) || posted.mentionedUserIds?.includes(this.#store.self.id);
    if (!concerns || this.state() !== "on" || (document.visibilityState === "visible" && document.hasFocus())) {
      return;
    }
    const author = safeLine(event.author.name);
    const title = isWithOne(room) ? author : t("notify.title", { author, room: safeLine(nameOf(room)) });
    const action = actionOf(posted.text ?? "");
    const body = safeLine(action === null ? (posted.text ?? "") : `${author} ${action}`, BODY_CHARS_MAX);
    // One for each room: the latest message replaces the one before.
    const notification = this.#show(title, { body, tag: room.id });
    notification?.addEventListener("click", () => {
      window.focus();
      this.#go(room);
      notification.close();
    });
  }
}
