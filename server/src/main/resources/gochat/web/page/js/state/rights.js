// The rights of a user beyond reading and writing. The rules are those of gochat.room.Rights and MemberRules; a
// test compares them.

/** From the lowest to the highest. A user without a role, such as one who is no member, has the lowest. */
const ROLES = ["MEMBER", "MODERATOR", "OWNER"];
const rank = (role) => Math.max(0, ROLES.indexOf(role));

/** Whether a user has all rights in a room as an administrator of the server. */
function isAdministrator(room, user) {
  return user.kind === "USER_KIND_ADMINISTRATOR" && (room.kind === "lobby" || room.kind === "public");
}

/** Whether a room has members who join and leave, and roles. */
export function isRuled(room) {
  return room.kind === "public" || room.kind === "private";
}

/**
 * Whether a user may create rooms.
 *
 * @param creation as roomCreation of server.js tells; a server that does not say takes accounts
 */
export function mayCreateRooms(creation, user) {
  switch (creation) {
    case "EVERYBODY":
      return true;
    case "ADMINISTRATORS":
      return user.kind === "USER_KIND_ADMINISTRATOR";
    default:
      return user.kind !== "USER_KIND_GUEST";
  }
}

/**
 * The rights of the user in a room. Those against a member take { user, role }, as the list of members has it.
 *
 * @param self the user
 * @returns isModerator: may change the topic and delete messages of others; mayInvite, mayRename, mayPin; mayMute(member),
 *   mayUnmute(member); mayRemove(member) from the room, also by a ban; maySetRole(member)
 */
export function rightsIn(room, self) {
  const isAdmin = isAdministrator(room, self);
  const ownRank = rank(isAdmin ? "OWNER" : room.role);
  const isOwner = ownRank === rank("OWNER");
  const isModerator = ownRank > rank("MEMBER");
  const outranks = ({ user, role }) => !isAdministrator(room, user) && (isAdmin || ownRank > rank(role));
  return {
    isModerator,
    mayInvite: isRuled(room) && (room.isMember || isAdmin),
    mayRename: isRuled(room) && isOwner,
    mayPin: room.kind === "direct" ? room.isMember : isModerator,
    mayMute: (member) => outranks(member) && member.role !== "OWNER",
    mayUnmute: (member) => isOwner || outranks(member),
    mayRemove: (member) => isRuled(room) && outranks(member),
    maySetRole: ({ user }) => isRuled(room) && isOwner && user.kind !== "USER_KIND_GUEST",
  };
}
