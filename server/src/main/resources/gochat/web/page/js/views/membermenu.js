// The menu of a member: a conversation, and the actions of moderators.

import { safeLine } from "../markup/safetext.js";
import { mayModerate, nameOf } from "../state/roomnames.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { askFor, toast } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";

/** The items of the menu of a member. */
export function memberItems(actions, store, room, member, go) {
  const { user } = member;
  const isSelf = user.id === store.self.id;
  const rank = (role) => ["", "MEMBER", "MODERATOR", "OWNER"].indexOf(role);
  const mayAct = mayModerate(room) && !isSelf && rank(room.role) > rank(member.role);
  const item = (name, act, isDanger = false) => ({
    name,
    isDanger,
    act: () => Promise.resolve(act()).catch((e) => toast(problemText(e))),
  });
  return [
    !isSelf && item(t("member.message"), async () => go(await actions.converse(user))),
    mayAct &&
      item(t(member.isMuted ? "member.unmute" : "member.mute"), () =>
        actions.moderate(member.isMuted ? "unmuteMember" : "muteMember", room, user),
      ),
    mayAct &&
      room.role === "OWNER" &&
      item(t(member.role === "MODERATOR" ? "member.demote" : "member.promote"), () =>
        actions.setRole(room, user, member.role === "MODERATOR" ? "MEMBER" : "MODERATOR"),
      ),
    mayAct && room.kind !== "lobby" && item(t("member.kick"), () => removeMember(actions, room, user, "kick"), true),
    mayAct && item(t("member.ban"), () => removeMember(actions, room, user, "ban"), true),
  ].filter(Boolean);
}

/** @param what "kick" or "ban" */
function removeMember(actions, room, user, what) {
  const names = { who: safeLine(user.name), room: safeLine(nameOf(room)) };
  askFor(
    t(`${what}.title`, names),
    [el("p", {}, t(`${what}.hint`, names))],
    t(`member.${what}`),
    () => actions.moderate(`${what}Member`, room, user),
    { isDanger: true },
  );
}
