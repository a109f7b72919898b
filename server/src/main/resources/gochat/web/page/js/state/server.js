// The server as it describes itself. The page shows nothing that the server lacks.

import { safeLine } from "../markup/safetext.js";

const NAME_CHARS_MAX = 64;
const GREETING_CHARS_MAX = 500;

/** The answer of GetServer; null as long as it is not known. Then the server lacks nothing. */
let server = null;

/** The build to which this page belongs, as index.html has it. */
const ownBuild = /** @type {HTMLMetaElement} */ (document.querySelector("meta[name=build]")).content;

/** @param answer a promise of the answer of GetServer */
export async function learnServer(answer) {
  try {
    server = await answer;
  } catch {
    // The last answer stays.
  }
}

export const offers = (name) => !server || (server.features ?? []).includes(`FEATURE_${name}`);
export const signsInBy = (name) => !server || (server.signInMethods ?? []).includes(`SIGN_IN_METHOD_${name}`);
/** The people who can register: "OPEN", "INVITE" or "OFF"; a server that does not say takes everybody. */
export const registration = () => (server?.registration ?? "").replace("REGISTRATION_", "");
/** The users who can create rooms: "EVERYBODY", "ACCOUNTS" or "ADMINISTRATORS"; empty if the server does not say. */
export const roomCreation = () => (server?.roomCreation ?? "").replace("ROOM_CREATION_", "");
export const serverName = () => safeLine(server?.name || "GoChat", NAME_CHARS_MAX);
/** The address of the page, without a slash at the end. */
export const serverUrl = () => server?.url || location.origin;
/** Empty for none. */
export const greeting = () => safeLine(server?.greeting ?? "", GREETING_CHARS_MAX);

/** The build of the server if it is another than that of this page, else empty. */
export function otherBuild() {
  const build = server ? `${server.version} ${server.build}`.trim() : ownBuild;
  return build === ownBuild ? "" : build;
}
