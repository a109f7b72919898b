package gochat.terminal;

import gochat.client.markup.KnownNames;
import gochat.client.markup.Markup;
import gochat.client.seed.ChatLine;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Ending;
import gochat.client.v1.Endpoint;
import gochat.client.v1.ErrorDetails;
import gochat.client.v1.MessageIds;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.terminal.exit.OutcomeReports;
import gochat.terminal.exit.SessionResult;
import gochat.terminal.text.ConnectionErrorText;
import gochat.terminal.text.ServerErrorText;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.Event;
import gochat.v1.Room;
import gochat.v1.RoomKind;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.User;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// A pipe that uses an account over the v1 API: each line of the input is a message to the lobby or
/// to one user, and is stored once over all connections. The output has the messages of others in
/// the lobby and those to this user.
///
/// [#run] waits on the caller's thread, lines are read on their own thread, events come on the
/// chat's thread.
final class AccountSession {
  /// The limit of unanswered messages; beyond it the input is not read.
  private static final int UNDER_WAY_MAX = 32;

  private final Endpoint server;
  private final String token;
  private final ChatConsole console;
  private final Texts texts;
  private final ChatSession.SessionTimeouts timeouts;
  private final Transcript transcript;
  private final ConnectionErrorText connectionErrors;
  private final ServerErrorText errorText;
  private final MessageIds ids = new MessageIds();

  private final CompletableFuture<SessionResult> ending = new CompletableFuture<>();
  private final Semaphore free = new Semaphore(UNDER_WAY_MAX);
  private final OutageLimit outageLimit;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /// Ids of messages of this pipe: the user may send others on other devices.
  private final Set<String> sent = ConcurrentHashMap.newKeySet();

  // Confined to the chat's thread.
  private final Set<String> directRooms = new HashSet<>();
  private boolean hasBegun;

  private final OutcomeReports reports = new OutcomeReports();
  private volatile boolean isLineInHand;

  AccountSession(
      Endpoint server,
      String token,
      ChatConsole console,
      Texts texts,
      ChatSession.SessionTimeouts timeouts) {
    this.server = server;
    this.token = token;
    this.console = console;
    this.texts = texts;
    this.timeouts = timeouts;
    transcript = new Transcript(texts);
    connectionErrors = new ConnectionErrorText(texts);
    outageLimit =
        new OutageLimit(
            timeouts.outageMs(),
            () -> fail(texts.get("gave-up", addresses(), timeouts.outageMs() / 1_000)));
    errorText = new ServerErrorText(texts);
  }

  SessionResult run() {
    console.onLeave(() -> ending.complete(SessionResult.LEFT));
    Chat chat = server.open(token, Options.DEFAULT, this::on);
    SessionResult outcome = ending.join();
    // Closing the chat ends unanswered messages as unknown.
    chat.close(Duration.ofMillis(timeouts.leaveMs()));
    reports.await();
    if (isLineInHand) {
      outcome = outcome.withFailures(List.of(texts.get("unsent.unread", 1)));
    }
    return outcome.withFailures(SessionResult.shortened(List.copyOf(failures), texts));
  }

  /// Ends the session on a signal: [#run] returns.
  void end(int exitCode) {
    ending.complete(new SessionResult(exitCode, List.of()));
  }

  private void on(Chat chat, ChatEvent event) {
    switch (event) {
      case ChatEvent.Connected(var self, _) -> connected(chat, self);
      case ChatEvent.Disconnected(var problem) -> {
        if (hasBegun) {
          console.notice(texts.get("lost", connectionErrors.reason(problem)));
          outageLimit.lost();
        } else {
          fail(texts.get("unreachable", addresses(), connectionErrors.reason(problem)));
        }
      }
      case ChatEvent.Ended(var how) -> ended(how);
      case ChatEvent.RoomFollowed(var room, _) -> followed(room);
      case ChatEvent.Happened(var happened, _) -> happened(happened);
      case ChatEvent.PrivateMessage(_, var author, var text) ->
          console.show(
              author == null
                  ? transcript.ofServer(text)
                  : transcript.received(author.getName(), true, text));
      case ChatEvent.RoomUnfollowed _,
          ChatEvent.RoomCaughtUp _,
          ChatEvent.CaughtUp _,
          ChatEvent.Gap _,
          ChatEvent.Reset _,
          ChatEvent.ReadMarker _,
          ChatEvent.RoomHidden _,
          ChatEvent.PrivacyKnown _,
          ChatEvent.SelfChanged _,
          ChatEvent.PresenceChanged _,
          ChatEvent.Typing _ -> {}
    }
  }

