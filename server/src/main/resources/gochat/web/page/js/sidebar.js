// The rooms with what is unread in them, and who one is.

import { avatar } from "./avatar.js";
import { bdi, button, eachFrame, el, glyph, iconButton } from "./dom.js";
import { t } from "./i18n.js";
import { openMenu } from "./popup.js";
import { safeLine } from "./safetext.js";
import { isWithOne, nameOf } from "./store.js";

export class Sidebar {
  element;
  #store;
  #rooms = el("ul", {});
  #directs = el("ul", {});
  #deal;
  #currentId = "";
  #ends;

  /** @param deal { hrefOf(room), browse(), create(), converse(), userItems() } */
  constructor(store, deal) {
    this.#store = store;
    this.#deal = deal;
    this.element = el(
      "nav",
      { class: "sidebar", id: "rooms", "aria-label": t("sidebar.label") },
      el("header", {}, el("strong", { class: "brand" }, "GoChat"), this.#userButton()),
      el(
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
            iconButton("plus", t("direct.title"), { click: deal.converse }),
          ),
          this.#directs,
        ),
      ),
    );
    this.#rooms.setAttribute("aria-labelledby", "rooms-heading");
    this.#directs.setAttribute("aria-labelledby", "directs-heading");
    this.element.addEventListener("keydown", (event) => this.#key(event));
    const draw = eachFrame(() => this.#draw());
    this.#ends = [store.on("rooms", draw), store.on("presence", draw)];
    this.#draw();
  }

  show(roomId) {
    this.#currentId = roomId;
    this.#draw();
  }

  focus() {
    (this.element.querySelector("[aria-current]") ?? this.element.querySelector("a"))?.focus();
  }

  close() {
    this.#ends.forEach((end) => end());
  }

  #userButton() {
    const name = safeLine(this.#store.self.name);
    const open = (event) => openMenu(event.currentTarget, t("user.menu"), this.#deal.userItems());
    return button(
      { class: "oneself", "aria-label": `${name}, ${t("user.menu")}`, "aria-haspopup": "menu", click: open },
      avatar(name, "small"),
      bdi(name),
    );
  }

  #roomButtons() {
    return el(
      "span",
      {},
      iconButton("search", t("browse.title"), { click: this.#deal.browse }),
      !this.#store.isGuest() && iconButton("plus", t("create.title"), { click: this.#deal.create }),
    );
  }

  #draw() {
    const rooms = this.#store.sortedRooms();
    fill(
      this.#rooms,
      rooms.filter((room) => !isWithOne(room)).map((room) => this.#item(room)),
    );
    fill(
      this.#directs,
      rooms.filter(isWithOne).map((room) => this.#item(room)),
    );
  }

  #item(room) {
    const name = safeLine(nameOf(room));
    const isCurrent = room.id === this.#currentId;
    const counts = [
      name,
      room.unread > 0 && t("sidebar.unread", { n: room.unread }),
      room.mentions > 0 && !isWithOne(room) && t("sidebar.mentions", { n: room.mentions }),
    ];
    return el(
      "li",
      {},
      el(
        "a",
        {
          href: this.#deal.hrefOf(room),
          class: room.unread > 0 ? "unread" : null,
          "aria-current": isCurrent ? "page" : null,
          "aria-label": counts.filter(Boolean).join(", "),
          "data-room": room.id,
        },
        isWithOne(room)
          ? [avatar(name, "small"), this.#presence(room.peer)]
          : el("span", { class: "sign", "aria-hidden": "true" }, room.kind === "private" ? glyph("lock") : "#"),
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

  /** Up and down go from room to room. */
  #key(event) {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.matches("a")) {
      const links = [...this.element.querySelectorAll("a")];
      links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
      event.preventDefault();
    }
  }
}

/** Changes a list's items without taking the focus away. */
function fill(list, items) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.room : undefined;
  list.replaceChildren(...items);
  if (focused) {
    [...list.querySelectorAll("a")].find((link) => link.dataset.room === focused)?.focus();
  }
}
