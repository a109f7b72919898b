// The data of the user's account, for the user to keep. `bin/client my-data` writes the same.

import { call, itemsOf } from "../stream/calls.js";

const PAGE_ROOMS = 500;
const PAGE_ENTRIES = 200;

/**
 * The parts one after another, each an object with one of `user`, `session`, `room`, `entry` as the API has them: whole
 * direct conversations, and of other rooms what the user wrote, also in public rooms that the user has left.
 */
export async function* ownData(token, self) {
  yield { user: self };
  for await (const session of itemsOf("/v1/self/sessions", token, "sessions")) {
    yield { session };
  }
  const own = new Set();
  for await (const room of rooms(token, { scope: "ROOM_SCOPE_OWN", includeHidden: true })) {
    own.add(room.roomId);
    yield { room };
    yield* entries(token, self, room);
  }
  for await (const room of rooms(token, { scope: "ROOM_SCOPE_PUBLIC" })) {
    if (!own.has(room.roomId)) {
      yield* entries(token, self, room);
    }
  }
}

const rooms = (token, query) => itemsOf("/v1/rooms", token, "rooms", { ...query, pageSize: PAGE_ROOMS });

/** Up to the head that the room has: it ends in a busy room too. */
async function* entries(token, self, { roomId, kind, headSeq }) {
  const head = Number(headSeq ?? 0);
  const path = `/v1/rooms/${encodeURIComponent(roomId)}/messages?pageSize=${PAGE_ENTRIES}&`;
  let position = "afterSeq=0";
  let last = 0;
  while (position !== "" && last < head) {
    const page = await call("GET", path + position, token);
    for (const entry of page.entries ?? []) {
      last = Number(entry.event.seq);
      if (kind === "ROOM_KIND_DIRECT" || entry.event.author?.id === self.id) {
        yield { entry };
      }
    }
    position = page.laterPageToken ? `pageToken=${encodeURIComponent(page.laterPageToken)}` : "";
  }
}
