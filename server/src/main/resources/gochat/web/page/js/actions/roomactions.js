// The user's actions on rooms and their members. The promises reject with a Refused, a Failure or an Invalid.

import { safeLine } from "../markup/safetext.js";
import { Invalid, Refused } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { newMessageId } from "./ids.js";

const PAGE_SIZE = 200;
/** Of google.rpc.Code. */
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;

export class RoomActions {
  #stream;
  #store;

  constructor(stream, store) {
    this.#stream = stream;
    this.#store = store;
  }

  /** @returns a page: { rooms, nextPageToken } */
  publicRooms(pageToken = "") {
    return this.#stream.request({ listRooms: { scope: "ROOM_SCOPE_PUBLIC", pageSize: PAGE_SIZE, pageToken } });
  }

  async create(name, topic, isPrivate) {
    const kind = isPrivate ? "ROOM_KIND_PRIVATE" : "ROOM_KIND_PUBLIC";
    const { roomId } = await this.#stream.request({ createRoom: { name, topic, kind, requestId: newMessageId() } });
    return this.#own(roomId);
  }

  async join(roomId) {
    await this.#stream.request({ joinRoom: { room: roomId } });
    return this.#own(roomId);
  }

  async #own(roomId) {
    return this.#store.learn(await this.#stream.request({ getRoom: { room: roomId } }));
  }

  leave(room) {
    return this.#stream.request({ leaveRoom: { room: room.id } });
  }

  /** Removes a room from the user's lists on all devices, or puts it back. */
  async hide(room, isHidden) {
    await this.#stream.request({ setHidden: { room: room.id, hidden: isHidden } });
    this.#store.hide(room, isHidden);
  }

  /** @param {{ name?: string, topic?: string }} changes */
  update(room, changes) {
    return this.#stream.request({ updateRoom: { room: room.id, ...changes } });
  }

  /** @param intervalSeconds 0 switches slow mode off */
  setSlowMode(room, intervalSeconds) {
    return this.#stream.request({ setSlowMode: { room: room.id, intervalSeconds } });
  }

  invite(room, user) {
    return this.#stream.request({ inviteMember: { room: room.id, user } });
  }

  /** @param what "kickMember", "banMember", "muteMember" or "unmuteMember" */
  /**
   * @param what the request: "kickMember", "muteMember" and so on
   * @param {{ reason?: string, duration?: string }} terms of a kick, a ban or a mute
   */
  moderate(what, room, user, terms = {}) {
    return this.#stream.request({ [what]: { room: room.id, user: user.id, ...terms } });
  }

  /**
   * All bans or mutes of a room.
   *
   * @param what the request: "listBans" or "listMutes"
   */
  async measures(what, room) {
    const measures = [];
    let pageToken = "";
    do {
      const page = await this.#stream.request({ [what]: { room: room.id, pageSize: PAGE_SIZE, pageToken } });
      measures.push(...(page.measures ?? []));
      pageToken = page.nextPageToken ?? "";
    } while (pageToken);
    return measures;
  }

  setRole(room, user, role) {
    return this.#stream.request({ setRole: { room: room.id, user: user.id, role: `ROLE_${role}` } });
  }

  /** @returns a page: { members, nextPageToken } */
  async members(room, pageToken = "") {
    const page = await this.#stream.request({ listMembers: { room: room.id, pageSize: PAGE_SIZE, pageToken } });
    page.members?.forEach(({ user }) => this.#store.people.add(user));
    return page;
  }

  /** The conversation with a user: a direct one between accounts, otherwise one of whispers. */
  async converse(user) {
    if (!this.#store.isGuest() && user.kind !== "USER_KIND_GUEST") {
      try {
        const { roomId } = await this.#stream.request({ openDirect: { user: user.id || user.name } });
        return await this.#own(roomId);
      } catch (e) {
        if (!(e instanceof Refused) || e.reason !== "ACCOUNT_NEEDED") {
          throw e;
        }
      }
    }
    if (user.id) {
      return this.#store.whisperRoom(user);
    }
    const { presences } = await this.#stream.request({ getPresence: { users: [user.name] } });
    if (!presences?.length) {
      throw new Invalid(t("problem.no-user", { name: safeLine(user.name, 40) }));
    }
    return this.#store.whisperRoom({ ...user, id: presences[0].userId });
  }

  /** The room with an id or a name, if the user is a member or may read it; otherwise null. */
  async find(idOrName) {
    for (const room of [idOrName, `#${idOrName.replace(/^#/u, "")}`]) {
      try {
        const told = await this.#stream.request({ getRoom: { room } });
        return told.membership ? this.#store.learn(told) : this.#store.preview(told);
      } catch (e) {
        if (e.code !== INVALID_ARGUMENT && e.code !== NOT_FOUND) {
          throw e;
        }
      }
    }
    return null;
  }
}