  private void connected(Chat chat, User self) {
    outageLimit.back();
    if (hasBegun) {
      console.notice(texts.get("back"));
      return;
    }
    hasBegun = true;
    Thread.ofPlatform().daemon().name("gochat-input").start(() -> readLines(chat, self.getName()));
  }

  private void ended(Ending how) {
    switch (how) {
      case Ending.Closed _ -> {}
      case Ending.SignedOut(var sentence) ->
          fail(errorText.of(Status.Code.UNAUTHENTICATED, ErrorDetails.NONE, sentence));
      case Ending.Refused(var code, var sentence) ->
          fail(errorText.of(code, ErrorDetails.NONE, sentence));
      case Ending.CertificateRejected(var address, var problem) ->
          fail(connectionErrors.distrust(address, problem));
      case Ending.Failed(var cause) -> fail(VisibleText.sentence(String.valueOf(cause)));
    }
  }

  private void fail(String sentence) {
    ending.complete(SessionResult.failed(sentence));
  }

  private String addresses() {
    return server.addresses().toString();
  }

  private void followed(Room room) {
    if (room.getKind() == RoomKind.ROOM_KIND_DIRECT) {
      directRooms.add(room.getRoomId());
    }
  }

  private void happened(Event event) {
    boolean isDirect = directRooms.contains(event.getRoomId());
    if (event.hasMessagePosted()
        && (isDirect || event.getRoomId().equals(Chat.LOBBY))
        && !sent.remove(event.getMessagePosted().getClientMessageId())) {
      console.show(
          transcript.received(
              event.getAuthor().getName(), isDirect, event.getMessagePosted().getText()));
    }
  }

  private void readLines(Chat chat, String self) {
    try {
      boolean leave = false;
      while (!leave) {
        String typed = console.readLine("");
        switch (typed == null ? new TypedLine.Leave() : TypedLine.parse(typed)) {
          case TypedLine.Nothing _ -> {}
          case TypedLine.Leave _ -> leave = true;
          case TypedLine.TextMissing(var target) ->
              console.notice(
                  texts.get("private.hint", target.isEmpty() ? "name" : VisibleText.name(target)));
          case TypedLine.Say(var line) -> say(chat, self, line);
        }
      }
      // All messages are answered.
      free.acquire(UNDER_WAY_MAX);
    } catch (InterruptedException _) {
      // The console is being closed.
    }
    ending.complete(SessionResult.LEFT);
  }

  private void say(Chat chat, String self, ChatLine line) throws InterruptedException {
    isLineInHand = true;
    free.acquire();
    isLineInHand = false;
    String id = ids.next();
    sent.add(id);
    reports.add(
        (line.isPrivate() ? chat.sendDirect(toPerson(line, id)) : chat.send(toLobby(line, id)))
            .thenAccept(outcome -> settled(line, id, outcome)));
    if (line.isPrivate() && !KnownNames.areSame(self, line.target())) {
      console.show(transcript.said(self, line));
    }
  }

  private static SendMessageRequest toLobby(ChatLine line, String id) {
    return SendMessageRequest.newBuilder()
        .setRoom(Chat.LOBBY)
        .setClientMessageId(id)
        .setText(line.text())
        .addAllMentions(Markup.mentions(line.text(), KnownNames.NONE))
        .build();
  }

  private static SendDirectMessageRequest toPerson(ChatLine line, String id) {
    return SendDirectMessageRequest.newBuilder()
        .setUser(line.target())
        .setClientMessageId(id)
        .setText(line.text())
        .build();
  }

  private void settled(ChatLine line, String id, Outcome outcome) {
    switch (outcome) {
      case Outcome.Stored _ -> {}
      case Outcome.PassedOn _ -> sent.remove(id);
      case Outcome.Unknown _ -> failures.add(texts.get("uncertain", transcript.uncertain(line)));
      case Outcome.Refused _, Outcome.Failed _ ->
          failures.add(texts.get("not-sent", transcript.uncertain(line), errorText.of(outcome)));
    }
    free.release();
  }
}
