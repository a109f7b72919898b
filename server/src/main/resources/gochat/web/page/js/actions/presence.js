// Whether one is here oneself, and whose presence one wants to know.

import { isWithOne } from "../state/roomnames.js";

/** A page that nobody sees for so long is away. */
const AWAY_MS = 5 * 60_000;
const SOON_MS = 500;
/** What a server watches for one stream. */
const WATCHED_MAX = 500;

export class Presence {
  #store;
  #stream;
  #isAway = false;
  #awayTimer = 0;
  #watchTimer = 0;
  #watched = "";
  #members = [];

  constructor(stream, store) {
    this.#stream = stream;
    this.#store = store;
  }

  /** A new stream says that somebody sits in front of it. */
  connected() {
    if (this.#isAway) {
      this.#sayAway();
    }
  }

  /** The page came into sight, or went out of it. */
  seen(isVisible) {
    clearTimeout(this.#awayTimer);
    if (isVisible && this.#isAway) {
      this.#isAway = false;
      this.#sayAway();
    } else if (!isVisible) {
      this.#awayTimer = setTimeout(() => {
        this.#isAway = true;
        this.#sayAway();
      }, AWAY_MS);
    }
  }

  #sayAway() {
    this.#stream.ask({ setAway: { away: this.#isAway } }).catch(() => {});
  }

  /** @param members who is in a list on the screen; with whom one talks is wanted always */
  watch(members = this.#members) {
    this.#members = members;
    clearTimeout(this.#watchTimer);
    this.#watchTimer = setTimeout(() => this.#sayWatched(), SOON_MS);
  }

  #sayWatched() {
    const peers = [...this.#store.rooms.values()].filter(isWithOne).map((room) => room.peer?.id);
    const wanted = [...new Set([...peers, ...this.#members])].filter(Boolean).slice(0, WATCHED_MAX);
    if (wanted.join() !== this.#watched) {
      this.#watched = wanted.join();
      this.#stream.watch(wanted);
    }
  }

  close() {
    clearTimeout(this.#awayTimer);
    clearTimeout(this.#watchTimer);
  }
}
