// The page of a signed-in user: the rooms on one side, the messages in the middle, members or a thread on the other side.

import { Contacts } from "../actions/contacts.js";
import { History } from "../actions/history.js";
import { MessageActions } from "../actions/messageactions.js";
import { Presence } from "../actions/presence.js";
import { ReadMarkers } from "../actions/readmarkers.js";
import { RoomActions } from "../actions/roomactions.js";
import { safeText } from "../markup/safetext.js";
import { titleOf } from "../state/roomnames.js";
import { forgetUser, UserStorage } from "../state/storage.js";
import { Store } from "../state/store.js";
import { signOut } from "../stream/calls.js";
import { ReconnectingStream } from "../stream/reconnectingstream.js";
import { problemText } from "../texts/failures.js";
import { t } from "../texts/i18n.js";
import { toast } from "../widgets/dialogs.js";
import { eachFrame, el, onKey } from "../widgets/dom.js";
import { Drawer, NARROW } from "../widgets/layers.js";
import { accountItems } from "./account.js";
import { browseRooms } from "./browserooms.js";
import { commandHandlers } from "./commandhandlers.js";
import { closedReason } from "./messagepane.js";
import { messageHandler } from "./messagehandler.js";
import { Announcer, Notifier } from "./notify.js";
import { pageFrame } from "./pageframe.js";
import { Panels } from "./panels.js";
import { createRoom, startConversation } from "./roomdialogs.js";
import { RoomHeader } from "./roomheader.js";
import { AbsentRoom, RoomView } from "./roomview.js";
import { hrefOf, LOBBY, Router } from "./router.js";
import { Sidebar } from "./sidebar.js";
import { Status } from "./status.js";
import { switchRoom } from "./switchroom.js";
import { Upgrade } from "./upgrade.js";

