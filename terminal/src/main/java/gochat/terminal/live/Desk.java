package gochat.terminal.live;

import gochat.client.v1.MessageIds;
import gochat.client.v1.Outcome;
import gochat.client.v1.Requests;
import gochat.terminal.chat.Conversations;
import gochat.terminal.chat.Draft;
import gochat.terminal.chat.Fate;
import gochat.terminal.chat.Line;
import gochat.terminal.chat.Room;
import gochat.terminal.markup.Markup;
import gochat.terminal.screen.InputLine;
import gochat.terminal.screen.Screen;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.Refusal;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import gochat.v1.User;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What lies in front of the user: the conversations, the screen, the line being typed, and the way
/// to the server. Confined to the session's thread.
final class Desk {
  /// Where the first words go when no room has come yet.
  private static final String LOBBY = "lobby";

  private final Screen screen;
  private final InputLine input;
  private final Uplink uplink;
  private final Texts texts;
  private final MessageIds ids = new MessageIds();
  private final Resend resend = new Resend();
  private Conversations chat;
  private @Nullable Room shown;
  private @Nullable Room unwanted;
  private String entered = "";

  Desk(Conversations chat, Screen screen, InputLine input, Uplink uplink, Texts texts) {
    this.chat = chat;
    this.screen = screen;
    this.input = input;
    this.uplink = uplink;
    this.texts = texts;
  }

  Conversations chat() {
    return chat;
  }

  Screen screen() {
    return screen;
  }

  InputLine input() {
    return input;
  }

  Uplink uplink() {
    return uplink;
  }

  Resend resend() {
    return resend;
  }

  String text(String key, Object... values) {
    return texts.get(key, values);
  }

  static long now() {
    return System.currentTimeMillis();
  }

  /// Tells the user something, in the words of this key.
  void notice(String key, Object... values) {
    say(texts.get(key, values));
  }

  /// @param text harmless
  void say(String text) {
    chat.notice(text, now());
  }

  /// A sentence of the server, in its words.
  void refused(String sentence) {
    say(sentence.isBlank() ? texts.get("not-connected") : VisibleText.sentence(sentence));
  }

  /// Asks the server for something; a failure is told to the user.
  <R> void ask(Function<Requests, CompletableFuture<R>> request, Consumer<R> answered) {
    uplink.ask(request, answered, this::refused);
  }

  /// The same for what the server may refuse; that is told to the user too.
  ///
  /// @param refusal what an answer refuses, null when it does not
  <R> void ask(
      Function<Requests, CompletableFuture<R>> request,
      Function<R, @Nullable Refusal> refusal,
      Consumer<R> done) {
    ask(
        request,
        answer -> {
          Refusal refused = refusal.apply(answer);
          if (refused == null) {
            done.accept(answer);
          } else {
            refused(refused.getSentence());
          }
        });
  }

  /// Sends a text to the room that is shown. What can't be sent there is put back into the line.
  void sendText(String text, long replyTo) {
    Room room = chat.current();
    if (room != null && room.closing() != null) {
      giveBack("closed.not-sent", VisibleText.title(room.title()));
      return;
    }
    if (chat.isAwaitingRoom()) {
      giveBack("not-connected");
      return;
    }
    String id = ids.next();
    SendMessageRequest message =
        SendMessageRequest.newBuilder()
            .setRoom(room == null ? LOBBY : room.id())
            .setClientMessageId(id)
            .setText(text)
            .setReplyTo(replyTo)
            .addAllMentions(mentions(text))
            .build();
    chat.sending(new Line.Outgoing(id, now(), text, replyTo, Fate.PENDING));
    screen.toEnd();
    send(id, settle -> uplink.send(message, settle));
  }

  /// The names that a text mentions.
  List<String> mentions(String text) {
    return Markup.mentions(text, chat.people().known());
  }

  void whisper(String name, String text) {
    String id = ids.next();
    SendDirectMessageRequest message =
        SendDirectMessageRequest.newBuilder()
            .setUser(name)
            .setClientMessageId(id)
            .setText(text)
            .build();
    chat.sending(new Line.Whisper(id, now(), name, text, true, Fate.PENDING));
    screen.toEnd();
    send(id, settle -> uplink.send(message, settle));
  }

  private void send(String id, Consumer<Consumer<Outcome>> way) {
    way.accept(outcome -> {
      if (Resend.isFor(outcome)) {
        resend.add(id, () -> send(id, way));
      } else {
        chat.settled(id, outcome);
      }
    });
  }

  void goTo(Room room) {
    chat.goTo(room);
    screen.toEnd();
    follow();
  }

  /// Goes where the user wants to be, unless the user has begun to type here meanwhile.
  private void goWhereWanted() {
    Room arrived = chat.arrived();
    if (arrived != null && arrived != chat.current()) {
      if (input.draft().isEmpty() || shown == null) {
        goTo(arrived);
      } else {
        notice(
            "room.arrived", VisibleText.title(arrived.title()), chat.rooms().indexOf(arrived) + 1);
      }
    }
    Room closed = unwanted;
    if (closed != null && closed != chat.current()) {
      unwanted = null;
    } else if (closed != null && closed.closing() != null) {
      unwanted = null;
      Room next = chat.rooms().stream().filter(room -> room != closed).findFirst().orElse(null);
      if (next != null && input.draft().isEmpty()) {
        goTo(next);
      }
    }
  }

  /// The user has left the room that is shown and wants to look at another one.
  void leaveView(Room left) {
    unwanted = left;
  }

  /// The user has ended a line with Enter; it may come back by [#giveBack].
  void entered(String text) {
    entered = text;
  }

  /// Puts back the line that the user entered last, ahead of what was typed since, and says why.
  /// Each line comes back once, however many parts of it can't be sent.
  private void giveBack(String key, Object... values) {
    if (!entered.isEmpty()) {
      String since = input.draft().text();
      String all = since.isEmpty() ? entered : entered + "\n" + since;
      input.set(new Draft(all, all.length()));
      entered = "";
      notice(key, values);
    }
  }

  /// The line being typed belongs to the room that is shown.
  void follow() {
    goWhereWanted();
    Room current = chat.current();
    if (current == shown) {
      return;
    }
    if (shown != null) {
      chat.draft(shown, input.draft());
    }
    boolean isTypedAhead = shown == null && !input.draft().isEmpty();
    shown = current;
    if (current != null && !isTypedAhead) {
      input.set(current.draft());
    }
  }

  /// Puts what is being typed where it is kept.
  void keepDraft() {
    if (shown != null) {
      chat.draft(shown, input.draft());
    }
  }

  /// Goes on as somebody else, or as the same person with a new session.
  void become(User user, String token) {
    keepDraft();
    resend.clear();
    Room room = chat.current();
    Conversations next = new Conversations(user);
    // Nobody says in another's name what waits to be sent.
    next.restore(chat.drafts(true), room == null ? null : room.id());
    next.takeOver(chat);
    chat = next;
    shown = null;
    input.set(Draft.EMPTY);
    screen.show(next);
    screen.toEnd();
    uplink.become(token);
  }
}
