// The dialog with the public rooms.

import { safeLine } from "../markup/safetext.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { openDialog, problemLine, showProblem } from "../widgets/dialogs.js";
import { bdi, button, el } from "../widgets/dom.js";

/** @param go shows a room */
export function browseRooms(actions, store, go) {
  const list = el("ul", { class: "rooms-found", "aria-busy": "true" });
  const more = button({ class: "link", hidden: true, click: () => load() }, t("browse.more"));
  const problem = problemLine();
  const dialog = openDialog(t("browse.title"), el("p", { class: "hint" }, t("browse.hint")), list, more, problem);
  let pageToken = "";
  const enter = async (room, join) => {
    try {
      go(join ? await actions.join(room.roomId) : store.rooms.get(room.roomId));
      dialog.close();
    } catch (e) {
      showProblem(problem, problemText(e));
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
      let rooms;
      do {
        const page = await actions.publicRooms(pageToken);
        rooms = page.rooms ?? [];
        pageToken = page.nextPageToken ?? "";
        // A page may be empty, and not the last.
      } while (rooms.length === 0 && pageToken !== "");
      list.append(...rooms.map(item));
      more.hidden = pageToken === "";
      if (list.children.length === 0) {
        list.append(el("li", { class: "hint" }, t("browse.none")));
      }
    } catch (e) {
      showProblem(problem, problemText(e));
    }
    list.setAttribute("aria-busy", "false");
  };
  load();
}
