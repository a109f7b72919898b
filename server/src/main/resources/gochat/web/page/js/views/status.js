// The state of the connection, and the users who are typing, as sentences.

import { safeLine } from "../markup/safetext.js";
import { sentence, t } from "../texts/i18n.js";
import { bdi, button, el } from "../widgets/dom.js";

/** A shorter break of the connection is not shown. */
const QUIET_MS = 700;
const WRITERS_MAX = 3;

export class Status {
  element = el("div", { class: "status", role: "status", hidden: true });
  #retry;
  #timer = 0;
  #quiet = 0;
  /** The time at which the connection broke; 0 while there is one. */
  #lostMs = 0;
  /** Why no connection can be made, if a reason is known. */
  #problem = "";

  /** @param retry connects at once */
  constructor(retry) {
    this.#retry = retry;
    this.#quiet = setTimeout(() => this.#show(t("status.connecting")), QUIET_MS);
  }

  connected() {
    this.#stop();
    this.#lostMs = 0;
    this.#problem = "";
    this.element.hidden = true;
  }

  /** The browser reports that it has no network. */
  offline() {
    this.#stop();
    this.#show(t("status.offline"));
  }

  /** @param problem why no connection can be made. The page goes on trying */
  refused(problem) {
    this.#problem = problem;
  }

  /** @param retryAtMs the time of the next attempt, as performance.now() has it */
  lost(retryAtMs) {
    this.#stop();
    this.#lostMs ||= performance.now();
    const draw = () => {
      const seconds = Math.ceil((retryAtMs - performance.now()) / 1_000);
      const retry = button({ class: "link", click: this.#retry }, t("status.retry"));
      if (navigator.onLine === false) {
        this.#show(t("status.offline"));
      } else if (this.#problem) {
        this.#show(this.#problem, retry);
      } else if (seconds > 1) {
        this.#show(t("status.lost", { n: seconds }), retry);
      } else {
        this.#show(t("status.connecting"));
      }
    };
    const quietMs = Math.max(0, this.#lostMs + QUIET_MS - performance.now());
    this.#quiet = setTimeout(() => {
      draw();
      this.#timer = setInterval(draw, 1_000);
    }, quietMs);
  }

  #stop() {
    clearTimeout(this.#quiet);
    clearInterval(this.#timer);
  }

  #show(...parts) {
    const focused = this.element.contains(document.activeElement);
    this.element.replaceChildren(
      ...parts.filter(Boolean).map((word) => (typeof word === "string" ? el("span", {}, word) : word)),
    );
    this.element.hidden = false;
    if (focused) {
      this.element.querySelector("button")?.focus();
    }
  }
}

/** The users who are typing, as a list of texts and nodes; empty if there are none. */
export function typingText(users) {
  const names = users.slice(0, WRITERS_MAX).map((user) => bdi(safeLine(user.name)));
  if (names.length === 0) {
    return [];
  }
  if (users.length > WRITERS_MAX) {
    return [t("typing.many")];
  }
  const all = names.flatMap((name, index) => (index === 0 ? [name] : [t("typing.and"), name]));
  return sentence("typing.some", { n: names.length, names: el("span", {}, all) });
}
