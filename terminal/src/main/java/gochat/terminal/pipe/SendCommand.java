package gochat.terminal.pipe;

import gochat.client.v1.Chat;
import gochat.client.v1.Options;
import gochat.client.v1.Outcome;
import gochat.terminal.text.TextSize;
import gochat.terminal.text.Texts;
import gochat.v1.JoinRoomRequest;
import gochat.v1.Room;
import gochat.v1.SendMessageRequest;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Sends one message, or the lines of standard input.
final class SendCommand implements PipeCommand {
  private static final String STDIN = "--stdin";
  private static final String JOIN = "--join";
  private static final String BYTES_MAX = "--message-bytes-max";

  private static final char REPLACEMENT = '\uFFFD';
  private static final int WAIT_SECONDS = 30;
  private static final int BYTES_MIN = 16;
  private static final int BYTES_LIMIT = 3 << 20;

  /// Sends a text to the command's target.
  interface Destination {
    CompletableFuture<Outcome> send(String text) throws InterruptedException;
  }

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    Parameters.add(spec, "ROOM|@USER", "1", texts.get("usage.send.target"));
    Parameters.add(spec, "TEXT", "0..*", texts.get("usage.send.text"));
    Parameters.flag(spec, STDIN, texts.get("usage.send.stdin"));
    Parameters.flag(spec, JOIN, texts.get("usage.send.join"));
    ServerWait.declare(spec, texts);
    Parameters.option(spec, BYTES_MAX, "BYTES", texts.get("usage.send.bytes-max"));
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, IOException, InterruptedException {
    String typed = Parameters.required(parsed, 0);
    String text = String.join(" ", Parameters.all(parsed, 1));
    boolean isStdin = parsed.hasMatchedOption(STDIN);
    if (text.isBlank() != isStdin) {
      throw context.usage(isStdin ? "send.both" : "send.nothing");
    }
    if (text.indexOf(REPLACEMENT) >= 0) {
      // Java replaces bytes of another encoding by this character.
      throw context.usage("send.malformed-text");
    }
    int bytesMax =
        (int)
            Parameters.number(
                parsed, BYTES_MAX, TextSize.BYTES_MAX, BYTES_MIN, BYTES_LIMIT, context);
    // Input that was read from a pipe cannot be read again.
    ServerWait wait = ServerWait.read(parsed, isStdin ? WAIT_SECONDS : 0, context);
    try (PipeChat chat =
        PipeChat.begin(context, Options.DEFAULT, new ConnectionNotices(context), wait)) {
      Destination to = destination(typed, parsed.hasMatchedOption(JOIN), chat);
      @Nullable Failure failure =
          isStdin
              ? new StreamSender(context.setup().in(), bytesMax, to, context).run(chat.client())
              : context.failures().of(answer(to.send(text)));
      if (failure != null) {
        throw failure;
      }
    }
  }

  private static Destination destination(String typed, boolean isToJoin, PipeChat chat)
      throws Failure, InterruptedException {
    Chat client = chat.client();
    return switch (Target.parse(typed)) {
      case Target.WithUser(var user) -> text -> client.sendDirect(user, text);
      case Target.InRoom(var reference) -> {
        if (isToJoin) {
          join(reference, chat);
        }
        // By id, so that a repeated message does not go to another room of the same name.
        Room room = Target.find(typed, chat);
        MentionableNames names = new MentionableNames(room, chat);
        yield text ->
            client.send(
                SendMessageRequest.newBuilder()
                    .setRoom(room.getRoomId())
                    .setText(text)
                    .addAllMentions(names.mentionedIn(text))
                    .build());
      }
    };
  }

  private static void join(String reference, PipeChat chat) throws Failure, InterruptedException {
    if (!reference.equals(Chat.LOBBY)) {
      var _ =
          chat.await(
              chat.requests().joinRoom(JoinRoomRequest.newBuilder().setRoom(reference).build()));
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
