// The outcome in a response, which has one of several fields.

import { Failure, Refused } from "../texts/failures.js";

/** For each request that this page makes, the outcomes that it understands, besides a refusal. */
const OUTCOMES = {
  sendMessage: ["sent"],
  sendDirectMessage: ["sent", "passedOn"],
  editMessage: ["edited"],
  deleteMessage: ["deleted"],
  addReaction: ["added"],
  removeReaction: ["removed"],
  pinMessage: ["pinned"],
  unpinMessage: ["unpinned"],
  listPins: ["page"],
  listHistory: ["page"],
  listThread: ["page"],
  markRead: ["marked"],
  createRoom: ["created"],
  getRoom: ["room"],
  listRooms: ["page"],
  updateRoom: ["changed"],
  joinRoom: ["joined"],
  leaveRoom: ["left"],
  inviteMember: ["invited"],
  kickMember: ["kicked"],
  banMember: ["banned"],
  muteMember: ["muted"],
  unmuteMember: ["unmuted"],
  setRole: ["changed"],
  listMembers: ["page"],
  openDirect: ["opened"],
  setHidden: ["changed"],
  setAway: ["changed"],
  getPresence: ["list"],
  sendTyping: ["sent"],
  watchPresence: ["watched"],
  register: ["signedIn"],
  signIn: ["signedIn"],
  signInAsGuest: ["signedIn"],
  signOut: ["signedOut"],
  getSelf: ["self"],
  changePassword: ["changed"],
};

/**
 * The value of the outcome.
 *
 * @param call the name of the request's field
 * @throws a Refused; a Failure without a code for an outcome that this page does not know, because the server is newer
 */
export function outcomeOf(call, response) {
  if (response?.refusal) {
    throw new Refused(response.refusal);
  }
  const outcome = OUTCOMES[call].find((name) => response?.[name]);
  if (!outcome) {
    throw new Failure(0, "", true);
  }
  return response[outcome];
}
