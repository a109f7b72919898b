// The data that the browser stores beyond the life of the page: the session, and for each user drafts, unsent messages and
// whispers, which no server stores. Bounded and best effort: the page also works in a browser that stores nothing.

const SESSION = "gochat.session";
const DEVICE = "gochat.device";
const ITEM_CHARS_MAX = 256 * 1024;

function read(key, otherwise) {
  try {
    return parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    // The storage is forbidden.
    return otherwise;
  }
}

/** The value of a stored text; null if there is none, or if it is not a value of this page. */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    const text = JSON.stringify(value);
    if (text.length <= ITEM_CHARS_MAX) {
      localStorage.setItem(key, text);
    }
  } catch {
    // The storage is full or forbidden.
  }
}

function remove(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then the value was never stored.
  }
}

function keys(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/** The session as { token, user }; null if no user is signed in. */
export function loadSession() {
  const session = read(SESSION, null);
  return session?.token ? session : null;
}

export const saveSession = (session) => write(SESSION, session);

/**
 * Deletes the session, unless another page has stored another one.
 *
 * @param isSignedOut whether the user signed out: then the other pages of this browser also delete the user's values
 */
export function forgetSession(token, isSignedOut) {
  const session = loadSession();
  if (session ? session.token !== token : !isSignedOut) {
    return;
  }
  if (isSignedOut) {
    write(SESSION, { isSignedOut });
  } else {
    remove(SESSION);
  }
}

/**
 * The device token. With it the server recognises a browser from which the user has signed in before, so that wrong
 * passwords from elsewhere do not delay a sign-in here.
 */
export const loadDevice = () => read(DEVICE, "");

/** It stays when the user signs out: it gives no access and names no user. */
export const saveDevice = (deviceToken) => deviceToken && write(DEVICE, deviceToken);

/** @param changed called with the session or null, and whether the user signed out, when another page changes it */
export function watchSession(changed) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === SESSION || key === null) {
      // This page may have removed the value meanwhile. Only the event still says that the user signed out.
      changed(loadSession(), parse(newValue)?.isSignedOut ?? false);
    }
  });
}

/**
 * The values of one user and one kind, each under an id of its own, so that several pages can write side by side.
 */
export class UserStorage {
  #prefix;

  constructor(kind, userId) {
    this.#prefix = `gochat.${userId}.${kind}.`;
  }

  /** All values, sorted by id. */
  all() {
    return keys(this.#prefix)
      .sort()
      .map((key) => read(key, null))
      .filter((value) => value !== null);
  }

  get(id, otherwise) {
    return read(this.#prefix + id, otherwise);
  }

  set(id, value) {
    write(this.#prefix + id, value);
  }

  delete(id) {
    remove(this.#prefix + id);
  }
}

/** Deletes all values of a user. */
export function forgetUser(userId) {
  keys(`gochat.${userId}.`).forEach(remove);
}
