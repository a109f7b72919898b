// The page of somebody who is signed in: the rooms on one side, what is said in the middle, members or a thread on the
// other.

import { accountItems } from "./account.js";
import { Actions } from "./actions.js";
import { signOut } from "./calls.js";
import { Conversation } from "./conversation.js";
import { toast } from "./dialogs.js";
import { eachFrame, el } from "./dom.js";
import { pickEmoji } from "./emojipicker.js";
import { t } from "./i18n.js";
import { forgetUser, Kept } from "./kept.js";
import { Members } from "./members.js";
import { Notifier } from "./notify.js";
import { Panels } from "./panels.js";
import { Presence } from "./presence.js";
import { problemText } from "./problems.js";
import {
  browseRooms,
  createRoom,
  deleteMessage,
  invite,
  memberItems,
  startConversation,
  switchRoom,
} from "./roomdialogs.js";
import { RoomHeader } from "./roomheader.js";
import { RoomView } from "./roomview.js";
import { safeLine, safeText } from "./safetext.js";
import { Sidebar } from "./sidebar.js";
import { Speaker } from "./speaker.js";
import { Status } from "./status.js";
import { nameOf, Store, titleOf } from "./store.js";
import { Thread } from "./thread.js";

const LOBBY = "lobby";
/** Where there is no room beside each other, one thing is shown at a time. */
const NARROW = matchMedia("(max-width: 47.99rem)");

export class Chat {
  element;
  #token;
  #store;
  #drafts;
  #conversation;
  #actions;
  #presence;
  #status;
  #notifier;
  #speaker = new Speaker();
  #sidebar;
  #header;
  #main = el("main", { class: "main", id: "conversation" });
  #view = null;
  #panels;
  #hasBegun = false;
  #over = new AbortController();
  #ended;

