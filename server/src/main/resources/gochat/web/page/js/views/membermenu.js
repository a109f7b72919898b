// The menu of a member: a conversation, and the actions of moderators.

import { rightsIn } from "../state/rights.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { toast } from "../widgets/dialogs.js";
import { blockItem } from "./blocking.js";
import { askMeasure } from "./measures.js";

/**
 * The items of the menu of a member.
 *
 * @param context holds roomActions, contacts, store
 * @param member as the list of members has it
 * @param go shows a room
 */
export function memberItems({ roomActions: actions, contacts, store }, room, member, go) {
  const { user, role, isMuted } = member;
  const rights = rightsIn(room, store.self);
  const maySetRole = rights.maySetRole(member);
  const mayRemove = rights.mayRemove(member);
  const item = (name, act, isDanger = false) => ({
    name,
    isDanger,
    act: () => Promise.resolve(act()).catch((e) => toast(problemText(e))),
  });
  return [
    user.id !== store.self.id && item(t("member.message"), async () => go(await actions.converse(user))),
    isMuted !== true && rights.mayMute(member) && item(t("member.mute"), () => askMeasure(actions, room, user, "mute")),
    isMuted !== false &&
      rights.mayUnmute(member) &&
      item(t("member.unmute"), () => actions.moderate("unmuteMember", room, user)),
    maySetRole && role === "MEMBER" && item(t("member.promote"), () => actions.setRole(room, user, "MODERATOR")),
    maySetRole && role === "MODERATOR" && item(t("member.demote"), () => actions.setRole(room, user, "MEMBER")),
    user.id !== store.self.id && blockItem(contacts, store, user),
    mayRemove && item(t("member.kick"), () => askMeasure(actions, room, user, "kick"), true),
    mayRemove && item(t("member.ban"), () => askMeasure(actions, room, user, "ban"), true),
  ].filter(Boolean);
}
