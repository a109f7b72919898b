package gochat.terminal.live;

import gochat.client.v1.Requests;
import gochat.terminal.chat.ChatModel;
import gochat.terminal.chat.Draft;
import gochat.terminal.chat.Room;
import gochat.terminal.markup.Markup;
import gochat.terminal.screen.InputLine;
import gochat.terminal.screen.Screen;
import gochat.terminal.text.ServerErrorText;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.Refusal;
import gochat.v1.User;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What lies in front of the user: the conversations, the screen, the line being typed, and the way
/// to the server. Confined to the session's thread.
final class ChatView {
  private final Screen screen;
  private final InputLine input;
  private final ChatConnection connection;
  private final Texts texts;
  private final ServerErrorText sentences;
  private final Sender sender = new Sender(this);
  private ChatModel chat;
  private @Nullable Room shown;
  private @Nullable Room unwanted;
  private String entered = "";
  private Consumer<Boolean> whenAnswered = _ -> {};

  /// @param common the texts of the whole program
  ChatView(
      ChatModel chat, Screen screen, InputLine input, ChatConnection connection, Texts common) {
    this.chat = chat;
    this.screen = screen;
    this.input = input;
    this.connection = connection;
    texts = common.of("live");
    sentences = new ServerErrorText(common);
  }

  ChatModel chat() {
    return chat;
  }

  Screen screen() {
    return screen;
  }

  InputLine input() {
    return input;
  }

  ChatConnection connection() {
    return connection;
  }

  Sender sender() {
    return sender;
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
    screen.tell(text);
  }

  /// Something was not done, and this is why.
  void failed(Throwable failure) {
    say(sentences.of(failure));
  }

  /// Words for what the server refuses.
  ServerErrorText sentences() {
    return sentences;
  }

  /// Asks the server for something; a failure is told to the user.
  <R> void ask(Function<Requests, CompletableFuture<R>> request, Consumer<R> answered) {
    connection.ask(request, answered, this::failed, () -> notice("not-connected"));
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
            say(sentences.of(refused));
          }
        });
  }

  /// The names that a text mentions.
  List<String> mentions(String text) {
    return Markup.mentions(text, chat.users().known());
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
    Room left = unwanted;
    if (left != null && left != chat.current()) {
      unwanted = null;
    } else if (left != null && (left.closing() != null || left.isHidden())) {
      unwanted = null;
      Room next = chat.rooms().stream().filter(room -> room != left).findFirst().orElse(null);
      if (next != null && input.draft().isEmpty()) {
        goTo(next);
      }
    }
  }

  /// The user leaves or hides the room that is shown and wants to look at another one.
  void leaveView(Room left) {
    unwanted = left;
    follow();
  }

  /// Asks whether something is to be done.
  ///
  /// @param question harmless
  void confirm(String question, Runnable done, Runnable left) {
    whenAnswered = isWanted -> (isWanted ? done : left).run();
    input.confirm(question);
  }

  /// The user has answered.
  void confirmed(boolean isWanted) {
    whenAnswered.accept(isWanted);
  }

  /// The user has ended a line with Enter; it may come back by [#giveBack].
  void entered(String text) {
    entered = text;
  }

  /// Puts back the line that the user entered last, ahead of what was typed since, and says why.
  /// Each line comes back once, however many parts of it can't be sent.
  void giveBack(String key, Object... values) {
    if (!entered.isEmpty()) {
      takeBack(entered);
      notice(key, values);
    }
  }

  /// Puts a text ahead of what is being typed.
  void takeBack(String text) {
    String since = input.draft().text();
    String all = since.isEmpty() ? text : text + "\n" + since;
    input.set(new Draft(all, all.length()));
    entered = "";
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

  /// Puts what is being typed where it is saved.
  void keepDraft() {
    if (shown != null) {
      chat.draft(shown, input.draft());
    }
  }

  /// Goes on as somebody else, or as the same person with a new session.
  void become(User user, String token) {
    keepDraft();
    sender.resend().clear();
    Room room = chat.current();
    ChatModel next = new ChatModel(user);
    // Nobody says in another's name what waits to be sent.
    next.restore(chat.drafts(true), room == null ? null : room.id());
    next.takeOver(chat);
    chat = next;
    shown = null;
    input.set(Draft.EMPTY);
    screen.show(next);
    screen.toEnd();
    connection.become(token);
  }
}
