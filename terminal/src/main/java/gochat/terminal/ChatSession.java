package gochat.terminal;

import gochat.client.ServerAddresses;
import gochat.client.markup.KnownNames;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent;
import gochat.client.seed.ChatEvent.Message;
import gochat.client.seed.ChatLine;
import gochat.client.seed.LeaveResult;
import gochat.terminal.command.ChatCommand;
import gochat.terminal.exit.SessionResult;
import gochat.terminal.text.ConnectionErrorText;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A session over the first contract.
///
/// [#run] waits on the caller's thread; lines are read on their own thread, because a blocked read
/// cannot be ended; events come on the client's thread.
final class ChatSession {
  /// Makes a client that does not connect yet.
  interface Clients extends BiFunction<String, Consumer<ChatEvent>, ChatClient> {}

  /// @param outageMs how long a pipe waits for a lost server
  /// @param leaveMs how long a person waits for the server's confirmation when leaving
  record SessionTimeouts(long outageMs, long leaveMs) {
    static final SessionTimeouts DEFAULT = new SessionTimeouts(30_000, 2_000);
  }

  private final ServerAddresses server;
  private final @Nullable String givenName;
  private final Clients clients;
  private final ChatConsole console;
  private final Texts texts;
  private final Transcript transcript;
  private final ConnectionErrorText connectionErrors;
  private final SessionTimeouts timeouts;

  private final CompletableFuture<SessionResult> ending = new CompletableFuture<>();
  private final OutageLimit outageLimit;
  private @Nullable String typedName;
  private volatile @Nullable ChatClient client;
  private volatile boolean isLineInHand;
  private volatile boolean hasInputEnded;

  ChatSession(
      ServerAddresses server,
      @Nullable String givenName,
      Clients clients,
      ChatConsole console,
      Texts texts,
      SessionTimeouts timeouts) {
    this.server = server;
    this.givenName = givenName;
    this.clients = clients;
    this.console = console;
    this.texts = texts;
    transcript = new Transcript(texts);
    connectionErrors = new ConnectionErrorText(texts);
    outageLimit =
        new OutageLimit(
            timeouts.outageMs(),
            () -> fail(texts.get("gave-up", server.toString(), timeouts.outageMs() / 1_000)));
    this.timeouts = timeouts;
  }

  /// @param name the name that the user has already typed
  SessionResult run(String name) {
    typedName = name;
    return run();
  }

  SessionResult run() {
    console.onLeave(() -> ending.complete(SessionResult.LEFT));
    String name = open();
    if (name != null) {
      Thread.ofPlatform().daemon().name("gochat-input").start(() -> readLines(name));
    }
    SessionResult outcome = ending.join();
    return client == null ? outcome : leave(client, outcome);
  }

  /// Ends the session on a signal: [#run] returns.
  void end(int exitCode) {
    ending.complete(new SessionResult(exitCode, List.of()));
  }

  /// @return the name with which the client is connected; null if it is not
  private @Nullable String open() {
    while (!ending.isDone()) {
      String name = givenName != null ? givenName : askForName();
      if (name == null) {
        return null;
      }
      CompletableFuture<ChatEvent> opening = new CompletableFuture<>();
      ChatClient opened = clients.apply(name, event -> onEvent(event, name, opening));
      client = opened;
      opened.connect();
      switch (CompletableFuture.anyOf(opening, ending).join()) {
        case ChatEvent.Connected _ -> {
          return name;
        }
        case ChatEvent.Refused refused
            when console.isInteractive() && isAnotherNameWanted(refused) ->
            console.notice(transcript.refusal(refused, name, server));
        case ChatEvent.Refused refused -> fail(transcript.refusal(refused, name, server));
        case ChatEvent.CertificateRejected(var address, var problem) ->
            fail(connectionErrors.distrust(address, problem));
        case ChatEvent.Unreachable(var problem) ->
            fail(texts.get("unreachable", server.toString(), connectionErrors.reason(problem)));
        default -> {
          // The user has left.
        }
      }
    }
    return null;
  }

  private boolean isAnotherNameWanted(ChatEvent.Refused refused) {
    return givenName == null
        && switch (refused.reason()) {
          case NAME_TAKEN, NAME_INVALID, NOT_ALLOWED -> true;
          case NOT_A_CHAT_SERVER, NO_PLAINTEXT -> false;
        };
  }

  private @Nullable String askForName() {
    String given = typedName;
    if (given != null) {
      typedName = null;
      return given;
    }
    String typed = console.readLine(texts.get("name.prompt"));
    while (typed != null && typed.isBlank()) {
      typed = console.readLine(texts.get("name.prompt"));
    }
    if (typed == null) {
      ending.complete(
          console.isInteractive()
              ? SessionResult.LEFT
              : SessionResult.failed(texts.get("name.missing")));
      return null;
    }
    return typed.strip();
  }

