// The kinds of events, by the field of v1.Event that is set. A test compares them with the protocol; docs/conversation.md
// says which are lines.

/** @type {Record<string, { isLine?: boolean, changesMembers?: boolean, changesPins?: boolean }>} */
export const EVENT_KINDS = {
  messagePosted: { isLine: true },
  messageEdited: { changesPins: true },
  messageDeleted: { changesPins: true },
  // A topic; the line of a message is made by its deletion.
  redacted: { isLine: true },
  reactionAdded: {},
  reactionRemoved: {},
  messagePinned: { isLine: true, changesPins: true },
  messageUnpinned: { isLine: true, changesPins: true },
  roomCreated: { isLine: true },
  roomRenamed: { isLine: true },
  topicChanged: { isLine: true },
  retentionChanged: { isLine: true },
  slowModeChanged: { isLine: true },
  audited: { isLine: true },
  memberJoined: { isLine: true, changesMembers: true },
  memberLeft: { isLine: true, changesMembers: true },
  memberKicked: { isLine: true, changesMembers: true },
  memberBanned: { isLine: true, changesMembers: true },
  memberUnbanned: { isLine: true },
  memberMuted: { isLine: true, changesMembers: true },
  memberUnmuted: { isLine: true, changesMembers: true },
  roleChanged: { isLine: true, changesMembers: true },
  guestRegistered: { isLine: true, changesMembers: true },
};

/** The kind of an event; undefined for one of a newer server. */
export function kindOf(event) {
  return Object.keys(EVENT_KINDS).find((kind) => event[kind] !== undefined);
}

/** Whether the event changes the members of the room or their rights. */
export function changesMembers(event) {
  return EVENT_KINDS[kindOf(event)]?.changesMembers ?? false;
}

/** Whether the event changes the pinned messages of the room or their texts. */
export function changesPins(event) {
  return EVENT_KINDS[kindOf(event)]?.changesPins ?? false;
}
