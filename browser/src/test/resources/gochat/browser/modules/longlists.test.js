import { titleOf } from "/js/state/roomnames.js";
import { Store } from "/js/state/store.js";
import { switchRoom } from "/js/views/switchroom.js";
import { Sidebar } from "/js/views/sidebar.js";
import { VirtualList } from "/js/widgets/virtuallist.js";
import { equal, isTrue } from "./check.js";

const ROOMS = 2_000;
const NODES_MAX = 1_500;
/** With ten times as many rooms a key may draw a row or two more. */
const RATIO_MAX = 1.3;
const nodes = (element) => element.querySelectorAll("*").length;

function storeOfMany(count = ROOMS) {
  const store = new Store({ id: "1", name: "Alice", kind: "USER_KIND_ACCOUNT" });
  store.learn({ roomId: "lobby", kind: "ROOM_KIND_LOBBY" });
  for (let i = 1; i <= count; i++) {
    const unreadCount = i === 1_500 ? 3 : 0;
    store.learn({
      roomId: `r${i}`,
      kind: "ROOM_KIND_PUBLIC",
      name: `room-${i}`,
      headSeq: "5",
      membership: { unreadCount },
    });
  }
  return store;
}

/** Puts a sidebar into the document, as the page does. */
async function withSidebar(act, store = storeOfMany()) {
  const callbacks = { hrefOf: ({ id }) => `#/${id}`, browse() {}, create() {}, converse() {}, userItems: () => [] };
  const sidebar = new Sidebar(store, callbacks);
  sidebar.element.style.height = "600px";
  document.body.prepend(sidebar.element);
  try {
    await act(sidebar);
  } finally {
    sidebar.close();
    sidebar.element.remove();
  }
}

export const tests = {
  async "the list of two thousand rooms draws only the visible ones, with the current room among them"() {
    await withSidebar((sidebar) => {
      sidebar.show("r1000");
      const current = sidebar.element.querySelector("[aria-current]");
      equal(current.textContent.trim(), "#room-1000");
      const frame = sidebar.element.querySelector(".lists").getBoundingClientRect();
      const row = current.getBoundingClientRect();
      isTrue(row.top >= frame.top && row.bottom <= frame.bottom, "the room on the screen is in sight");
      isTrue(nodes(sidebar.element) < NODES_MAX, `${nodes(sidebar.element)} nodes`);
    });
  },

  async "a button counts unread rooms out of sight, and scrolls to one of them"() {
    await withSidebar((sidebar) => {
      sidebar.show("lobby");
      const [above, below] = sidebar.element.querySelectorAll(".news");
      equal([above.hidden, below.hidden, below.textContent], [true, false, "↓ 1 room with news"]);
      below.click();
      isTrue(sidebar.element.querySelector('[data-room="r1500"]'), "it is in the document");
    });
  },

  async "a list at its end stays there when its height changes, also if the browser scrolls first"() {
    const scroller = document.createElement("div");
    scroller.style.cssText = "height: 300px; overflow: auto";
    document.body.prepend(scroller);
    const row = () => Object.assign(document.createElement("div"), { style: "height: 40px" });
    const list = new VirtualList(scroller, row, () => {});
    list.set(
      Array.from({ length: 100 }, (_, key) => ({ key, version: 0 })),
      true,
    );
    list.toEnd();
    scroller.style.height = "200px";
    scroller.dispatchEvent(new Event("scroll"));
    isTrue(list.isAtEnd(), "it is at its end");
    equal(scroller.scrollTop, scroller.scrollHeight - 200);

    scroller.scrollTop -= 100;
    scroller.dispatchEvent(new Event("scroll"));
    isTrue(!list.isAtEnd(), "the reader has left the end");
    list.close();
    scroller.remove();
  },

  async "a count of unread messages at the server's limit is shown as that number or more"() {
    const store = storeOfMany(1);
    const learn = (unreadCount) =>
      store.learn({
        roomId: "r1",
        kind: "ROOM_KIND_PUBLIC",
        name: "busy",
        headSeq: "2000",
        membership: { unreadCount },
      });
    const label = (sidebar) => sidebar.element.querySelector('[data-room="r1"]').getAttribute("aria-label");
    learn(999);
    await withSidebar((sidebar) => equal(label(sidebar), "busy, 999 unread messages"), store);
    learn(1_000);
    await withSidebar((sidebar) => equal(label(sidebar), "busy, 1000 or more unread messages"), store);
  },

  async "the dialog that goes to a room draws only the visible rooms"() {
    const store = storeOfMany();
    let gone = null;
    switchRoom(store.sortedRooms(), titleOf, (room) => (gone = room));
    const dialog = document.querySelector("dialog");
    const search = dialog.querySelector("input");
    const type = (text) => {
      search.value = text;
      search.dispatchEvent(new Event("input"));
    };
    for (const text of ["r", "ro", "room-19", "room"]) {
      type(text);
      isTrue(nodes(dialog) < NODES_MAX, `${nodes(dialog)} nodes`);
    }
    for (let i = 0; i < 50; i++) {
      search.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
    }
    const active = document.getElementById(search.getAttribute("aria-activedescendant"));
    equal(active?.textContent, "#room-51");
    type("room-1999");
    search.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
    equal(gone.id, "r1999");
  },

  async "a key in that dialog draws as much with two thousand rooms as with two hundred, and makes no name again"() {
    const drawn = [200, 2_000].map((count) => {
      let named = 0;
      const nameOf = (room) => (named++, titleOf(room));
      switchRoom(storeOfMany(count).sortedRooms(), nameOf, () => {});
      const dialog = [...document.querySelectorAll("dialog")].at(-1);
      const search = dialog.querySelector("input");
      const namedBefore = named;
      const observer = new MutationObserver(() => {});
      observer.observe(dialog, { childList: true, subtree: true });
      for (const text of ["r", "ro", "roo", "room", "room-", "room-1"]) {
        search.value = text;
        search.dispatchEvent(new Event("input"));
      }
      const added = observer.takeRecords().reduce((sum, { addedNodes }) => sum + addedNodes.length, 0);
      observer.disconnect();
      equal(named, namedBefore);
      dialog.close();
      return added;
    });
    isTrue(drawn[0] > 0 && drawn[1] <= drawn[0] * RATIO_MAX, `rows drawn: ${drawn}`);
  },
};
