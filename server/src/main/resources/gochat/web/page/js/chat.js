// The page of somebody who is signed in: the rooms on one side, what is said in the middle, members or a thread on the other.

import { Actions } from "./actions.js";
import { changePassword, signOut } from "./calls.js";
import { Composer, Drafts } from "./composer.js";
import { Conversation } from "./conversation.js";
import { askFor, field, toast } from "./dialogs.js";
import { bdi, el, iconButton } from "./dom.js";
import { pickEmoji } from "./emojipicker.js";
import { Feed } from "./feed.js";
import { t } from "./i18n.js";
import { Members } from "./members.js";
import { Notifier } from "./notify.js";
import { openMenu } from "./popup.js";
import { problemText, refusalOf } from "./problems.js";
import {
  browseRooms, createRoom, deleteMessage, editTopic, invite, leaveRoom, memberItems, renameRoom, showKeys, startConversation, switchRoom,
} from "./roomdialogs.js";
import { safeLine, safeText } from "./safetext.js";
import { Sidebar } from "./sidebar.js";
import { Status, typingWords } from "./status.js";
import { isWithOne, nameOf, Store } from "./store.js";
import { Thread } from "./thread.js";

/** A page that nobody sees for so long is away. */
const AWAY_MS = 5 * 60_000;
const SPOKEN_MAX = 20;
/** Where there is no room beside each other, one thing is shown at a time. */
const NARROW = matchMedia("(max-width: 47.99rem)");

export class Chat {
  element;
  #store;
  #actions;
  #conversation;
  #drafts;
  #sidebar;
  #status;
  #notifier;
  #main;
  #spoken;
  #typing;
  #room = null;
  #feed = null;
  #composer = null;
  #panel = null;
  #isAway = false;
  #awayTimer = 0;
  #hasBegun = false;
  #token;
  #ended;

