package gochat.terminal;

import gochat.client.ServerAddress;
import gochat.client.seed.ChatClient;
import gochat.client.seed.ChatEvent;
import gochat.client.seed.ChatEvent.Message;
import gochat.client.seed.ChatLine;
import gochat.client.seed.Departure;
import gochat.terminal.command.Command;
import gochat.terminal.command.PrivateLine;
import gochat.terminal.markup.KnownNames;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the user does and sees between start and exit.
///
/// [#run] waits on the caller's thread; lines are read on a thread of their own, because a blocked
/// read can't be ended; events come on the client's thread.
final class ChatSession {
  /// Makes a client that is not connected yet.
  interface Clients extends BiFunction<String, Consumer<ChatEvent>, ChatClient> {}

  /// @param outageMs how long a program that types waits for a server that is gone
  /// @param leaveMs how long a person waits for the server to confirm the end
  record Patience(long outageMs, long leaveMs) {
    static final Patience DEFAULT = new Patience(30_000, 2_000);
  }

  private static final int UNCERTAIN_SHOWN_MAX = 5;

  private final ServerAddress server;
  private final @Nullable String givenName;
  private final Clients clients;
  private final ChatConsole console;
  private final Texts texts;
  private final Transcript transcript;
  private final Patience patience;

  private final CompletableFuture<Outcome> ending = new CompletableFuture<>();
  private final AtomicInteger outages = new AtomicInteger();
  private @Nullable String answered;
  private volatile @Nullable ChatClient client;
  private volatile boolean lineInHand;
  private volatile boolean inputEnded;

  ChatSession(
      ServerAddress server,
      @Nullable String givenName,
      Clients clients,
      ChatConsole console,
      Texts texts,
      Patience patience) {
    this.server = server;
    this.givenName = givenName;
    this.clients = clients;
    this.console = console;
    this.texts = texts;
    this.transcript = new Transcript(texts);
    this.patience = patience;
  }

  /// @param nameAtHand what the user has answered already when asked for the name
  Outcome run(String nameAtHand) {
    answered = nameAtHand;
    return run();
  }

  Outcome run() {
    console.onLeave(() -> ending.complete(Outcome.LEFT));
    String name = open();
    if (name != null) {
      Thread.ofPlatform().daemon().name("gochat-input").start(() -> readLines(name));
    }
    Outcome outcome = ending.join();
    return client == null ? outcome : leave(client, outcome);
  }

  /// Ends the conversation because the process was told to end: [#run] returns.
  void end(int exitCode) {
    ending.complete(new Outcome(exitCode, List.of()));
  }

  /// @return the name under which there is a conversation, null when there is none
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
            console.notice(transcript.notice(refusal(refused, name)));
        case ChatEvent.Refused refused -> ending.complete(Outcome.failed(refusal(refused, name)));
        case ChatEvent.CertificateRejected(var problem) ->
            ending.complete(Outcome.failed(transcript.distrust(server, problem)));
        case ChatEvent.Unreachable(var trouble) ->
            ending.complete(
                Outcome.failed(
                    texts.get("unreachable", server.toString(), transcript.reason(trouble))));
        default -> {
          // The user left.
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
    String atHand = answered;
    if (atHand != null) {
      answered = null;
      return atHand;
    }
    String typed = console.readLine(texts.get("name.prompt"));
    while (typed != null && typed.isBlank()) {
      typed = console.readLine(texts.get("name.prompt"));
    }
    if (typed == null) {
      ending.complete(
          console.isInteractive() ? Outcome.LEFT : Outcome.failed(texts.get("name.missing")));
      return null;
    }
    return typed.strip();
  }

