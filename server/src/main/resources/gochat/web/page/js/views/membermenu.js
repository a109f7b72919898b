// The menu of a member: a conversation, and the actions of moderators.

import { safeLine } from "../markup/safetext.js";
import { rightsIn } from "../state/rights.js";
import { nameOf } from "../state/roomnames.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { openForm, toast } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";

/**
 * The items of the menu of a member.
 *
 * @param member as the list of members has it
 * @param go shows a room
 */
export function memberItems(actions, store, room, member, go) {
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
    isMuted !== true &&
      rights.mayMute(member) &&
      item(t("member.mute"), () => actions.moderate("muteMember", room, user)),
    isMuted !== false &&
      rights.mayUnmute(member) &&
      item(t("member.unmute"), () => actions.moderate("unmuteMember", room, user)),
    maySetRole && role === "MEMBER" && item(t("member.promote"), () => actions.setRole(room, user, "MODERATOR")),
    maySetRole && role === "MODERATOR" && item(t("member.demote"), () => actions.setRole(room, user, "MEMBER")),
    mayRemove && item(t("member.kick"), () => removeMember(actions, room, user, "kick"), true),
    mayRemove && item(t("member.ban"), () => removeMember(actions, room, user, "ban"), true),
  ].filter(Boolean);
}

/** @param what "kick" or "ban" */
function removeMember(actions, room, user, what) {
  const names = { who: safeLine(user.name), room: safeLine(nameOf(room)) };
  openForm(
    t(`${what}.title`, names),
    [el("p", {}, t(`${what}.hint`, names))],
    t(`member.${what}`),
    () => actions.moderate(`${what}Member`, room, user),
    { isDanger: true },
  );
}
