// The names of rooms, and what follows from the kind of a room.

import { safeLine } from "../markup/safetext.js";
import { t } from "../texts/i18n.js";

const COLLATOR = new Intl.Collator(undefined, { numeric: true });

/** Whether a room is a conversation of two users, or a user's notes. */
export function isWithOne(room) {
  return room.kind === "direct" || room.kind === "whisper";
}

/** The name of a room, without "#". */
export function nameOf(room) {
  if (room.kind === "lobby" || room.kind === "audit") {
    return room.kind;
  }
  if (room.isNotes) {
    return t("room.notes");
  }
  return isWithOne(room) ? room.peer?.name || t("user.deleted") : room.name;
}

/** The name as the page shows it. */
export function titleOf(room) {
  const name = safeLine(nameOf(room));
  return isWithOne(room) || room.kind === "absent" ? name : `#${name}`;
}

/** The lobby, then the rooms, then the conversations of two, each sorted by name. */
export function sortedByName(rooms) {
  const rank = (room) => (room.kind === "lobby" ? 0 : isWithOne(room) ? 2 : 1);
  return [...rooms].sort((a, b) => rank(a) - rank(b) || COLLATOR.compare(nameOf(a), nameOf(b)));
}