  private String refusal(ChatEvent.Refused refused, String name) {
    String shown = VisibleText.name(name);
    String sentence = VisibleText.sentence(refused.sentence());
    String text =
        switch (refused.reason()) {
          case NAME_TAKEN -> texts.get("name.taken", shown, sentence);
          case NAME_INVALID -> texts.get("name.invalid", shown, sentence);
          case NOT_ALLOWED -> texts.get("name.not-allowed", shown, sentence);
          case NOT_A_CHAT_SERVER -> texts.get("not-a-chat-server", server.toString());
          case NO_PLAINTEXT -> texts.get("no-plaintext", server.toString());
        };
    return text.strip();
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
          ending.complete(Outcome.failed(refusal(refused, name)));
        }
      }
      case ChatEvent.CertificateRejected(var problem) -> {
        if (!opening.complete(event)) {
          ending.complete(Outcome.failed(transcript.distrust(server, problem)));
        }
      }
      case ChatEvent.Lost(var trouble) -> {
        notice("lost", transcript.reason(trouble));
        limitOutage(outages.incrementAndGet());
      }
      case ChatEvent.NameStillHeld _ -> {
        notice("name.still-held");
        limitOutage(outages.incrementAndGet());
      }
      case ChatEvent.Back _ -> {
        outages.incrementAndGet();
        notice("back");
      }
      case ChatEvent.MayNotHaveArrived(var lines) ->
          uncertain(lines).forEach(text -> console.notice(transcript.notice(text)));
      // An editor has shown it when it was typed.
      case Message message
          when console.isInteractive() && KnownNames.areSame(name, message.sender()) -> {}
      case Message message -> console.show(transcript.received(message));
    }
  }

  /// A person may wait for the server as long as they like, a program shouldn't.
  private void limitOutage(int outage) {
    if (!console.isInteractive()) {
      CompletableFuture.delayedExecutor(patience.outageMs(), TimeUnit.MILLISECONDS)
          .execute(() -> {
            if (outages.get() == outage) {
              ending.complete(Outcome.failed(gaveUp()));
            }
          });
    }
  }

  private String gaveUp() {
    return texts.get(
        "gave-up", server.toString(), TimeUnit.MILLISECONDS.toSeconds(patience.outageMs()));
  }

  private List<String> uncertain(List<ChatLine> lines) {
    List<String> shown =
        new ArrayList<>(
            lines.stream()
                .limit(UNCERTAIN_SHOWN_MAX)
                .map(line -> texts.get("uncertain", transcript.uncertain(line)))
                .toList());
    if (lines.size() > UNCERTAIN_SHOWN_MAX) {
      shown.add(texts.get("uncertain.more", lines.size() - UNCERTAIN_SHOWN_MAX));
    }
    return shown;
  }

  private void notice(String key, Object... values) {
    console.notice(transcript.notice(texts.get(key, values)));
  }

  private void readLines(String name) {
    try {
      boolean leave = false;
      while (!leave) {
        String typed = console.readLine(this::prompt);
        if (typed != null && console.isInteractive()) {
          Command command = Command.typedIn(typed);
          if (command == Command.QUIT) {
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
      inputEnded = true;
      if (!console.isInteractive()) {
        awaitHandedOver();
      }
    } catch (InterruptedException _) {
      // The console is being closed.
    }
    ending.complete(Outcome.LEFT);
  }

  /// Says to whom the line goes, if not to everybody.
  private String prompt(String typed) {
    PrivateLine line = PrivateLine.parse(typed, KnownNames.NONE);
    return line == null || line.name().isEmpty()
        ? "> "
        : texts.of("live").get("prompt.private", VisibleText.name(line.name())) + " > ";
  }

  private void say(String name, ChatLine line) throws InterruptedException {
    ChatClient current = Objects.requireNonNull(client);
    if (!console.isInteractive()) {
      lineInHand = true;
      while (!current.send(line, patience.outageMs())) {
        // The server is there but reads slowly: its pace is ours. Without one, `limitOutage` ends
        // it.
      }
      lineInHand = false;
    } else if (!current.send(line, 0)) {
      notice("full");
      return;
    }
    // A program knows what it said to everybody, and what it said to itself comes back; in an
    // editor
    // the line was erased.
    if (console.isInteractive() || (line.isPrivate() && !KnownNames.areSame(name, line.target()))) {
      console.show(transcript.said(name, line));
    }
  }

  /// The input has ended, but not everything is on its way: wait while there is progress.
  private void awaitHandedOver() throws InterruptedException {
    ChatClient current = Objects.requireNonNull(client);
    int before;
    do {
      before = current.unsentLines();
    } while (!current.awaitHandedOver(patience.outageMs())
        && current.unsentLines() < before
        && !ending.isDone());
  }

  private Outcome leave(ChatClient current, Outcome outcome) {
    // Nobody waits in front of a program that types, and it wants to know that all has arrived.
    Departure departure =
        current.leave(console.isInteractive() ? patience.leaveMs() : patience.leaveMs() * 5);
    int unsent = departure.unsentLines() + (lineInHand ? 1 : 0);
    Outcome result = outcome;
    if (unsent > 0) {
      boolean unread = !console.isInteractive() && !inputEnded;
      result = result.withFailure(texts.get(unread ? "unsent.unread" : "unsent", unsent));
    }
    for (String text : uncertain(departure.uncertain())) {
      result = result.withFailure(text);
    }
    return console.isInteractive() && outcome.exitCode() == 0
        ? new Outcome(0, result.complaints())
        : result;
  }
}
