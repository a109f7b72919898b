// The header of a room: its name, its topic and its menu.

import { safeLine } from "../markup/safetext.js";
import { isRuled, rightsIn } from "../state/rights.js";
import { isWithOne, titleOf } from "../state/roomnames.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { toast } from "../widgets/dialogs.js";
import { bdi, button, el, glyph, iconButton } from "../widgets/dom.js";
import { openMenu } from "../widgets/popup.js";
import { blockItem } from "./blocking.js";
import { showKeys } from "./keyhelp.js";
import { editTopic, invite, leaveRoom, renameRoom } from "./roomdialogs.js";
import { editSlowMode } from "./slowmode.js";

export class RoomHeader {
  element = el("header", { class: "room-header" });
  #store;
  #roomActions;
  #contacts;
  #callbacks;
  #drawn = "";
  #roomId = "";

  /** @param callbacks panels() returns the Panels; openSidebar(), switchRoom(), goToLobby() */
  constructor(store, roomActions, contacts, callbacks) {
    this.#store = store;
    this.#roomActions = roomActions;
    this.#contacts = contacts;
    this.#callbacks = callbacks;
  }

  /** Shows a room. Without a change the elements stay, and with them a menu that is open at a button. */
  draw(room) {
    const { id, kind, role, topic } = room;
    const availability = this.#store.people.availability(room.peer?.id);
    const drawn = [
      id,
      kind,
      role,
      topic,
      titleOf(room),
      room.isMember,
      room.isHidden,
      availability,
      this.#store.unreadTotal(),
      this.#callbacks.panels().areMembersShown(),
      this.#callbacks.panels().arePinsShown(),
      room.pins,
    ];
    if (JSON.stringify(drawn) === this.#drawn) {
      return;
    }
    this.#drawn = JSON.stringify(drawn);
    this.#roomId = id;
    const focused = this.element.contains(document.activeElement)
      ? [...this.element.children].indexOf(document.activeElement)
      : -1;
    this.element.replaceChildren(
      this.#sidebarButton(),
      el("div", { class: "heading" }, el("h1", {}, bdi(titleOf(room))), this.#subtitle(room)),
      this.#pinsButton(room),
      iconButton("people", t("members.label"), {
        hidden: room.kind === "whisper" || !(room.isMember || this.#rights(room).isModerator),
        "aria-expanded": String(this.#callbacks.panels().areMembersShown()),
        click: () => this.#callbacks.panels().toggleMembers(room),
      }),
      iconButton("more", t("room.menu"), {
        "aria-haspopup": "menu",
        click: (event) => openMenu(event.currentTarget, t("room.menu"), this.#items(room)),
      }),
    );
    this.element.children[focused]?.focus();
  }

  /** On a narrow screen this button replaces the list of rooms and shows whether there are unread messages. */
  #sidebarButton() {
    const unread = this.#store.unreadTotal();
    const name = [t("sidebar.open"), unread > 0 && t("sidebar.unread", { n: unread })].filter(Boolean).join(", ");
    return iconButton("menu", name, {
      class: unread > 0 ? "open-sidebar has-news" : "open-sidebar",
      "aria-controls": "rooms",
      click: this.#callbacks.openSidebar,
    });
  }

  #pinsButton(room) {
    const count = room.pins?.length ?? 0;
    const name = t("pins.count", { n: count });
    return button(
      {
        class: "icon counted",
        hidden: count === 0,
        "aria-label": name,
        title: name,
        "aria-expanded": String(this.#callbacks.panels().arePinsShown()),
        click: () => this.#callbacks.panels().togglePins(room),
      },
      glyph("pin"),
      String(count),
    );
  }

  #subtitle(room) {
    if (room.isNotes) {
      return el("p", { class: "topic" }, t("room.notes-hint"));
    }
    if (isWithOne(room)) {
      const availability = this.#store.people.availability(room.peer?.id);
      const words = [availability && t(`presence.${availability}`), room.kind === "whisper" && t("whisper.hint")];
      return el("p", { class: "topic" }, words.filter(Boolean).join(" · "));
    }
    const topic = safeLine(room.topic, 300);
    if (room.kind === "absent") {
      return null;
    }
    return el(
      "p",
      { class: "topic", dir: "auto", title: topic || null },
      topic || t({ lobby: "room.lobby-topic", audit: "audit.topic" }[room.kind] ?? "room.no-topic"),
    );
  }

  async #hide(room, isHidden) {
    try {
      await this.#roomActions.hide(room, isHidden);
    } catch (e) {
      toast(problemText(e));
      return;
    }
    toast(t(isHidden ? "hide.done" : "hide.undone", { room: titleOf(room) }));
    if (isHidden && room.id === this.#roomId) {
      this.#callbacks.goToLobby();
    }
  }

  #rights(room) {
    return rightsIn(room, this.#store.self);
  }

  #items(room) {
    const rights = this.#rights(room);
    const canBeLeft = room.isMember && isRuled(room);
    const canBeHidden = canBeLeft || room.kind === "direct";
    return [
      { name: t("switch.title"), act: this.#callbacks.switchRoom },
      rights.mayInvite && { name: t("invite.title"), act: () => invite(this.#roomActions, room) },
      rights.isModerator && { name: t("topic.title"), act: () => editTopic(this.#roomActions, room) },
      rights.isModerator && { name: t("slow-mode.title"), act: () => editSlowMode(this.#roomActions, room) },
      rights.mayRename && { name: t("rename.title"), act: () => renameRoom(this.#roomActions, room) },
      { name: t("keys.title"), act: showKeys },
      canBeHidden && {
        name: t(room.isHidden ? "hide.undo" : "hide.act"),
        act: () => this.#hide(room, !room.isHidden),
      },
      isWithOne(room) && !room.isNotes && blockItem(this.#contacts, this.#store, room.peer),
      canBeLeft && { name: t("leave.act"), isDanger: true, act: () => leaveRoom(this.#roomActions, room) },
    ];
  }
}
