// The dialogs about rooms, members and conversations, and the dialog of the keys.

import { newName } from "../actions/names.js";
import { safeLine } from "../markup/safetext.js";
import { mayModerate, nameOf, titleOf } from "../state/roomnames.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { askFor, checkbox, field, openDialog, toast } from "../widgets/dialogs.js";
import { bdi, button, el, onKey } from "../widgets/dom.js";
import { WindowedList } from "../widgets/windowedlist.js";
import { roomSign } from "./sidebar.js";

const NAME = { maxlength: "32", required: true, spellcheck: "false", autocapitalize: "none" };

/** @param go shows a room */
export function browseRooms(actions, store, go) {
  const list = el("ul", { class: "rooms-found", "aria-busy": "true" });
  const more = button({ class: "link", hidden: true, click: () => load() }, t("browse.more"));
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const dialog = openDialog(t("browse.title"), el("p", { class: "hint" }, t("browse.hint")), list, more, problem);
  let pageToken = "";
  const enter = async (room, join) => {
    try {
      go(join ? await actions.join(room.roomId) : store.rooms.get(room.roomId));
      dialog.close();
    } catch (e) {
      problem.textContent = problemText(e);
      problem.hidden = false;
    }
  };
  const item = (room) => {
    const isMember = store.rooms.has(room.roomId);
    const name = safeLine(room.name);
    return el(
      "li",
      {},
      el(
        "div",
        {},
        el("strong", {}, "#", bdi(name)),
        el("small", {}, t("members.count", { n: room.memberCount ?? 0 })),
        room.topic && el("p", { dir: "auto" }, safeLine(room.topic)),
      ),
      button(
        {
          class: isMember ? null : "primary",
          "aria-label": `${t(isMember ? "browse.open" : "browse.join")} ${name}`,
          click: () => enter(room, !isMember),
        },
        t(isMember ? "browse.open" : "browse.join"),
      ),
    );
  };
  const load = async () => {
    try {
      const page = await actions.publicRooms(pageToken);
      list.append(...(page.rooms ?? []).map(item));
      pageToken = page.nextPageToken ?? "";
      more.hidden = pageToken === "";
      if (list.children.length === 0) {
        list.append(el("li", { class: "hint" }, t("browse.none")));
      }
    } catch (e) {
      problem.textContent = problemText(e);
      problem.hidden = false;
    }
    list.setAttribute("aria-busy", "false");
  };
  load();
}

export function createRoom(actions, go) {
  askFor(
    t("create.title"),
    [
      field("name", t("create.name"), NAME, t("create.name-hint")),
      field("topic", t("room.topic"), { maxlength: "300" }),
      checkbox("private", t("create.private"), t("create.private-hint")),
    ],
    t("create.act"),
    async ({ name, topic, private: isPrivate }) =>
      go(await actions.create(newName(bare(name)), topic.trim(), isPrivate !== undefined)),
  );
}

export function startConversation(actions, store, go) {
  askFor(
    t("direct.title"),
    [field("user", t("direct.user"), NAME, store.isGuest() ? t("direct.guest-hint") : "")],
    t("direct.act"),
    async ({ user }) => go(await actions.converse({ id: "", name: user.trim().replace(/^@/u, ""), kind: "" })),
  );
}

export function invite(actions, room) {
  askFor(t("invite.title"), [field("user", t("direct.user"), NAME)], t("invite.act"), ({ user }) =>
    actions.invite(room, user.trim().replace(/^@/u, "")),
  );
}

export function editTopic(actions, room) {
  askFor(
    t("topic.title"),
    [field("topic", t("room.topic"), { type: "textarea", rows: "3", maxlength: "1000", value: room.topic })],
    t("dialog.save"),
    ({ topic }) => actions.update(room, { topic: topic.trim() }),
  );
}

export function renameRoom(actions, room) {
  askFor(
    t("rename.title"),
    [field("name", t("create.name"), { ...NAME, value: room.name }, t("create.name-hint"))],
    t("dialog.save"),
    async ({ name }) => actions.update(room, { name: newName(bare(name)) }),
  );
}

export function leaveRoom(actions, room) {
  const hint = room.kind === "private" ? t("leave.private-hint") : t("leave.hint");
  askFor(
    t("leave.title", { room: safeLine(room.name) }),
    [el("p", {}, hint)],
    t("leave.act"),
    () => actions.leave(room),
    { isDanger: true },
  );
}

/** @returns a promise of whether it is done */
export async function hideRoom(actions, room, isHidden) {
  try {
    await actions.hide(room, isHidden);
  } catch (e) {
    toast(problemText(e));
    return false;
  }
  toast(t(isHidden ? "hide.done" : "hide.undone", { room: titleOf(room) }));
  return true;
}

export function deleteMessage(actions, room, entry) {
  askFor(
    t("delete.title"),
    [el("blockquote", { dir: "auto" }, safeLine(entry.text, 200)), el("p", {}, t("delete.hint"))],
    t("action.delete"),
    () => actions.delete(room, entry.seq),
    {
      isDanger: true,
    },
  );
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

/** Shows the keys and the commands. */
export function showKeys() {
  const keys = [
    ["Ctrl K", "keys.switch"],
    ["Enter", "keys.send"],
    ["Shift Enter", "keys.line"],
    ["↑", "keys.edit-last"],
    ["Esc", "keys.list"],
    ["↑ ↓", "keys.move"],
    ["r  t  +  p  e  Del", "keys.act"],
    [t("command.join"), "command.join-hint"],
    [t("command.msg"), "command.msg-hint"],
    [t("command.me"), "command.me-hint"],
    ["//", "command.slash-hint"],
  ];
  openDialog(
    t("keys.title"),
    el(
      "dl",
      { class: "keys" },
      keys.map(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(what))]),
    ),
  );
}

/** Lets the user go to a room by a part of its name. */
export function switchRoom(rooms, nameOfRoom, go) {
  const list = el("ul", { role: "listbox", id: "switch-list", "aria-label": t("switch.title") });
  const scroller = el("div", { class: "switch" }, list);
  const named = rooms.map((room) => ({ room, name: nameOfRoom(room), sought: nameOfRoom(room).toLowerCase() }));
  let found = named;
  let at = 0;
  const option = ({ room, name }, index) =>
    el(
      "li",
      { role: "option", id: `switch-${index}`, "aria-selected": String(index === at), click: () => enter(room) },
      roomSign(room),
      bdi(name.replace(/^#/u, "")),
      room.isHidden && el("small", {}, t("switch.hidden")),
    );
  const options = new WindowedList(scroller, list, ({ room }) => room.id, option);
  const draw = () => {
    options.set(found);
    options.show(at);
    search.setAttribute("aria-activedescendant", found.length ? `switch-${at}` : "");
  };
  const enter = (room) => (dialog.close(), go(room));
  const search = el("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "switch-list",
    "aria-label": t("switch.search"),
    placeholder: t("switch.search"),
    input: () => {
      const wanted = search.value.trim().toLowerCase();
      found = named.filter(({ sought }) => sought.includes(wanted));
      at = 0;
      draw();
    },
    keydown: onKey((event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        at = found.length ? (at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length : 0;
        draw();
      } else if (event.key === "Enter" && found[at]) {
        event.preventDefault();
        enter(found[at].room);
      }
    }),
  });
  const dialog = openDialog(t("switch.title"), search, scroller);
  draw();
  search.focus();
}

function bare(name) {
  return name.trim().replace(/^#/u, "");
}
