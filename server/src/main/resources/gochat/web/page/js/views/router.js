// The page's address: "#/" and the id or the name of a room; or "#/invite/" and the code of an invitation to the
// server, or "#/reset/" and a code for a new password.

import { problemText } from "../texts/failures.js";
import { toast } from "../widgets/dialogs.js";

export const LOBBY = "lobby";

export class Router {
  #store;
  #roomActions;
  #views;
  #signal;
  /** Whether the stream may still bring the room that the address names. */
  #awaitsRooms = false;

  /**
   * @param {{ current: () => any, show: (room: any) => void, showAbsent: (id: string) => void }} views current() is the
   *   room on the screen, or undefined
   * @param {AbortSignal} signal aborted when the page is over
   */
  constructor(store, roomActions, views, signal) {
    this.#store = store;
    this.#roomActions = roomActions;
    this.#views = views;
    this.#signal = signal;
  }

  /** Shows the room that the address names; the lobby if it names none. */
  route() {
    const wanted = idInAddress();
    const room = this.#store.rooms.get(wanted) ?? this.#store.departed.get(wanted);
    const current = this.#views.current();
    this.#awaitsRooms = !room && !this.#store.knowsAllRooms;
    if (room && room !== current) {
      this.#views.show(room);
    } else if (!room && this.#store.knowsAllRooms && wanted !== current?.id) {
      this.#find(wanted);
    }
  }

  roomsChanged() {
    if (!this.#views.current() || this.#awaitsRooms) {
      this.route();
    }
  }

  /** Shows a room of which the user is no member, or that there is none. */
  async #find(wanted) {
    let room;
    try {
      room = await this.#roomActions.find(wanted);
    } catch (e) {
      toast(problemText(e));
      return;
    }
    if (this.#signal.aborted || idInAddress() !== wanted) {
      return;
    }
    if (!room) {
      this.#views.showAbsent(wanted);
    } else if (room.id === wanted) {
      this.#views.show(room);
    } else {
      location.replace(hrefOf(room));
    }
  }
}

export function hrefOf(room) {
  return `#/${encodeURIComponent(room.id)}`;
}

/**
 * Takes a code out of the address and the browser's history.
 *
 * @param instead the address in its place
 * @returns the code, and its use: "invite" for a new account, "reset" for a new password; null if the address has none
 */
export function takeCode(instead) {
  const [, use, code] = location.hash.match(/^#\/(invite|reset)\/(.+)$/u) ?? [];
  if (!code) {
    return null;
  }
  history.replaceState(null, "", instead);
  return { use, code };
}

function idInAddress() {
  try {
    return decodeURIComponent(location.hash.replace(/^#\/?/u, "")) || LOBBY;
  } catch {
    return LOBBY;
  }
}
