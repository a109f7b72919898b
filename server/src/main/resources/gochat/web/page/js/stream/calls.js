// Calls of the v1 API as JSON over HTTP, for all that needs no stream.

import { Failure, Refused, Unanswered } from "../texts/failures.js";
import { deviceName } from "./devicename.js";

const ANSWER_MS = 10_000;

/** The outcomes that this page understands, besides a refusal. */
const KNOWN = new Set(
  (
    "added banned blocked changed created deleted disabled edited enabled ended invited joined kicked left list marked muted opened " +
    "page passedOn pinned privacy removed revoked room self sent server signedIn signedOut unblocked unmuted unpinned watched"
  ).split(" "),
);

/** @returns a promise of the outcome; rejected with a Refused, a Failure, or an Unanswered */
export async function call(method, path, token, body) {
  const { status, isOk, reply } = await exchange(path, {
    method,
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: "no-store",
    credentials: "omit",
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const isRefused = reply?.refusal !== undefined;
  const isOurs = reply !== null && typeof reply === "object" && (isOk || isRefused || typeof reply.code === "number");
  if (!isOurs) {
    throw new Unanswered("foreign", { status });
  } else if (!isOk && !isRefused) {
    throw new Failure(reply.code, reply.message ?? "", true, reply.details);
  }
  return outcomeOf(reply);
}

async function exchange(path, request) {
  let response;
  try {
    response = await fetch(path, request);
    return { status: response.status, isOk: response.ok, reply: await response.json() };
  } catch (e) {
    if (e.name === "TimeoutError") {
      throw new Unanswered("late", { n: ANSWER_MS / 1_000 });
    }
    throw response ? new Unanswered("foreign", { status: response.status }) : new Unanswered("unreachable");
  }
}

/** @returns a promise of { token, user, deviceToken, passwordResetTime }; the last two may be undefined */
async function session(path, body, ownToken = null) {
  const { token, user, deviceToken, passwordResetTime } = await call("POST", path, ownToken, body);
  if (typeof token !== "string" || !user) {
    throw new Unanswered("foreign", { status: 200 });
  }
  return { token, user, deviceToken, passwordResetTime };
}

export const getServer = () => call("GET", "/v1/server", null);
/** @param invitation the code or the link of an invitation, or the administrator's code; empty for none */
export const registerAccount = (name, password, invitation) => register(null, name, password, invitation);
/** Makes a guest an account; its token is replaced. */
export const upgradeGuest = (token, name, password, invitation) => register(token, name, password, invitation);
const register = (ownToken, name, password, invitation) =>
  session("/v1/register", { name, password, invitation, label: deviceName(navigator.userAgent) }, ownToken);
export const signIn = (name, password, deviceToken) =>
  session("/v1/sign-in", { name, password, deviceToken, label: deviceName(navigator.userAgent) });
/** @param code for a new password: a recovery code, or one from an administrator */
export const resetPassword = (code, newPassword) =>
  session("/v1/reset-password", { code, newPassword, label: deviceName(navigator.userAgent) });
export const signInAsGuest = (name) => session("/v1/sign-in/guest", { name });
export const signOut = (token) => call("POST", "/v1/sign-out", token, {});
export const getSelf = (token) => call("GET", "/v1/self", token);
/** @returns a promise of { deviceToken } */
export const changePassword = (token, oldPassword, newPassword) =>
  call("PUT", "/v1/self/password", token, { oldPassword, newPassword });

export const deleteSelf = (token, password, eraseMessages) =>
  call("POST", "/v1/self/delete", token, { password, eraseMessages });

/** @returns a promise of { codes } */
export const createRecoveryCodes = (token, password) => call("POST", "/v1/self/recovery-codes", token, { password });

/** @returns a promise of the user's sessions */
export const listSessions = (token) => listAll("/v1/self/sessions", token, "sessions");

/** @returns a promise of the items of all pages */
export async function listAll(path, token, items) {
  const all = [];
  for await (const item of itemsOf(path, token, items)) {
    all.push(item);
  }
  return all;
}

/** The items of all pages, one after another. */
export async function* itemsOf(path, token, items, query = {}) {
  let pageToken = "";
  do {
    const page = await call("GET", `${path}?${new URLSearchParams({ ...query, pageToken })}`, token);
    yield* page[items] ?? [];
    pageToken = page.nextPageToken ?? "";
  } while (pageToken !== "");
}

export const getPrivacy = (token) => call("GET", "/v1/self/privacy", token);
/** @param {{ messages?: string, invitations?: string }} changes audiences */
export const setPrivacy = (token, changes) => call("PATCH", "/v1/self/privacy", token, changes);
export const listBlocked = (token) => call("GET", "/v1/self/blocked", token);
export const blockUser = (token, userId) => call("PUT", `/v1/self/blocked/${userId}`, token);
export const unblockUser = (token, userId) => call("DELETE", `/v1/self/blocked/${userId}`, token);

/** Ends a session of the user, if it has not ended yet. */
export async function endSession(token, sessionId) {
  try {
    await call("DELETE", `/v1/self/sessions/${sessionId}`, token);
  } catch (e) {
    if (e.reason !== "SESSION_NOT_FOUND") {
      throw e;
    }
  }
}

/** The value of the outcome. Throws a Refused; or a Failure without a code if a newer server sends an unknown outcome. */
export function outcomeOf(response) {
  const [name, value] = Object.entries(response ?? {})[0] ?? [];
  if (name === "refusal") {
    throw new Refused(value);
  }
  if (!KNOWN.has(name)) {
    throw new Failure(0, "", true);
  }
  return value;
}
