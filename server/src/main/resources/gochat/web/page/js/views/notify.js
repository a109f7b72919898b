// New messages outside of the visible list: notifications of the system and the title of the page, and announcements for
// screen readers.

import { actionOf } from "../markup/markdown.js";
import { plainLine } from "../markup/plaintext.js";
import { safeLine } from "../markup/safetext.js";
import { isWithOne, nameOf } from "../state/roomnames.js";
import { serverName } from "../state/server.js";
import { UserStorage } from "../state/storage.js";
import { t } from "../texts/i18n.js";
import { el } from "../widgets/dom.js";

const BODY_CHARS_MAX = 160;

/** A message in one line, and whether it describes an action of its author. */
function lineOf(raw, charsMax) {
  const action = actionOf(raw);
  return { isAction: action !== null, text: plainLine(action ?? raw, charsMax) };
}

export class Notifier {
  #store;
  #settings;
  #go;
  #isEnabled;
  /** Some browsers have the API but show no notifications of pages: Chrome for Android throws. */
  #isUnsupported = false;
  #roomName = "";
  #ends;

  /** @param go shows a room */
  constructor(store, go) {
    this.#store = store;
    this.#go = go;
    this.#settings = new UserStorage("wish", store.self.id);
    this.#isEnabled = this.#settings.get("notify", true);
    this.#ends = [store.on("message", (message) => this.#message(message)), store.on("rooms", () => this.drawTitle())];
  }

  close() {
    this.#ends.forEach((end) => end());
    document.title = serverName();
  }

  /**
   * "on", "off", "blocked" by the user, "unsupported" by the browser, or "impossible": browsers allow notifications only
   * to pages that came over TLS or from this machine.
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
    return this.#isEnabled && Notification.permission === "granted" ? "on" : "off";
  }

  /** @returns the new state */
  async toggle() {
    const before = this.state();
    if (before !== "on" && before !== "off") {
      return before;
    }
    this.#isEnabled = before === "off";
    this.#settings.set("notify", this.#isEnabled);
    if (this.#isEnabled && Notification.permission === "default") {
      await Notification.requestPermission();
    }
    if (this.state() === "on") {
      // Only a notification shows whether they work.
      this.#show(serverName(), { body: t("notify.now-on"), tag: "notify" });
    }
    return this.state();
  }

  /** @returns the notification, or null if the browser shows none */
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
    this.drawTitle();
  }

  /** Draws the title of the page: the unread messages, the room, the server. */
  drawTitle() {
    const unread = this.#store.unreadTotal();
    document.title = (unread > 0 ? `(${unread}) ` : "") + [this.#roomName, serverName()].filter(Boolean).join(" · ");
  }

  #message({ room, event }) {
    const posted = event.messagePosted;
    const concerns = isWithOne(room) || posted.mentionedUserIds?.includes(this.#store.self.id);
    if (!concerns || this.state() !== "on" || (document.visibilityState === "visible" && document.hasFocus())) {
      return;
    }
    const author = safeLine(event.author.name);
    const title = isWithOne(room) ? author : t("notify.title", { author, room: safeLine(nameOf(room)) });
    const { isAction, text } = lineOf(posted.text ?? "", BODY_CHARS_MAX);
    const body = isAction ? `${author} ${text}` : text;
    // There is one for each room: the latest message replaces the one before.
    const notification = this.#show(title, { body, tag: room.id });
    if (notification) {
      notification.onclick = () => {
        window.focus();
        this.#go(room);
        notification.close();
      };
    }
  }
}

const LINES_MAX = 20;
const LINE_CHARS_MAX = 400;

/** Announces messages to screen readers. The list itself cannot, because scrolling changes it too. */
export class Announcer {
  element = el("div", { class: "unseen", role: "log", "aria-live": "polite", "aria-label": t("feed.spoken") });

  /** @param current the room on the screen. Of other rooms only direct messages are announced */
  message({ room, event }, current) {
    const author = safeLine(event.author.name);
    if (room === current) {
      const { isAction, text } = lineOf(event.messagePosted.text ?? "", LINE_CHARS_MAX);
      this.#announce(isAction ? `${author} ${text}` : t("feed.said", { author, text }));
    } else if (isWithOne(room)) {
      this.#announce(t("feed.elsewhere", { author }));
    }
  }

  #announce(text) {
    this.element.append(el("p", {}, text));
    if (this.element.children.length > LINES_MAX) {
      this.element.firstChild.remove();
    }
  }

  clear() {
    this.element.replaceChildren();
  }
}
