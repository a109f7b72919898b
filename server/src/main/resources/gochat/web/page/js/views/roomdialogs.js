// The dialogs that create, change and leave a room, or bring another user into a conversation.

import { newName, newTopic } from "../actions/names.js";
import { safeLine } from "../markup/safetext.js";
import { t } from "../texts/i18n.js";
import { checkbox, field, openForm } from "../widgets/dialogs.js";
import { el } from "../widgets/dom.js";
import { nameField } from "./fields.js";

/** @param go shows a room */
export function createRoom(actions, go) {
  openForm(
    t("create.title"),
    [
      nameField("name", t("create.name"), {}, t("create.name-hint")),
      field("topic", t("room.topic")),
      checkbox("private", t("create.private"), t("create.private-hint")),
    ],
    t("create.act"),
    async ({ name, topic, private: isPrivate }) =>
      go(await actions.create(newName(withoutSign(name, "#")), newTopic(topic), isPrivate !== undefined)),
  );
}

/** @param go shows a room */
export function startConversation(actions, store, go) {
  openForm(
    t("direct.title"),
    [nameField("user", t("direct.user"), {}, store.isGuest() ? t("direct.guest-hint") : "")],
    t("direct.act"),
    async ({ user }) => go(await actions.converse({ id: "", name: withoutSign(user, "@"), kind: "" })),
  );
}

export function invite(actions, room) {
  openForm(t("invite.title"), [nameField("user", t("direct.user"))], t("invite.act"), ({ user }) =>
    actions.invite(room, withoutSign(user, "@")),
  );
}

export function editTopic(actions, room) {
  openForm(
    t("topic.title"),
    [field("topic", t("room.topic"), { type: "textarea", rows: "3", value: room.topic })],
    t("dialog.save"),
    ({ topic }) => actions.update(room, { topic: newTopic(topic) }),
  );
}

export function renameRoom(actions, room) {
  openForm(
    t("rename.title"),
    [nameField("name", t("create.name"), { value: room.name }, t("create.name-hint"))],
    t("dialog.save"),
    ({ name }) => actions.update(room, { name: newName(withoutSign(name, "#")) }),
  );
}

export function leaveRoom(actions, room) {
  const hint = room.kind === "private" ? t("leave.private-hint") : t("leave.hint");
  openForm(
    t("leave.title", { room: safeLine(room.name) }),
    [el("p", {}, hint)],
    t("leave.act"),
    () => actions.leave(room),
    { isDanger: true },
  );
}

/** A typed name, which may begin with the sign of rooms or users. */
function withoutSign(typed, sign) {
  const name = typed.trim();
  return name.startsWith(sign) ? name.slice(sign.length) : name;
}