  /**
   * @param session { token, user }
   * @param ended told when this page is over: a notice for who comes to the door, and the user's name
   */
  constructor({ token, user }, ended) {
    this.#token = token;
    this.#ended = ended;
    this.#store = new Store(user);
    this.#drafts = new Kept("draft", user.id);
    this.#conversation = new Conversation(token, {
      connected: () => this.#connected(),
      disconnected: (retryAtMs) => this.#status.lost(retryAtMs),
      frame: (frame) => this.#store.take(frame),
      ended: () => this.#end(t(this.#store.isGuest() ? "door.guest-ended" : "door.signed-out"), this.#store.isGuest()),
    });
    this.#actions = new Actions(this.#conversation, this.#store);
    this.#presence = new Presence(this.#store, this.#actions);
    this.#status = new Status(() => this.#conversation.retryNow());
    const go = (room) => this.#go(room);
    this.#notifier = new Notifier(this.#store, go);
    this.#sidebar = new Sidebar(this.#store, {
      hrefOf,
      browse: () => browseRooms(this.#actions, this.#store, go),
      create: () => createRoom(this.#actions, go),
      converse: () => startConversation(this.#actions, this.#store, go),
      userItems: () => accountItems(token, this.#store.isGuest(), this.#notifier, () => this.#signOut()),
    });
    this.#header = new RoomHeader(this.#store, this.#actions, {
      areMembersShown: () => this.#panels.shows(Members),
      toggleMembers: () => this.#toggleMembers(),
      openSidebar: () => this.#showSidebar(true),
      switchRoom: () => this.#switchRoom(),
    });
    this.element = el(
      "div",
      { class: "chat" },
      el(
        "a",
        { class: "skip", href: "#conversation", click: (event) => (event.preventDefault(), this.#view?.focus()) },
        t("skip"),
      ),
      this.#sidebar.element,
      this.#main,
      this.#speaker.element,
      el("div", { class: "toasts", role: "status", "aria-live": "polite" }),
    );
    this.#panels = new Panels({
      frame: this.element,
      main: this.#main,
      changed: () => this.#header.draw(this.#view.room),
      left: () => this.#view.focus(),
    });
    this.#listen();
  }

  open() {
    this.#conversation.open();
  }

  #listen() {
    const { signal } = this.#over;
    addEventListener("hashchange", () => this.#route(), { signal });
    addEventListener("keydown", (event) => this.#key(event), { signal });
    addEventListener("pagehide", () => this.#view?.keepDraft(), { signal });
    document.addEventListener("visibilitychange", () => this.#presence.seen(document.visibilityState === "visible"), {
      signal,
    });
    NARROW.addEventListener("change", () => this.#showSidebar(false), { signal });
    this.#store.on(
      "rooms",
      eachFrame(() => this.#roomsChanged()),
    );
    this.#store.on("message", (message) => this.#speaker.message(message, this.#view?.room));
    this.#store.on("unfollowed", (unfollowed) => this.#unfollowed(unfollowed));
    this.#store.on("told", (text) => toast(safeText(text)));
    this.#store.on("presence", (userId) => userId === this.#view?.room.peer?.id && this.#header.draw(this.#view.room));
  }

  #connected() {
    this.#status.connected();
    this.#presence.connected();
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#actions.resume();
    }
    this.#view?.refresh();
    this.#panels.refresh();
  }

  /** @param isForGood whether nothing that is kept for the user in this browser is of use any more */
  #end(notice, isForGood) {
    this.#over.abort();
    this.#view?.close();
    this.#panels.close();
    this.#sidebar.close();
    this.#notifier.close();
    this.#presence.close();
    this.#conversation.close();
    if (isForGood) {
      forgetUser(this.#store.self.id);
    }
    this.#ended(notice, this.#store.self.name);
  }

  async #signOut() {
    await signOut(this.#token);
    this.#end("", true);
  }

  // Rooms

  #roomsChanged() {
    if (this.#over.signal.aborted) {
      return;
    }
    if (!this.#view) {
      this.#route();
    } else {
      this.#header.draw(this.#view.room);
      this.#notifier.showsRoom(titleOf(this.#view.room));
    }
    this.#presence.watch();
  }

  /** Shows the room that the address names; the lobby when it names none, or none that there is. */
  #route() {
    const wanted = idInAddress();
    const mayBeThere = wanted !== "" && !this.#store.knowsAllRooms;
    const room = this.#store.rooms.get(wanted) ?? (mayBeThere ? undefined : this.#store.rooms.get(LOBBY));
    if (room && room !== this.#view?.room) {
      this.#show(room);
    }
    this.#showSidebar(false);
  }

  #go(room) {
    if (room === this.#view?.room) {
      this.#showSidebar(false);
      this.#view.focus();
    } else {
      location.hash = hrefOf(room);
    }
  }

  #show(room) {
    this.#panels.close();
    this.#view?.close();
    this.#view = new RoomView(room, {
      store: this.#store,
      actions: this.#actions,
      drafts: this.#drafts,
      act: (...what) => this.#act(...what),
    });
    this.#main.replaceChildren(this.#header.element, this.#status.element, ...this.#view.elements);
    this.#header.draw(room);
    this.#notifier.showsRoom(titleOf(room));
    this.#sidebar.show(room.id);
    this.#speaker.clear();
    this.#view.open();
    if (!NARROW.matches) {
      this.#view.focus();
    }
  }

  #unfollowed({ room, reason }) {
    if (!reason.endsWith("NOT_FOUND")) {
      toast(t(reason.endsWith("LEFT") ? "room.left" : "room.removed", { room: safeLine(nameOf(room)) }));
    }
    if (room === this.#view?.room) {
      location.hash = hrefOf(this.#store.rooms.get(LOBBY));
    }
  }

  #switchRoom() {
    switchRoom(this.#store.sortedRooms(), titleOf, (room) => this.#go(room));
  }

  // Messages

  async #act(what, subject, detail) {
    const { room } = this.#view;
    try {
      switch (what) {
        case "toggle":
          await this.#actions.react(room, subject, detail);
          break;
        case "react":
          pickEmoji(detail, (emoji) => this.#act("toggle", subject, emoji));
          break;
        case "delete":
          deleteMessage(this.#actions, room, subject);
          break;
        case "thread":
          this.#openThread(subject.threadRoot || subject.seq);
          break;
        case "copy":
          await navigator.clipboard.writeText(subject.text);
          toast(t("action.copied"));
          break;
        case "retry":
          this.#actions.retry(subject);
          break;
        case "discard":
          this.#actions.discard(subject);
          break;
      }
    } catch (e) {
      toast(problemText(e));
    }
  }

  // Beside the room

  #toggleMembers() {
    if (this.#panels.shows(Members)) {
      this.#panels.close();
      return;
    }
    const { room } = this.#view;
    const isOrdinary = room.kind === "public" || room.kind === "private";
    this.#panels.open(
      new Members(room, {
        store: this.#store,
        actions: this.#actions,
        items: (member) => memberItems(this.#actions, this.#store, room, member, (other) => this.#go(other), toast),
        watch: (userIds) => this.#presence.watch(userIds),
        invite: isOrdinary ? () => invite(this.#actions, room) : null,
        close: () => this.#panels.close(),
      }),
    );
  }

  #openThread(rootSeq) {
    const thread = new Thread(this.#view.room, rootSeq, {
      store: this.#store,
      actions: this.#actions,
      drafts: this.#drafts,
      act: (...what) => this.#act(...what),
      close: () => this.#panels.close(),
    });
    this.#panels.open(thread);
    thread.open();
    thread.focus();
  }

  #showSidebar(isShown) {
    const wasShown = this.element.classList.contains("with-sidebar");
    this.element.classList.toggle("with-sidebar", isShown);
    if (isShown) {
      this.#sidebar.focus();
    } else if (wasShown) {
      this.#main.querySelector(".open-sidebar")?.focus();
    }
  }

  #key(event) {
    const isInDialog = document.querySelector("dialog[open], [popover]:popover-open") !== null;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !isInDialog && this.#view) {
      event.preventDefault();
      this.#switchRoom();
    } else if (event.key === "Escape" && !event.defaultPrevented && !isInDialog) {
      if (this.element.classList.contains("with-sidebar")) {
        this.#showSidebar(false);
      } else if (this.#panels.contains(event.target)) {
        this.#panels.close();
      }
    }
  }
}

function hrefOf(room) {
  return `#/${encodeURIComponent(room.id)}`;
}

/** The id of the room that the address names, or "". */
function idInAddress() {
  try {
    return decodeURIComponent(location.hash.replace(/^#\/?/u, ""));
  } catch {
    return "";
  }
}
