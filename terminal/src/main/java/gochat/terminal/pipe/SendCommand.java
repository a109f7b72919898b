package gochat.terminal.pipe;

import gochat.client.v1.Chat;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.terminal.text.TextSize;
import gochat.terminal.text.Texts;
import gochat.v1.JoinRoomRequest;
import gochat.v1.JoinRoomResponse;
import gochat.v1.Room;
import gochat.v1.SendMessageRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Sends one message, or all that comes on standard input.
final class SendCommand implements Command {
  private static final String STDIN = "--stdin";
  private static final String JOIN = "--join";
  private static final String BYTES_MAX = "--message-bytes-max";

  private static final char REPLACEMENT = '\uFFFD';
  private static final int WAIT_SECONDS = 30;
  private static final int BYTES_MIN = 16;
  private static final int BYTES_LIMIT = 3 << 20;

  /// Sends a text to where the command was told.
  interface Destination {
    CompletableFuture<Outcome> send(String text) throws InterruptedException;
  }

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "ROOM|@USER", "1", texts.get("usage.send.place"));
    Parameters.add(spec, "TEXT", "0..*", texts.get("usage.send.text"));
    Parameters.flag(spec, STDIN, texts.get("usage.send.stdin"));
    Parameters.flag(spec, JOIN, texts.get("usage.send.join"));
    ServerWait.declare(spec, texts);
    Parameters.option(spec, BYTES_MAX, "BYTES", texts.get("usage.send.bytes-max"));
  }

  @Override
  public void run(ParseResult parsed, Errand errand)
      throws Failure, IOException, InterruptedException {
    String typed = Parameters.required(parsed, 0);
    String text = String.join(" ", Parameters.all(parsed, 1));
    boolean isStdin = parsed.hasMatchedOption(STDIN);
    if (text.isBlank() != isStdin) {
      throw errand.usage(isStdin ? "send.both" : "send.nothing");
    }
    if (text.indexOf(REPLACEMENT) >= 0) {
      // What Java puts in for bytes of another encoding.
      throw errand.usage("send.malformed-text");
    }
    int bytesMax =
        (int)
            Parameters.number(
                parsed, BYTES_MAX, TextSize.BYTES_MAX, BYTES_MIN, BYTES_LIMIT, errand);
    // What was read from a pipe can't be read again.
    ServerWait wait = ServerWait.read(parsed, isStdin ? WAIT_SECONDS : 0, errand);
    try (Visit visit = Visit.begin(errand, Options.DEFAULT, new Connectedness(errand), wait)) {
      Destination to = destination(typed, parsed.hasMatchedOption(JOIN), visit, errand);
      @Nullable Failure failure =
          isStdin
              ? new StreamSending(errand.setup().in(), bytesMax, to, errand).run(visit.chat())
              : errand.failures().of(answer(to.send(text)));
      if (failure != null) {
        throw failure;
      }
    }
  }

  private static Destination destination(String typed, boolean isToJoin, Visit visit, Errand errand)
      throws Failure, InterruptedException {
    Chat chat = visit.chat();
    return switch (Place.parse(typed)) {
      case Place.WithUser(var user) -> text -> chat.sendDirect(user, text);
      case Place.InRoom(var reference) -> {
        if (isToJoin) {
          join(reference, visit, errand);
        }
        // By its id: a message that is sent again must not go to another room of that name.
        Room room = Place.find(typed, visit, errand);
        RoomNames names = new RoomNames(room, visit);
        yield text ->
            chat.send(
                SendMessageRequest.newBuilder()
                    .setRoom(room.getRoomId())
                    .setText(text)
                    .addAllMentions(names.mentionedIn(text))
                    .build());
      }
    };
  }

  private static void join(String reference, Visit visit, Errand errand)
      throws Failure, InterruptedException {
    if (reference.equals(Place.LOBBY)) {
      return;
    }
    JoinRoomResponse response =
        visit.await(
            visit.requests().joinRoom(JoinRoomRequest.newBuilder().setRoom(reference).build()));
    if (response.hasRefusal()) {
      throw errand.failures().of(response.getRefusal());
    }
  }

  static Outcome answer(CompletableFuture<Outcome> outcome) throws InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw new AssertionError("sends never fail", e);
    }
  }
}
