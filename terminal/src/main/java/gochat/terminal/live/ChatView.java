package gochat.terminal.live;

import static java.util.stream.Collectors.joining;

import gochat.client.markup.Markup;
import gochat.client.v1.Endpoint;
import gochat.client.v1.Requests;
import gochat.terminal.chat.ChatModel;
import gochat.terminal.chat.Draft;
import gochat.terminal.chat.Room;
import gochat.terminal.command.ChatCommand;
import gochat.terminal.screen.InputLine;
import gochat.terminal.screen.Screen;
import gochat.terminal.text.ServerErrorText;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.Feature;
import gochat.v1.Registration;
import gochat.v1.RoomCreation;
import gochat.v1.User;
import gochat.v1.UserKind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The view that all actions share: model, screen, input line and connection. Confined to the
/// session's thread.
final class ChatView {
  private final Screen screen;
  private final InputLine input;
  private final ChatConnection connection;
  private final Texts texts;
  private final ServerErrorText sentences;
  private final Sender sender = new Sender(this);
  private ChatModel chat;
  private @Nullable Room shown;
  private @Nullable Room roomToLeave;
  private String entered = "";
  private Set<Feature> features = Set.of();
  private Registration registration = Registration.REGISTRATION_UNSPECIFIED;
  private RoomCreation roomCreation = RoomCreation.ROOM_CREATION_UNSPECIFIED;
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

  Texts texts() {
    return texts;
  }

  static long now() {
    return System.currentTimeMillis();
  }

  /// Shows a notice to the user.
  void notice(String key, Object... values) {
    say(texts.get(key, values));
  }

  /// @param text safe to show
  void say(String text) {
    chat.notice(text, now());
    screen.notice(text);
  }

  /// Shows the reason of a failure.
  void failed(Throwable failure) {
    say(sentences.of(failure));
  }

  /// The sentences for errors of the server.
  ServerErrorText sentences() {
    return sentences;
  }

  /// Learns what the server offers; until then it lacks nothing.
  void learnFeatures() {
    askServer(() -> {});
  }

  private void askServer(Runnable answered) {
    connection.callServer(
        Endpoint::describe,
        server -> {
          features = Set.copyOf(server.getFeaturesList());
          registration = server.getRegistration();
          roomCreation = server.getRoomCreation();
          answered.run();
        },
        _ -> answered.run());
  }

  /// Passes on who can register, once the server has told it; unspecified if it does not.
  void registration(Consumer<Registration> use) {
    if (registration == Registration.REGISTRATION_UNSPECIFIED) {
      askServer(() -> use.accept(registration));
    } else {
      use.accept(registration);
    }
  }

  /// Why the server would refuse a command of this user, whatever its arguments; empty if it would
  /// not.
  String refusal(ChatCommand command) {
    return switch (command) {
      case PIN, UNPIN, PINS -> refusalWithout(Feature.FEATURE_PINS, command);
      case REACT -> refusalWithout(Feature.FEATURE_REACTIONS, command);
      case CREATE -> creationRefusal();
      default -> "";
    };
  }

  private String refusalWithout(Feature needed, ChatCommand command) {
    return features.isEmpty() || features.contains(needed)
        ? ""
        : text("not-offered", command.word());
  }

  private String creationRefusal() {
    UserKind kind = chat.self().getKind();
    return switch (roomCreation) {
      case ROOM_CREATION_UNSPECIFIED, ROOM_CREATION_ACCOUNTS ->
          kind == UserKind.USER_KIND_GUEST ? text("create.accounts") : "";
      case ROOM_CREATION_ADMINISTRATORS ->
          kind == UserKind.USER_KIND_ADMINISTRATOR ? "" : text("create.administrators");
      case ROOM_CREATION_EVERYBODY, UNRECOGNIZED -> "";
    };
  }

  /// Sends a request; shows a failure to the user.
  <R> void ask(Function<Requests, CompletableFuture<R>> request, Consumer<R> answered) {
    connection.ask(request, answered, this::failed, () -> notice("not-connected"));
  }

  /// The names that a text mentions.
  List<String> mentions(String text) {
    return Markup.mentions(text, chat.users().known());
  }

  /// Tells the user which mentions of a sent text are nobody's name.
  void notMentioned(List<String> unknown) {
    if (!unknown.isEmpty()) {
      notice(
          "mention.unknown",
          unknown.stream().map(name -> "@" + VisibleText.name(name)).collect(joining(", ")));
    }
  }

  void goTo(Room room) {
    chat.goTo(room);
    screen.toEnd();
    follow();
  }

  /// Goes to the wanted room, unless the user has begun to type here meanwhile.
  private void goToWantedRoom() {
    Room arrived = chat.arrived();
    if (arrived != null && arrived != chat.current()) {
      if (input.draft().isEmpty() || shown == null) {
        goTo(arrived);
      } else {
        notice(
            "room.arrived", VisibleText.title(arrived.title()), chat.rooms().indexOf(arrived) + 1);
      }
    }
    Room left = roomToLeave;
    if (left != null && left != chat.current()) {
      roomToLeave = null;
    } else if (left != null && (left.closing() != null || left.isHidden())) {
      roomToLeave = null;
      Room next = chat.rooms().stream().filter(room -> room != left).findFirst().orElse(null);
      if (next != null && input.draft().isEmpty()) {
        goTo(next);
      }
    }
  }

  /// Shows another room as soon as `left`, the current one, is closed or hidden.
  void leaveView(Room left) {
    roomToLeave = left;
    follow();
  }

  /// Asks the user a question.
  ///
  /// @param question safe to show
  /// @param confirmed runs after a yes
  /// @param cancelled runs after a no
  void confirm(String question, Runnable confirmed, Runnable cancelled) {
    whenAnswered = isWanted -> (isWanted ? confirmed : cancelled).run();
    input.confirm(question);
  }

  /// Takes the user's answer.
  void answered(boolean isWanted) {
    whenAnswered.accept(isWanted);
  }

  /// Keeps a line that the user has entered, for [#giveBack].
  void entered(String text) {
    entered = text;
  }

  /// Puts the last entered line back before the text typed since, and shows why. Each line comes
  /// back once, even if several of its parts cannot be sent.
  void giveBack(String key, Object... values) {
    if (!entered.isEmpty()) {
      takeBack(entered);
      notice(key, values);
    }
  }

  /// Puts a text before the input line's.
  void takeBack(String text) {
    String since = input.draft().text();
    String all = since.isEmpty() ? text : text + "\n" + since;
    input.set(new Draft(all, all.length()));
    entered = "";
  }

  /// Puts the draft of the current room into the input line after a change of room.
  void follow() {
    goToWantedRoom();
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

  /// Stores the input line as the draft of the shown room.
  void keepDraft() {
    if (shown != null) {
      chat.draft(shown, input.draft());
    }
  }

  /// Continues as another user, or as the same user with a new session.
  void become(User user, String token) {
    keepDraft();
    sender.resend().clear();
    Room room = chat.current();
    ChatModel next = new ChatModel(user);
    // Drafts pass to the new user; queued messages of the previous user become drafts again, so
    // that nothing is sent in another name.
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
