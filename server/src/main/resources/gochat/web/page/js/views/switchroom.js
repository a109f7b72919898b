// The dialog in which the user goes to a room by a part of its name.

import { t } from "../texts/i18n.js";
import { openDialog } from "../widgets/dialogs.js";
import { bdi, el, onKey } from "../widgets/dom.js";
import { WindowedList } from "../widgets/windowedlist.js";
import { roomSign } from "./sidebar.js";

/**
 * @param nameOfRoom (room), called once for each room
 * @param go shows a room
 */
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
