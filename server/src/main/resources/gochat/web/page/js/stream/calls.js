// Calls of the v1 API as JSON over HTTP, for all that needs no stream.

import { ACCOUNT_LABEL_MAX } from "../limits.js";
import { Failure, Unanswered } from "../texts/failures.js";
import { outcomeOf } from "./outcomes.js";

const ANSWER_MS = 10_000;

/**
 * @param name of the call
 * @returns a promise of the outcome; rejected with a Refused, a Failure, or an Unanswered
 */
async function call(name, method, path, token, body) {
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
  return outcomeOf(name, reply);
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

/** @returns a promise of { token, user, deviceToken }; a guest's deviceToken is undefined */
async function session(name, path, body) {
  const { token, user, deviceToken } = await call(name, "POST", path, null, body);
  if (typeof token !== "string" || !user) {
    throw new Unanswered("foreign", { status: 200 });
  }
  return { token, user, deviceToken };
}

export const registerAccount = (name, password, adminCode) =>
  session("register", "/v1/register", { name, password, adminCode, label: label() });
export const signIn = (name, password, deviceToken) =>
  session("signIn", "/v1/sign-in", { name, password, deviceToken, label: label() });
export const signInAsGuest = (name) => session("signInAsGuest", "/v1/sign-in/guest", { name });
export const signOut = (token) => call("signOut", "POST", "/v1/sign-out", token, {});
export const getSelf = (token) => call("getSelf", "GET", "/v1/self", token);
/** @returns a promise of { deviceToken } */
export const changePassword = (token, oldPassword, newPassword) =>
  call("changePassword", "PUT", "/v1/self/password", token, { oldPassword, newPassword });

/** A name for this session in the user's list of sessions. */
function label() {
  const { userAgentData } = /** @type {{ userAgentData?: { platform: string } }} */ (navigator);
  const system = userAgentData?.platform || navigator.platform || "";
  return `Web ${system}`.trim().slice(0, ACCOUNT_LABEL_MAX);
}