  private void onEvent(ChatEvent event, String name, CompletableFuture<ChatEvent> opening) {
    switch (event) {
      case ChatEvent.Connected _ -> {
        if (console.isInteractive()) {
          notice("connected", server.toString(), VisibleText.name(name));
        }
        opening.complete(event);
      }
      case ChatEvent.Unreachable _ -> opening.complete(event);
      case ChatEvent.Refused refused -> {
        if (!opening.complete(event)) {
          fail(transcript.refusal(refused, name, server));
        }
      }
      case ChatEvent.CertificateRejected(var address, var problem) -> {
        if (!opening.complete(event)) {
          fail(connectionErrors.distrust(address, problem));
        }
      }
      case ChatEvent.Lost(var problem) -> {
        notice("lost", connectionErrors.reason(problem));
        limitOutage();
      }
      case ChatEvent.NameStillHeld _ -> {
        notice("name.still-held");
        limitOutage();
      }
      case ChatEvent.Back _ -> {
        outageLimit.back();
        notice("back");
      }
      case ChatEvent.MayNotHaveArrived(var lines) -> uncertain(lines).forEach(console::notice);
      // The editor showed the message when it was sent.
      case Message message
          when console.isInteractive() && KnownNames.areSame(name, message.sender()) -> {}
      case Message message -> console.show(transcript.received(message));
    }
  }

  private void limitOutage() {
    if (!console.isInteractive()) {
      outageLimit.lost();
    }
  }

  private List<String> uncertain(List<ChatLine> lines) {
    List<String> sentences =
        lines.stream().map(line -> texts.get("uncertain", transcript.uncertain(line))).toList();
    return SessionResult.shortened(sentences, texts);
  }

  private void fail(String sentence) {
    ending.complete(SessionResult.failed(sentence));
  }

  private void notice(String key, Object... values) {
    console.notice(texts.get(key, values));
  }

  private void readLines(String name) {
    try {
      boolean leave = false;
      while (!leave) {
        String typed = console.readLine(transcript::prompt);
        if (typed != null && console.isInteractive()) {
          ChatCommand command = ChatCommand.typedIn(typed);
          if (command == ChatCommand.QUIT) {
            typed = null;
          } else if (command != null) {
            notice("command.needs-v1", "/" + command.word());
            continue;
          }
        }
        switch (typed == null ? new TypedLine.Leave() : TypedLine.parse(typed)) {
          case TypedLine.Nothing _ -> {}
          case TypedLine.Leave _ -> leave = true;
          case TypedLine.TextMissing(var target) ->
              notice("private.hint", target.isEmpty() ? "name" : VisibleText.name(target));
          case TypedLine.Say(var line) -> say(name, line);
        }
      }
      hasInputEnded = true;
      if (!console.isInteractive()) {
        awaitHandedOver();
      }
    } catch (InterruptedException _) {
      // The console is being closed.
    }
    ending.complete(SessionResult.LEFT);
  }

  private void say(String name, ChatLine line) throws InterruptedException {
    ChatClient current = Objects.requireNonNull(client);
    if (!console.isInteractive()) {
      isLineInHand = true;
      while (!current.send(line, timeouts.outageMs())) {
        // The server is connected but reads slowly; without a connection the outage limit ends the
        // session.
      }
      isLineInHand = false;
    } else if (!current.send(line, 0)) {
      notice("full");
      return;
    }
    // A program knows its own messages to everybody, and the server returns its messages to itself;
    // an editor has erased the line.
    if (console.isInteractive() || (line.isPrivate() && !KnownNames.areSame(name, line.target()))) {
      console.show(transcript.said(name, line));
    }
  }

  /// Waits after the end of the input as long as queued lines are sent.
  private void awaitHandedOver() throws InterruptedException {
    ChatClient current = Objects.requireNonNull(client);
    int before;
    do {
      before = current.unsentLines();
    } while (!current.awaitHandedOver(timeouts.outageMs())
        && current.unsentLines() < before
        && !ending.isDone());
  }

  private SessionResult leave(ChatClient current, SessionResult outcome) {
    // No person waits for a program to end, and the program needs to know that all has arrived.
    LeaveResult left =
        current.leave(console.isInteractive() ? timeouts.leaveMs() : timeouts.leaveMs() * 5);
    List<String> failures = new ArrayList<>();
    int unsent = left.unsentLines() + (isLineInHand ? 1 : 0);
    if (unsent > 0) {
      boolean isUnread = !console.isInteractive() && !hasInputEnded;
      failures.add(texts.get(isUnread ? "unsent.unread" : "unsent", unsent));
    }
    failures.addAll(uncertain(left.uncertain()));
    return console.isInteractive() && outcome.exitCode() == 0
        ? outcome.withComplaints(failures)
        : outcome.withFailures(failures);
  }
}
