// The list of rooms with their unread messages, and the user's menu.

import { safeLine } from "../markup/safetext.js";
import { mayCreateRooms } from "../state/rights.js";
import { isWithOne, nameOf } from "../state/roomnames.js";
import { roomCreation } from "../state/server.js";
import { t } from "../texts/i18n.js";
import { avatar } from "../widgets/avatar.js";
import { bdi, button, eachFrame, el, glyph, iconButton, onKey } from "../widgets/dom.js";
import { openMenu } from "../widgets/popup.js";
import { WindowedList } from "../widgets/windowedlist.js";

export class Sidebar {
  element;
  #store;
  #rooms = el("ul", {});
  #directs = el("ul", {});
  #scroller;
  /** The two lists, from the top down. */
  #lists;
  #create;
  #newsAbove;
  #newsBelow;
  #callbacks;
  #currentId = "";
  #user;
  #ends;

  /** @param callbacks hrefOf(room), browse(), create(), converse(), userItems() */
  constructor(store, callbacks) {
    this.#store = store;
    this.#callbacks = callbacks;
    this.#user = this.#userButton();
    this.#create = iconButton("plus", t("create.title"), { click: callbacks.create });
    this.drawRights();
    this.#newsAbove = button({ class: "news above", hidden: true, click: () => this.#showNews("above") });
    this.#newsBelow = button({ class: "news below", hidden: true, click: () => this.#showNews("below") });
    this.#scroller = el(
      "div",
      { class: "lists" },
      el(
        "section",
        {},
        el("header", {}, el("h2", { id: "rooms-heading" }, t("sidebar.rooms")), this.#roomButtons()),
        this.#rooms,
      ),
      el(
        "section",
        {},
        el(
          "header",
          {},
          el("h2", { id: "directs-heading" }, t("sidebar.directs")),
          iconButton("plus", t("direct.title"), { click: callbacks.converse }),
        ),
        this.#directs,
      ),
    );
    this.element = el(
      "nav",
      { class: "sidebar", id: "rooms", "aria-label": t("sidebar.label") },
      el("header", {}, el("strong", { class: "brand" }, "GoChat"), this.#user),
      el("div", { class: "lists-frame" }, this.#newsAbove, this.#scroller, this.#newsBelow),
    );
    this.#rooms.setAttribute("aria-labelledby", "rooms-heading");
    this.#directs.setAttribute("aria-labelledby", "directs-heading");
    this.element.addEventListener(
      "keydown",
      onKey((event) => this.#key(event)),
    );
    this.#lists = [this.#rooms, this.#directs].map(
      (list) =>
        new WindowedList(
          this.#scroller,
          list,
          (room) => room.id,
          (room) => this.#item(room),
        ),
    );
    this.#scroller.addEventListener(
      "scroll",
      eachFrame(() => this.#drawNews()),
      { passive: true },
    );
    const draw = eachFrame(() => this.#draw());
    this.#ends = [store.on("rooms", draw), store.on("presence", draw), store.on("self", () => this.#drawSelf())];
    this.#draw();
  }

  show(roomId) {
    this.#currentId = roomId;
    this.#draw();
    this.#sections().forEach((rooms, index) => {
      const at = rooms.findIndex(({ id }) => id === roomId);
      if (at >= 0) {
        this.#lists[index].show(at);
      }
    });
  }

  focus() {
    (this.element.querySelector("[aria-current]") ?? this.element.querySelector("a"))?.focus();
  }

  close() {
    this.#ends.forEach((end) => end());
    this.#lists.forEach((list) => list.close());
  }

  #sections() {
    // A hidden room is listed while it is on the screen.
    const rooms = this.#store.sortedRooms().filter((room) => !room.isHidden || room.id === this.#currentId);
    return [rooms.filter((room) => !isWithOne(room)), rooms.filter(isWithOne)];
  }

  #drawSelf() {
    const before = this.#user;
    this.#user = this.#userButton();
    before.replaceWith(this.#user);
    this.drawRights();
  }

  #userButton() {
    const name = safeLine(this.#store.self.name);
    const open = (event) => openMenu(event.currentTarget, t("user.menu"), this.#callbacks.userItems());
    return button(
      { class: "user-button", "aria-label": `${name}, ${t("user.menu")}`, "aria-haspopup": "menu", click: open },
      avatar(name, "small"),
      bdi(name),
    );
  }

  #roomButtons() {
    return el("span", {}, iconButton("search", t("browse.title"), { click: this.#callbacks.browse }), this.#create);
  }

  /** Shows the button that creates a room, if the server lets the user do so. */
  drawRights() {
    this.#create.hidden = !mayCreateRooms(roomCreation(), this.#store.self);
  }

  #draw() {
    this.#sections().forEach((rooms, index) => this.#lists[index].set(rooms));
    this.#drawNews();
  }

  /** The rooms with unread messages that are out of sight, by list: [{ above, below }, …]. */
  #news() {
    return this.#lists.map((list) => list.outOfSight((room) => room.unread > 0 && room.id !== this.#currentId));
  }

  #drawNews() {
    const news = this.#news();
    for (const [pill, where, arrow] of [
      [this.#newsAbove, "above", "↑"],
      [this.#newsBelow, "below", "↓"],
    ]) {
      const n = news.reduce((sum, rooms) => sum + rooms[where].length, 0);
      pill.hidden = n === 0;
      pill.textContent = `${arrow} ${t("sidebar.news", { n })}`;
    }
  }

  /** Scrolls to the nearest room with unread messages. */
  #showNews(where) {
    const news = this.#news();
    const index =
      where === "above" ? news.findLastIndex(({ above }) => above.length) : news.findIndex(({ below }) => below.length);
    if (index >= 0) {
      this.#lists[index].show(where === "above" ? news[index].above.at(-1) : news[index].below[0]);
    }
  }

  #item(room) {
    const name = safeLine(nameOf(room));
    const isCurrent = room.id === this.#currentId;
    const counts = [
      name,
      room.unread > 0 && t(room.isUnreadAtLeast ? "sidebar.unread-more" : "sidebar.unread", { n: room.unread }),
      room.mentions > 0 && !isWithOne(room) && t("sidebar.mentions", { n: room.mentions }),
    ];
    return el(
      "li",
      {},
      el(
        "a",
        {
          href: this.#callbacks.hrefOf(room),
          class: room.unread > 0 ? "unread" : null,
          "aria-current": isCurrent ? "page" : null,
          "aria-label": counts.filter(Boolean).join(", "),
          "data-room": room.id,
        },
        roomSign(room),
        isWithOne(room) && !room.isNotes && this.#presence(room.peer),
        bdi(name, "name"),
        room.unread > 0 &&
          el(
            "span",
            { class: room.mentions > 0 ? "count mention" : "count", "aria-hidden": "true" },
            room.unread > 99 ? "99+" : String(room.unread),
          ),
      ),
    );
  }

  #presence(peer) {
    return el("span", {
      class: `presence ${this.#store.people.availability(peer?.id).toLowerCase()}`,
      "aria-hidden": "true",
    });
  }

  /** The arrow keys move from room to room. */
  #key(event) {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.matches("a")) {
      const links = [...this.element.querySelectorAll("a")];
      links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
      event.preventDefault();
    }
  }
}

/** The sign of a room in lists: "#" or a lock, or the avatar of the other user of a conversation. */
export function roomSign(room) {
  return isWithOne(room)
    ? avatar(safeLine(room.peer?.name ?? ""), "small")
    : el("span", { class: "sign", "aria-hidden": "true" }, room.kind === "private" ? glyph("lock") : "#");
}
