// How the connection is, plainly; and who is writing.

import { safeLine } from "../markup/safetext.js";
import { sentence, t } from "../texts/i18n.js";
import { bdi, button, el } from "../widgets/dom.js";

/** A connection that comes back at once is not worth a word. */
const QUIET_MS = 700;
const WRITERS_MAX = 3;

export class Status {
  element = el("div", { class: "status", role: "status", hidden: true });
  #retry;
  #timer = 0;
  #quiet = 0;
  /** Since when there is no connection; 0 while there is one. */
  #lostMs = 0;
  /** Why none comes about, if somebody said so. */
  #problem = "";

  /** @param retry tries to connect at once */
  constructor(retry) {
    this.#retry = retry;
    this.#quiet = setTimeout(() => this.#say(t("status.connecting")), QUIET_MS);
  }

  connected() {
    this.#stop();
    this.#lostMs = 0;
    this.#problem = "";
    this.element.hidden = true;
  }

  /** The browser says that there is no network. */
  offline() {
    this.#stop();
    this.#say(t("status.offline"));
  }

  /** @param problem why no connection comes about; it is tried again nevertheless */
  refused(problem) {
    this.#problem = problem;
  }

  /** @param retryAtMs when it is tried again, by performance.now() */
  lost(retryAtMs) {
    this.#stop();
    this.#lostMs ||= performance.now();
    const draw = () => {
      const seconds = Math.ceil((retryAtMs - performance.now()) / 1_000);
      const retry = button({ class: "link", click: this.#retry }, t("status.retry"));
      if (navigator.onLine === false) {
        this.#say(t("status.offline"));
      } else if (this.#problem) {
        this.#say(this.#problem, retry);
      } else if (seconds > 1) {
        this.#say(t("status.lost", { n: seconds }), retry);
      } else {
        this.#say(t("status.connecting"));
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

  #say(...words) {
    const focused = this.element.contains(document.activeElement);
    this.element.replaceChildren(
      ...words.filter(Boolean).map((word) => (typeof word === "string" ? el("span", {}, word) : word)),
    );
    this.element.hidden = false;
    if (focused) {
      this.element.querySelector("button")?.focus();
    }
  }
}

/** Who is writing, as words; an empty list when nobody is. */
export function typingWords(users) {
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