export class Chat {
  element;
  #token;
  #store;
  #stream;
  /** The actions and values that the views of rooms and threads share. */
  #context;
  #router;
  #status;
  #upgrade;
  #notifier;
  #announcer = new Announcer();
  #sidebar;
  #drawer;
  #header;
  #main = el("main", { class: "main", id: "conversation" });
  /** The RoomView or AbsentRoom on the screen. */
  #view = null;
  #panels;
  #hasConnected = false;
  #over = new AbortController();
  #owner;
  #isDeleting = false;
  #accountActions = {
    upgraded: (session) => this.#upgraded(session),
    signOut: () => this.#signOut(),
    deleting: (call) => this.#deleting(call),
    deleted: () => this.#endDeleted(),
  };

  /**
   * @param {{ token: string, user: { id: string } }} session
   * @param {{ ended: (end: { notice: string, isSignedOut: boolean }) => void, upgraded: (session: any) => void }} owner
   *   ended is called at the end of this page, with a notice for the sign-in page, and whether the user signed out;
   *   upgraded when the guest has become an account
   */
  constructor({ token, user }, owner) {
    this.#token = token;
    this.#owner = owner;
    this.#store = new Store(user);
    this.#stream = new ReconnectingStream(token, {
      connected: () => this.#connected(),
      disconnected: (retryAtMs) => this.#status.lost(retryAtMs),
      frame: (frame) => this.#store.take(frame),
      refused: (problem) => this.#status.refused(problemText(problem)),
      offline: () => this.#status.offline(),
      alive: () => this.#status.connected(),
      ended: () => (this.#isDeleting ? this.#endDeleted() : this.#end({ isForGood: this.#store.isGuest() })),
    });
    const roomActions = new RoomActions(this.#stream, this.#store);
    const messageActions = new MessageActions(this.#stream, this.#store);
    const contacts = new Contacts(token);
    const go = (room) => this.#go(room);
    this.#context = {
      store: this.#store,
      roomActions,
      messageActions,
      contacts,
      presence: new Presence(this.#stream, this.#store),
      history: new History(this.#stream, this.#store),
      readMarkers: new ReadMarkers(this.#stream, this.#store),
      scrollPositions: new Map(),
      drafts: new UserStorage("draft", user.id),
      corrections: new UserStorage("correction", user.id),
      commands: commandHandlers(roomActions, messageActions, go),
      act: messageHandler(messageActions, (room, rootSeq) => this.#panels.openThread(room, rootSeq)),
    };
    this.#router = new Router(
      this.#store,
      roomActions,
      {
        current: () => this.#view?.room,
        show: (room) => this.#show(room),
        showAbsent: (id) => this.#showAbsent(id),
      },
      this.#over.signal,
    );
    this.#status = new Status(() => this.#stream.retryNow());
    this.#notifier = new Notifier(this.#store, go);
    this.#upgrade = new Upgrade({
      learned: () => (this.#notifier.drawTitle(), this.#sidebar.drawRights()),
      isWaiting: () => this.#stream.isWaiting(),
      signal: this.#over.signal,
    });
    this.#sidebar = new Sidebar(this.#store, {
      hrefOf,
      browse: () => this.#browse(),
      create: () => createRoom(roomActions, go),
      converse: () => startConversation(roomActions, this.#store, go),
      userItems: () => accountItems(this.#token, this.#store.self, this.#notifier, this.#accountActions),
    });
    this.#header = new RoomHeader(this.#store, roomActions, contacts, {
      panels: () => this.#panels,
      openSidebar: () => this.#drawer.open(),
      switchRoom: () => this.#switchRoom(),
      goToLobby: () => go({ id: LOBBY }),
    });
    const parts = [this.#sidebar.element, this.#main, this.#announcer.element];
    this.element = pageFrame(parts, () => this.#view?.focus());
    this.#drawer = new Drawer({
      frame: this.element,
      opened: () => this.#sidebar.focus(),
      closed: () => this.#main.querySelector(".open-sidebar")?.focus(),
    });
    this.#panels = new Panels(this.#context, {
      frame: this.element,
      main: this.#main,
      changed: () => this.#header.draw(this.#view.room),
      closed: () => this.#view.focus(),
      go,
      showMessage: (seq) => this.#view.show(seq),
    });
    this.#listen();
  }

  open() {
    this.#stream.open();
  }

  #listen() {
    const { signal } = this.#over;
    const listen = (target, kind, listener) => target.addEventListener(kind, listener, { signal });
    listen(window, "hashchange", () => (this.#router.route(), this.#drawer.close()));
    listen(
      window,
      "keydown",
      onKey((event) => this.#key(event)),
    );
    listen(window, "pagehide", () => (this.#view?.storeDraft(), this.#panels.storeDraft()));
    listen(document, "visibilitychange", () =>
      this.#context.presence.visibilityChanged(document.visibilityState === "visible"),
    );
    listen(NARROW, "change", () => this.#drawer.close());
    const roomsChanged = eachFrame(() => this.#roomsChanged());
    this.#store.on("rooms", roomsChanged);
    this.#store.on("message", (message) => this.#announcer.message(message, this.#view?.room));
    this.#store.on("unfollowed", (room) => this.#unfollowed(room));
    this.#store.on("notice", (text) => toast(safeText(text)));
    this.#store.on("presence", (userId) => userId === this.#view?.room.peer?.id && this.#header.draw(this.#view.room));
  }

  #connected() {
    this.#status.connected();
    this.#upgrade.check();
    this.#context.presence.connected();
    if (!this.#hasConnected) {
      this.#hasConnected = true;
      this.#context.messageActions.resume();
    }
    this.#view?.refresh();
    this.#panels.refresh();
  }

  /** Another page of this browser has signed out, or signed in another user. */
  leave(isSignedOut) {
    this.#end({ isForGood: isSignedOut });
  }

  /** @param isForGood whether the browser can delete all that it keeps for the user */
  #end({ notice = null, isForGood, isSignedOut = false }) {
    this.#over.abort();
    this.#view?.close();
    this.#panels.close();
    this.#sidebar.close();
    this.#notifier.close();
    this.#context.presence.close();
    this.#stream.close();
    if (isForGood) {
      forgetUser(this.#store.self.id);
    }
    const ended = t(this.#store.isGuest() ? "signin.guest-ended" : "signin.signed-out");
    this.#owner.ended({ notice: notice ?? ended, isSignedOut });
  }

  /** The guest has become an account: the rooms, the stream and what is on the screen go on. */
  #upgraded(session) {
    this.#token = session.token;
    this.#stream.replaceToken(session.token);
    this.#store.become(session.user);
    this.#owner.upgraded(session);
  }

  /** Deletes the account. Its stream may end before the call is answered. */
  async #deleting(call) {
    this.#isDeleting = true;
    try {
      await call();
    } catch (e) {
      this.#isDeleting = false;
      throw e;
    }
  }

  #endDeleted() {
    if (!this.#over.signal.aborted) {
      this.#end({ notice: t("deletion.done"), isForGood: true, isSignedOut: true });
    }
  }

  async #signOut() {
    let notice = "";
    try {
      await signOut(this.#token);
    } catch {
      notice = t("signin.not-told");
    }
    this.#end({ notice, isForGood: true, isSignedOut: true });
  }

  #roomsChanged() {
    if (this.#over.signal.aborted) {
      return;
    }
    this.#router.roomsChanged();
    const room = this.#store.rooms.get(this.#view?.room.id);
    if (room && room !== this.#view.room) {
      // The user has joined the room on the screen.
      this.#show(room);
    } else if (this.#view) {
      this.#header.draw(this.#view.room);
      this.#notifier.showsRoom(titleOf(this.#view.room));
    }
    this.#context.presence.watch();
  }

  #go(room) {
    if (room === this.#view?.room) {
      this.#drawer.close();
      this.#view.focus();
    } else {
      location.hash = hrefOf(room);
    }
  }

  #show(room) {
    this.#replaceView(() => new RoomView(room, this.#context));
  }

  #showAbsent(id) {
    const callbacks = { browse: () => this.#browse(), goToLobby: () => this.#go({ id: LOBBY }) };
    this.#replaceView(() => new AbsentRoom(id, callbacks));
  }

  /** @param make makes the view after the one before has stored its draft */
  #replaceView(make) {
    this.#panels.close();
    this.#view?.close();
    this.#view = make();
    const { room } = this.#view;
    const bars = [this.#header.element, this.#status.element, this.#upgrade.element];
    this.#main.replaceChildren(...bars, ...this.#view.elements);
    this.#header.draw(room);
    this.#notifier.showsRoom(titleOf(room));
    this.#sidebar.show(room.id);
    this.#announcer.clear();
    this.#view.open();
    if (!NARROW.matches) {
      this.#view.focus();
    }
  }

  /** If the user is removed from the room on the screen, it stays there: only the user goes to another room. */
  #unfollowed(room) {
    if (room !== this.#view?.room) {
      toast(closedReason(room));
    } else if (this.#panels.areMembersShown()) {
      this.#panels.close();
    }
  }

  #browse() {
    browseRooms(this.#context.roomActions, this.#store, (room) => this.#go(room));
  }

  #switchRoom() {
    switchRoom(this.#store.sortedRooms(), titleOf, (room) => this.#go(room));
  }

  #key(event) {
    const isInDialog = document.querySelector("dialog[open], [popover]:popover-open") !== null;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !isInDialog && this.#view) {
      event.preventDefault();
      this.#switchRoom();
    } else if (event.key === "Escape" && !event.defaultPrevented && !isInDialog) {
      if (this.#drawer.isOpen()) {
        this.#drawer.close();
      } else if (this.#panels.contains(event.target)) {
        this.#panels.close();
      }
    }
  }
}
