package gochat.terminal.live;

import gochat.client.ConnectionProblem;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Ending;
import gochat.client.v1.ErrorDetails;
import gochat.client.v1.RoomState;
import gochat.terminal.chat.Alert;
import gochat.terminal.chat.ChatModel;
import gochat.terminal.chat.ConnectionState;
import gochat.terminal.chat.Room;
import gochat.terminal.text.ConnectionErrorText;
import gochat.terminal.text.MeasureText;
import gochat.terminal.text.VisibleText;
import gochat.v1.GetRoomRequest;
import gochat.v1.MarkReadRequest;
import gochat.v1.User;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/// Applies the server's events to the model and shows those that no room shows. Confined to the
/// session's thread.
final class EventHandler {
  private final LiveSession.Environment environment;
  private final ChatView view;
  private final AccountActions account;
  private final ConnectionErrorText connectionErrors;
  private final Consumer<String> fail;
  private String connectedAs = "";

  /// @param fail ends the session with a sentence
  EventHandler(
      LiveSession.Environment environment,
      ChatView view,
      AccountActions account,
      Consumer<String> fail) {
    this.environment = environment;
    this.view = view;
    this.account = account;
    this.fail = fail;
    connectionErrors = new ConnectionErrorText(environment.texts());
  }

  void on(ChatEvent event) {
    Room left =
        event instanceof ChatEvent.RoomUnfollowed(var roomId, _, _)
            ? view.chat().room(roomId)
            : null;
    boolean wasOnline = view.chat().isOnline();
    List<Alert> alerts = view.chat().apply(event, ChatView.now());
    if (!alerts.isEmpty()) {
      view.screen().bell().alert(alerts.getLast());
    }
    if (view.chat().isOnline() && !wasOnline) {
      online(view.chat().self().getName());
    }
    switch (event) {
      case ChatEvent.Disconnected(var problem) ->
          view.say(environment.texts().get("lost", connectionErrors.reason(problem)));
      case ChatEvent.Ended(var ending) -> ended(ending);
      case ChatEvent.RoomUnfollowed _ when left != null -> closed(left);
      case ChatEvent.Gap gap -> missed(gap);
      default -> {}
    }
    view.chat().askingForCounts().forEach(this::recount);
  }

  private void missed(ChatEvent.Gap gap) {
    switch (gap.reason()) {
      case GAP_REASON_RETENTION -> view.notice("removed");
      case GAP_REASON_DAMAGED -> view.notice("damaged");
      default -> view.notice("gap", gap.toSeq() - gap.fromSeq() + 1);
    }
  }

  /// Requests the unread counts, after the server has the user's read position.
  private void recount(Room room) {
    ChatModel chat = view.chat();
    MarkReadRequest read =
        MarkReadRequest.newBuilder().setRoom(room.id()).setSeq(room.readSeq()).build();
    GetRoomRequest request = GetRoomRequest.newBuilder().setRoom(room.id()).build();
    view.connection()
        .ask(
            requests -> requests.markRead(read).thenCompose(_ -> requests.getRoom(request)),
            chat::update);
  }

  private void online(String name) {
    if (name.equals(connectedAs)) {
      view.say(environment.texts().get("back"));
    } else {
      connectedAs = name;
      String server = environment.server().addresses().toString();
      view.notice("connected", server, VisibleText.name(name));
    }
  }

  /// Shows why a room was closed, in any room.
  private void closed(Room room) {
    RoomState.Closing closing = Objects.requireNonNull(room.closing());
    User by = closing.by();
    String how =
        switch (closing.reason()) {
          case UNFOLLOW_REASON_KICKED -> by == null ? "closed" : "closed.kicked";
          case UNFOLLOW_REASON_BANNED -> by == null ? "closed" : "closed.banned";
          case UNFOLLOW_REASON_LEFT -> "closed.left";
          case UNFOLLOW_REASON_NOT_FOUND, UNFOLLOW_REASON_UNSPECIFIED, UNRECOGNIZED -> "closed";
        };
    view.keepDraft();
    view.notice(
        how,
        VisibleText.title(room.title()),
        by == null ? "" : VisibleText.name(by.getName()),
        room.draft().isEmpty() ? 0 : 1,
        MeasureText.after(closing.measure(), view.texts()));
  }

  private void ended(Ending ending) {
    switch (ending) {
      case Ending.Closed _ -> {}
      case Ending.SignedOut(var sentence) -> {
        view.chat()
            .connection(
                new ConnectionState.Reconnecting(
                    new ConnectionProblem(ConnectionProblem.Kind.ENDED, sentence)));
        account.signedOut(sentence);
      }
      case Ending.Refused(var code, var sentence) ->
          fail.accept(view.sentences().of(code, ErrorDetails.NONE, sentence));
      case Ending.CertificateRejected(var address, var problem) ->
          fail.accept(connectionErrors.distrust(address, problem));
      case Ending.Failed(var cause) -> fail.accept(VisibleText.sentence(String.valueOf(cause)));
    }
  }
}
