// The normal form of a transcript: equal for two doors that answered the same.

/** Their values are secrets, random or of the moment. */
const VARYING = /^(code|token|deviceToken|sessionId|\w*[pP]ageToken|\w*[tT]ime)$/;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
/** Of anything, also of a direct conversation. */
const ID = new RegExp(`(?:dm\\.${UUID.source}\\.)?${UUID.source}`, "g");

/** How long to wait, in a sentence. */
const PAUSE = /\b\d+ s\b/g;
/** Until when, in a sentence. */
const TIME = /\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g;

/**
 * @param {object[]} transcript
 * @param {RegExp} tag the end of all names
 * @returns {string[]} a line for each answer
 */
export function normalForm(transcript, tag) {
  const ids = new Map();
  const idOf = (id) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size + 1}`);
    return ids.get(id);
  };
  const replaced = (key, value) => {
    // Their order is that of their ids.
    if (key === "members") return value.toSorted((a, b) => (a.user.name < b.user.name ? -1 : 1));
    if (typeof value !== "string" || value === "") return value;
    if (VARYING.test(key)) return "varies";
    return value.replace(ID, idOf).replaceAll(tag, "").replaceAll(PAUSE, "N s").replaceAll(TIME, "TIME UTC");
  };
  return transcript.map((answer) => JSON.stringify(answer, replaced));
}