  /**
   * @param session { token, user }
   * @param ended told why when this page is over: "" or a notice
   */
  constructor({ token, user }, ended) {
    this.#token = token;
    this.#ended = ended;
    this.#store = new Store(user);
    this.#drafts = new Drafts(user.id);
    this.#conversation = new Conversation(token, {
      connected: () => this.#connected(),
      disconnected: (retryAtMs) => this.#status.lost(retryAtMs),
      frame: (frame) => this.#store.take(frame),
      ended: () => this.#end(t(this.#store.isGuest() ? "door.guest-ended" : "door.signed-out")),
    });
    this.#actions = new Actions(this.#conversation, this.#store);
    this.#status = new Status(() => this.#conversation.retryNow());
    this.#notifier = new Notifier(this.#store, (room) => this.#go(room));
    this.#sidebar = new Sidebar(this.#store, {
      hrefOf,
      browse: () => browseRooms(this.#actions, this.#store, (room) => this.#go(room)),
      create: () => createRoom(this.#actions, (room) => this.#go(room)),
      converse: () => startConversation(this.#actions, this.#store, (room) => this.#go(room)),
      userItems: () => this.#userItems(),
    });
    this.#main = el("main", { class: "main", id: "conversation", tabindex: "-1" });
    this.#spoken = el("div", { class: "unseen", role: "log", "aria-live": "polite", "aria-label": t("feed.spoken") });
    this.#typing = el("p", { class: "typing" });
    this.element = el(
      "div",
      { class: "chat" },
      el("a", { class: "skip", href: "#conversation", click: (event) => (event.preventDefault(), this.#composer?.focus()) }, t("skip")),
      this.#sidebar.element,
      this.#main,
      this.#spoken,
      el("div", { class: "toasts", role: "status", "aria-live": "polite" }),
    );
    this.#listen();
  }

  open() {
    this.#conversation.open();
  }

  #listen() {
    const { signal } = (this.over = new AbortController());
    addEventListener("hashchange", () => this.#route(), { signal });
    addEventListener("keydown", (event) => this.#key(event), { signal });
    document.addEventListener("visibilitychange", () => this.#seen(), { signal });
    addEventListener("pagehide", () => this.#composer?.close(), { signal });
    NARROW.addEventListener("change", () => this.#openSidebar(false), { signal });
    this.#store.on("rooms", () => this.#roomsChanged());
    this.#store.on("typing", (roomId) => roomId === this.#room?.id && this.#drawTyping());
    this.#store.on("message", (message) => this.#speak(message));
    this.#store.on("unfollowed", (unfollowed) => this.#unfollowed(unfollowed));
    this.#store.on("told", (text) => toast(safeText(text)));
    this.#store.on("presence", (userId) => userId === this.#room?.peer?.id && this.#drawHeader());
  }

  #end(notice) {
    this.over.abort();
    this.#composer?.close();
    this.#feed?.close();
    this.#panel?.close();
    this.#sidebar.close();
    this.#notifier.close();
    this.#conversation.close();
    clearTimeout(this.#awayTimer);
    this.#ended(notice, this.#store.self.name);
  }

  #connected() {
    this.#status.connected();
    if (this.#isAway) {
      this.#actions.setAway(true).catch(() => {});
    }
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#actions.resume();
    }
    this.#feed?.refresh();
    this.#panel?.refresh?.();
    this.#watch();
  }

  // Rooms

  #roomsChanged() {
    if (!this.#room) {
      this.#route();
    } else if (this.#store.rooms.has(this.#room.id)) {
      this.#drawHeader();
    }
    this.#watchSoon();
  }

  #route() {
    const id = decodeURIComponent(location.hash.replace(/^#\/?/u, ""));
    const room = this.#store.rooms.get(id) ?? (this.#hasLobby() ? this.#store.lobby() : null);
    if (room && room !== this.#room) {
      this.#show(room);
    }
    this.#openSidebar(false);
  }

  #hasLobby() {
    return this.#store.lobby()?.kind === "lobby";
  }

  #go(room) {
    if (room === this.#room) {
      this.#openSidebar(false);
      this.#composer.focus();
    } else {
      location.hash = hrefOf(room);
    }
  }

  #show(room) {
    this.#composer?.close();
    this.#feed?.close();
    this.#closePanel();
    this.#room = room;
    const actions = this.#actions;
    const timeline = this.#store.timeline(room);
    this.#feed = new Feed(
      this.#store,
      {
        room,
        timeline,
        isThread: false,
        label: t("feed.label", { room: titleOf(room) }),
        loadAnew: (seq) => (seq ? actions.loadAround(room, timeline, seq) : actions.loadNewest(room, timeline)),
        loadEarlier: () => actions.loadEarlier(room, timeline),
        loadLater: () => actions.loadLater(room, timeline),
        loadOne: (seq) => actions.loadOne(room, seq),
        unsent: () => this.#store.unsent.list(room.id),
        read: (seq) => actions.markRead(room, seq),
        leave: () => this.#composer.focus(),
      },
      (what, subject, detail) => this.#act(what, subject, detail),
    );
    this.#composer = new Composer({
      label: t("composer.label", { room: titleOf(room) }),
      draftKey: room.id,
      drafts: this.#drafts,
      searchPeople: (prefix, countMax) => this.#store.people.search(prefix, countMax),
      send: (text, replyTo) => {
        const threadRoot = replyTo ? timeline.find(replyTo)?.threadRoot || replyTo : 0;
        actions.send(room, text, { replyTo, threadRoot });
        this.#feed.toEnd();
      },
      edit: (entry, text) => actions.edit(room, entry.seq, text),
      typing: () => actions.typing(room),
      lastOwn: () => this.#feed.lastOwn(),
      leave: () => this.#feed.focus(),
    });
    this.#main.replaceChildren(el("header", { class: "room-header" }), this.#status.element, this.#feed.element, this.#typing, this.#composer.element);
    this.#drawHeader();
    this.#drawTyping();
    this.#sidebar.show(room.id);
    this.#spoken.replaceChildren();
    this.#feed.open();
    if (!NARROW.matches) {
      this.#composer.focus();
    }
    this.#watch();
  }

  #drawHeader() {
    const room = this.#room;
    const title = titleOf(room);
    const header = this.#main.querySelector(".room-header");
    const focused = header.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
    this.#notifier.showsRoom(title);
    header.replaceChildren(
      this.#sidebarButton(),
      el("div", { class: "heading" }, el("h1", {}, bdi(title)), this.#subtitle()),
      ...(room.kind === "whisper" ? [] : [iconButton("people", t("members.label"), { "aria-expanded": String(this.#panel instanceof Members), click: () => this.#toggleMembers() })]),
      iconButton("more", t("room.menu"), { "aria-haspopup": "menu", click: (event) => openMenu(event.currentTarget, t("room.menu"), this.#roomItems()) }),
    );
    [...header.querySelectorAll("button")].find((other) => focused && other.getAttribute("aria-label") === focused)?.focus();
  }

  /** Where there is no room for the rooms, it tells that there is something new in one. */
  #sidebarButton() {
    const unread = this.#store.unreadTotal();
    const name = [t("sidebar.open"), unread > 0 && t("sidebar.unread", { n: unread })].filter(Boolean).join(", ");
    return iconButton("menu", name, { class: unread > 0 ? "open-sidebar has-news" : "open-sidebar", "aria-controls": "rooms", click: () => this.#openSidebar(true) });
  }

  #subtitle() {
    const room = this.#room;
    if (isWithOne(room)) {
      const availability = this.#store.people.availability(room.peer?.id);
      const words = [availability && t(`presence.${availability}`), room.kind === "whisper" && t("whisper.hint")].filter(Boolean);
      return el("p", { class: "topic" }, words.join(" · "));
    }
    const topic = safeLine(room.topic, 300);
    return el("p", { class: "topic", dir: "auto", title: topic || null }, topic || t(room.kind === "lobby" ? "room.lobby-topic" : "room.no-topic"));
  }

  #roomItems() {
    const room = this.#room;
    const isOrdinary = room.kind === "public" || room.kind === "private";
    return [
      { name: t("switch.title"), act: () => this.#switch() },
      isOrdinary && room.role !== "" && { name: t("invite.title"), act: () => invite(this.#actions, room) },
      Actions.mayModerate(room) && { name: t("topic.title"), act: () => editTopic(this.#actions, room) },
      isOrdinary && room.role === "OWNER" && { name: t("rename.title"), act: () => renameRoom(this.#actions, room) },
      { name: t("keys.title"), act: showKeys },
      isOrdinary && { name: t("leave.act"), isDanger: true, act: () => leaveRoom(this.#actions, room) },
    ];
  }

  #unfollowed({ room, reason }) {
    if (room && !reason.endsWith("NOT_FOUND")) {
      toast(t(reason.endsWith("LEFT") ? "room.left" : "room.removed", { room: safeLine(nameOf(room)) }));
    }
    if (room && room === this.#room) {
      this.#room = null;
      location.hash = hrefOf(this.#store.lobby());
      this.#route();
    }
  }

  // Messages

  async #act(what, subject, detail) {
    const room = this.#room;
    try {
      switch (what) {
        case "toggle":
          await this.#actions.react(room, subject, detail);
          break;
        case "react":
          pickEmoji(detail, (emoji) => this.#act("toggle", subject, emoji));
          break;
        case "reply":
          this.#composer.reply(subject);
          break;
        case "edit":
          this.#composer.edit(subject);
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

  #drawTyping() {
    this.#typing.replaceChildren(...typingWords(this.#store.people.typingIn(this.#room.id)));
  }

  /** Only what comes to the room on the screen is read out. */
  #speak({ room, event }) {
    if (room === this.#room) {
      this.#spoken.append(el("p", {}, t("feed.said", { author: safeLine(event.author.name), text: safeLine(event.messagePosted.text ?? "", 400) })));
      while (this.#spoken.children.length > SPOKEN_MAX) {
        this.#spoken.firstChild.remove();
      }
    } else if (isWithOne(room)) {
      this.#spoken.append(el("p", {}, t("feed.elsewhere", { author: safeLine(event.author.name) })));
    }
  }

  // Beside the room

  #toggleMembers() {
    const wasOpen = this.#panel instanceof Members;
    this.#closePanel();
    if (!wasOpen) {
      const room = this.#room;
      const fail = (problem) => toast(problem);
      this.#openPanel(
        new Members(room, {
          store: this.#store,
          actions: this.#actions,
          items: (member) => memberItems(this.#actions, this.#store, room, member, (other) => this.#go(other), fail),
          watch: (userIds) => this.#watch(userIds),
          invite: room.kind === "public" || room.kind === "private" ? () => invite(this.#actions, room) : null,
          close: () => this.#closePanel(),
        }),
      );
    }
    this.#drawHeader();
  }

  #openThread(rootSeq) {
    this.#closePanel();
    const thread = new Thread(this.#room, rootSeq, {
      store: this.#store,
      actions: this.#actions,
      drafts: this.#drafts,
      act: (what, subject, detail) => this.#act(what, subject, detail),
      close: () => this.#closePanel(),
    });
    this.#openPanel(thread);
    thread.open();
    thread.focus();
  }

  #openPanel(panel) {
    this.#panel = panel;
    this.#main.after(panel.element);
    this.element.classList.add("with-panel");
  }

  #closePanel() {
    if (this.#panel) {
      const hadFocus = this.#panel.element.contains(document.activeElement);
      this.#panel.close();
      this.#panel.element.remove();
      this.#panel = null;
      this.element.classList.remove("with-panel");
      if (this.#room && this.#main.querySelector(".room-header button")) {
        this.#drawHeader();
      }
      if (hadFocus) {
        this.#composer.focus();
      }
    }
  }

  #openSidebar(isOpen) {
    const wasOpen = this.element.classList.contains("with-sidebar");
    this.element.classList.toggle("with-sidebar", isOpen);
    if (isOpen) {
      (this.#sidebar.element.querySelector("[aria-current]") ?? this.#sidebar.element.querySelector("a"))?.focus();
    } else if (wasOpen) {
      this.#main.querySelector(".open-sidebar")?.focus();
    }
  }

  #switch() {
    switchRoom(this.#store.sortedRooms(), titleOf, (room) => this.#go(room));
  }

  #key(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      this.#switch();
    } else if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open], [popover]:popover-open")) {
      if (this.element.classList.contains("with-sidebar")) {
        this.#openSidebar(false);
      } else if (this.#panel?.element.contains(event.target)) {
        this.#closePanel();
      }
    }
  }

  // Oneself

  #userItems() {
    const state = this.#notifier.state();
    return [
      { name: t(`notify.${state}`), act: () => this.#toggleNotifications() },
      !this.#store.isGuest() && { name: t("password.title"), act: () => this.#changePassword() },
      { name: t("keys.title"), act: showKeys },
      { name: t("user.sign-out"), isDanger: true, act: () => this.#signOut() },
    ];
  }

  async #toggleNotifications() {
    const before = this.#notifier.state();
    const state = before === "on" || before === "off" ? await this.#notifier.toggle() : before;
    toast(t(`notify.now-${state}`));
  }

  #changePassword() {
    const fields = [
      field("old", t("password.old"), { type: "password", required: true, autocomplete: "current-password" }),
      field("new", t("password.new"), { type: "password", required: true, minlength: "8", autocomplete: "new-password" }, t("door.password-hint")),
    ];
    askFor(t("password.title"), fields, t("dialog.save"), async (values) => {
      const { refusal, error } = await changePassword(this.#token, values.old, values.new);
      if (refusal || error) {
        throw Object.assign(new Error(), { code: 1, message: refusal ? refusalOf(refusal) : error.message });
      }
      toast(t("password.changed"));
    });
  }

  async #signOut() {
    this.#composer?.close();
    await signOut(this.#token);
    this.#end("");
  }

  #seen() {
    clearTimeout(this.#awayTimer);
    if (document.visibilityState === "hidden") {
      this.#awayTimer = setTimeout(() => this.#setAway(true), AWAY_MS);
    } else if (this.#isAway) {
      this.#setAway(false);
    }
  }

  #setAway(isAway) {
    this.#isAway = isAway;
    this.#actions.setAway(isAway).catch(() => {});
  }

  #watchTimer = 0;
  #watchedMembers = [];

  #watchSoon() {
    clearTimeout(this.#watchTimer);
    this.#watchTimer = setTimeout(() => this.#watch(), 500);
  }

  /** The presence of whom one sees is wanted: those with whom one talks, and the members of an open list. */
  #watch(members = this.#panel instanceof Members ? this.#watchedMembers : []) {
    this.#watchedMembers = members;
    const peers = [...this.#store.rooms.values()].filter(isWithOne).map((room) => room.peer?.id);
    const wanted = [...new Set([...peers, ...members])].filter(Boolean).slice(0, 500);
    if (wanted.join() !== this.#watched) {
      this.#watched = wanted.join();
      this.#actions.watch(wanted);
    }
  }

  #watched = "";
}

function hrefOf(room) {
  return `#/${encodeURIComponent(room.id)}`;
}

function titleOf(room) {
  const name = safeLine(nameOf(room));
  return isWithOne(room) ? name : `#${name}`;
}
