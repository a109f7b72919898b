// The page of somebody who is signed in: the rooms on one side, what is said in the middle, members or a thread on the
// other.

import { Actions } from "../actions/actions.js";
import { Presence } from "../actions/presence.js";
import { safeText } from "../markup/safetext.js";
import { forgetUser, Kept } from "../state/storage.js";
import { Store, titleOf } from "../state/store.js";
import { signOut } from "../stream/calls.js";
import { Conversation } from "../stream/resumingstream.js";
import { Invalid, problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { toast } from "../widgets/dialogs.js";
import { eachFrame, el, onKey } from "../widgets/dom.js";
import { NARROW, openLayer, Panels } from "../widgets/layers.js";
import { accountItems } from "./account.js";
import { Members } from "./members.js";
import { whyClosed } from "./messagepane.js";
import { messageActs } from "./messagetoolbar.js";
import { Notifier, Speaker } from "./notify.js";
import {
  browseRooms,
  createRoom,
  invite,
  memberItems,
  showKeys,
  startConversation,
  switchRoom,
} from "./roomdialogs.js";
import { RoomHeader } from "./roomheader.js";
import { AbsentRoom, RoomView, Thread } from "./roomview.js";
import { Sidebar } from "./sidebar.js";
import { Status } from "./status.js";

const LOBBY = "lobby";

export class Chat {
  element;
  #token;
  #store;
  #deal;
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
  /** Whether the address names what may still turn out to be a room of one's own. */
  #awaitsRooms = false;
  #panels;
  #hasBegun = false;
  #leaveSidebar = () => {};
  #over = new AbortController();
  #ended;

  /**
   * @param {{ token: string, user: { id: string } }} session
   * @param {(end: { notice: string, isSignedOut: boolean }) => void} ended is called when this page is over: with a
   *   notice for the sign-in page, and whether the user signed out
   */
  constructor({ token, user }, ended) {
    this.#token = token;
    this.#ended = ended;
    this.#store = new Store(user);
    this.#conversation = new Conversation(token, {
      connected: () => this.#connected(),
      disconnected: (retryAtMs) => this.#status.lost(retryAtMs),
      frame: (frame) => this.#store.take(frame),
      refused: (problem) => this.#status.refused(problemText(problem)),
      offline: () => this.#status.offline(),
      trusted: () => this.#status.connected(),
      ended: () => this.#end({ notice: this.#endedNotice(), isForGood: this.#store.isGuest() }),
    });
    this.#actions = new Actions(this.#conversation, this.#store);
    this.#presence = new Presence(this.#store, this.#actions);
    this.#deal = {
      store: this.#store,
      actions: this.#actions,
      places: new Map(),
      drafts: new Kept("draft", user.id),
      corrections: new Kept("correction", user.id),
      commands: this.#commands(),
      act: messageActs(this.#actions, (room, rootSeq) => this.#openThread(room, rootSeq)),
    };
    this.#status = new Status(() => this.#conversation.retryNow());
    const go = (room) => this.#go(room);
    this.#notifier = new Notifier(this.#store, go);
    this.#sidebar = new Sidebar(this.#store, {
      hrefOf,
      browse: () => this.#browse(),
      create: () => createRoom(this.#actions, go),
      converse: () => startConversation(this.#actions, this.#store, go),
      userItems: () => accountItems(token, this.#store.isGuest(), this.#notifier, () => this.#signOut()),
    });
    this.#header = new RoomHeader(this.#store, this.#actions, {
      areMembersShown: () => this.#panels.shows(Members),
      toggleMembers: () => this.#toggleMembers(),
      openSidebar: () => this.#showSidebar(true),
      switchRoom: () => this.#switchRoom(),
      hide: (room, isHidden) => this.#hide(room, isHidden),
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
    addEventListener(
      "keydown",
      onKey((event) => this.#key(event)),
      { signal },
    );
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

  /** Another page of the browser is signed in as somebody else, or no more. */
  leave(isSignedOut) {
    this.#end({ notice: this.#endedNotice(), isForGood: isSignedOut });
  }

  #endedNotice() {
    return t(this.#store.isGuest() ? "door.guest-ended" : "door.signed-out");
  }

  /** @param isForGood whether nothing that is kept for the user in this browser is of use any more */
  #end({ notice = "", isForGood, isSignedOut = false }) {
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
    this.#ended({ notice, isSignedOut });
  }

  async #signOut() {
    let notice = "";
    try {
      await signOut(this.#token);
    } catch {
      notice = t("door.not-told");
    }
    this.#end({ notice, isForGood: true, isSignedOut: true });
  }

  // Rooms

  #roomsChanged() {
    if (this.#over.signal.aborted) {
      return;
    }
    if (!this.#view || this.#awaitsRooms) {
      this.#route();
    }
    const now = this.#store.rooms.get(this.#view?.room.id);
    if (now && now !== this.#view.room) {
      // One is a member of what one only looked at, or of what one had to leave.
      this.#show(now);
    } else if (this.#view) {
      this.#header.draw(this.#view.room);
      this.#notifier.showsRoom(titleOf(this.#view.room));
    }
    this.#presence.watch();
  }

  /** Shows the room that the address names; the lobby when it names none. */
  #route() {
    const wanted = idInAddress();
    const room = this.#store.rooms.get(wanted) ?? this.#store.departed.get(wanted);
    this.#awaitsRooms = !room && !this.#store.knowsAllRooms;
    if (room && room !== this.#view?.room) {
      this.#show(room);
    } else if (!room && this.#store.knowsAllRooms && wanted !== this.#view?.room.id) {
      this.#lookFor(wanted);
    }
    this.#showSidebar(false);
  }

  /** Shows a room that is not one's own, or says that there is none. */
  async #lookFor(wanted) {
    let room;
    try {
      room = await this.#actions.find(wanted);
    } catch (e) {
      toast(problemText(e));
      return;
    }
    if (this.#over.signal.aborted || idInAddress() !== wanted) {
      return;
    }
    if (room && room.id !== wanted) {
      location.replace(hrefOf(room));
    } else if (room) {
      this.#show(room);
    } else {
      const offers = { browse: () => this.#browse(), goToLobby: () => this.#go({ id: LOBBY }) };
      this.#put(() => new AbsentRoom(wanted, offers));
    }
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
    this.#put(() => new RoomView(room, this.#deal));
  }

  /** @param make gives the view, when the one before has kept its draft */
  #put(make) {
    this.#panels.close();
    this.#view?.close();
    this.#view = make();
    const { room } = this.#view;
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

  /** A room that closes while it is shown stays in view: only the user changes rooms. */
  #unfollowed(room) {
    if (room !== this.#view?.room) {
      toast(whyClosed(room));
    } else if (this.#panels.shows(Members)) {
      this.#panels.close();
    }
  }

  /** What can be typed as a command: (argument, rest, done); `done` is told before the view may change. */
  #commands() {
    return {
      help: (_argument, _rest, done) => {
        done();
        showKeys();
      },
      join: async (name, _rest, done) => {
        const room = await this.#actions.find(name);
        if (!room) {
          throw new Invalid(t("problem.no-room"));
        }
        const joined = room.isMember ? room : await this.#actions.join(room.id);
        done();
        this.#go(joined);
      },
      msg: async (name, text, done) => {
        const room = await this.#actions.converse({ id: "", name, kind: "" });
        done();
        if (text !== "") {
          this.#actions.send(room, text);
        }
        this.#go(room);
      },
    };
  }

  #browse() {
    browseRooms(this.#actions, this.#store, (room) => this.#go(room));
  }

  #switchRoom() {
    switchRoom(this.#store.sortedRooms(), titleOf, (room) => this.#go(room));
  }

  /** What is hidden is left, if it is still the room that is shown. */
  async #hide(room, isHidden) {
    try {
      await this.#actions.hide(room, isHidden);
    } catch (e) {
      toast(problemText(e));
      return;
    }
    toast(t(isHidden ? "hide.done" : "hide.undone", { room: titleOf(room) }));
    if (isHidden && room === this.#view?.room) {
      this.#go({ id: LOBBY });
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

  #openThread(room, rootSeq) {
    const thread = new Thread(room, rootSeq, { ...this.#deal, close: () => this.#panels.close() });
    this.#panels.open(thread);
    thread.open();
    thread.focus();
  }

  #showSidebar(isShown) {
    const wasShown = this.element.classList.contains("with-sidebar");
    if (isShown === wasShown) {
      return;
    }
    this.element.classList.toggle("with-sidebar", isShown);
    if (isShown) {
      this.#leaveSidebar = openLayer(() => this.#showSidebar(false));
      this.#sidebar.focus();
    } else {
      this.#leaveSidebar();
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

/** The id or the name of the room in the address; without one, the lobby's. */
function idInAddress() {
  try {
    return decodeURIComponent(location.hash.replace(/^#\/?/u, "")) || LOBBY;
  } catch {
    return LOBBY;
  }
}
