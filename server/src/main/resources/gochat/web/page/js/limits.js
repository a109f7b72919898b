// The limits of the server that the page keeps or names. A test compares them with gochat.limit: each has the name of its
// key in docs/limits.md. A server may be configured with another value than MESSAGE_BYTES_MAX, which is the default.

/** In code points, for users and rooms. */
export const ACCOUNT_NAME_MAX = 32;
/** A deleted account is erased after this time. */
export const ACCOUNT_ERASURE_DELAY_MS = 604_800_000;
/** In code points. */
export const ACCOUNT_PASSWORD_MIN = 8;
/** A guest without a stream for this time ends. */
export const GUEST_IDLE_MS = 600_000;
/** An invitation to the server is valid for at most so long. */
export const INVITATION_LIFE_MS = 31_536_000_000;
/** In characters. */
export const INVITATION_NOTE_MAX = 200;
/** The accounts that register with one invitation to the server. */
export const INVITATION_USES_MAX = 10_000;
export const MESSAGE_BYTES_MAX = 65_536;
export const MESSAGE_MENTIONS_MAX = 64;
/** The messages of a page. */
export const REQUEST_PAGE_ENTRIES_MAX = 200;
/** The users whose presence a stream watches. */
export const REQUEST_USERS_MAX = 500;
/** The reason of a kick, a ban or a mute. */
export const ROOM_REASON_BYTES_MAX = 512;
export const ROOM_TOPIC_BYTES_MAX = 1_024;
/** Unread messages are counted up to this number. */
export const ROOM_UNREAD_MAX = 1_000;
/** Further typing notices of a user in a room are dropped during this time. */
export const TYPING_PAUSE_MS = 3_000;
