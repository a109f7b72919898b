package gochat.terminal.live;

import gochat.client.Trouble;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Ending;
import gochat.client.v1.Endpoint;
import gochat.terminal.chat.Alert;
import gochat.terminal.chat.Closing;
import gochat.terminal.chat.Conversations;
import gochat.terminal.chat.Link;
import gochat.terminal.chat.Room;
import gochat.terminal.screen.InputHistory;
import gochat.terminal.screen.InputLine;
import gochat.terminal.screen.Key;
import gochat.terminal.screen.Screen;
import gochat.terminal.screen.Stroke;
import gochat.terminal.text.Texts;
import gochat.terminal.text.Troubles;
import gochat.terminal.text.VisibleText;
import gochat.v1.MarkReadRequest;
import gochat.v1.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jspecify.annotations.Nullable;

/// What the user does and sees between entering and leaving.
///
/// One thread, that of [#run], knows the conversation and draws it. What is typed and what the
/// server says come to it as tasks.
public final class LiveSession {
  /// How it ended.
  ///
  /// @param complaints lines for standard error
  public record Result(int exitCode, List<String> complaints) {}

  /// What the session needs of its surroundings.
  ///
  /// @param texts of the whole program; those of this part are found from them
  /// @param stateFile where drafts and the like are kept; null: nowhere
  public record Surroundings(
      Endpoint server,
      Terminal terminal,
      Texts texts,
      Tokens tokens,
      Settings settings,
      @Nullable Path stateFile) {}

  private static final String TEXTS = "live";

  /// A server that hangs holds nobody up for longer.
  private static final Duration LEAVE_AT_MOST = Duration.ofMillis(1_400);

  private static final long SIGN_OUT_AT_MOST_MS = 500;
  private static final int INTERRUPTED = 128 + 2;
  private static final long MARK_READ_AFTER_MS = 500;
  private static final long TYPING_ENDS_AFTER_MS = 6_050;

  /// Between two of them the screen is drawn, however much comes.
  private static final int TASKS_MAX = 500;

  private final Surroundings surroundings;
  private final Entered.In entered;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Desk desk;
  private final Identity identity;
  private final History history;
  private final Typing typing;
  private final Keeper keeper;
  private final AtomicBoolean isLeaveAsked = new AtomicBoolean();
  private final Attributes found;
  private @Nullable Result result;
  private String connectedAs = "";
  private boolean isMarkReadDue;

  private LiveSession(Surroundings surroundings, Entered.In entered, Kept kept) {
    this.surroundings = surroundings;
    this.entered = entered;
    found = surroundings.terminal().getAttributes();
    Texts texts = surroundings.texts().of(TEXTS);
    Conversations chat = new Conversations(entered.user());
    chat.restore(kept.drafts(), kept.roomId());
    Names names = new Names();
    InputLine input = new InputLine(new InputHistory(kept.entries()), names, names::choices);
    Screen screen =
        new Screen(
            surroundings.terminal(),
            texts,
            surroundings.settings().theme(),
            chat,
            input,
            this::struck,
            () -> tasks.add(() -> {}),
            isSuspended -> tasks.add(() -> suspended(isSuspended)));
    screen.highlights(surroundings.settings().highlights());
    screen.bell().rings(surroundings.settings().rings());
    screen.bell().notifies(surroundings.settings().notifies());
    Uplink uplink = new Uplink(surroundings.server(), tasks::add, this::on);
    desk = new Desk(chat, screen, input, uplink, surroundings.texts());
    names.of(desk);
    keeper = new Keeper(desk, surroundings.stateFile(), kept, this::later);
    Runnable end = () -> end(0);
    identity =
        new Identity(
            desk,
            surroundings.tokens(),
            entered.user().getName(),
            entered.token(),
            this::later,
            end);
    history = new History(desk);
    typing =
        new Typing(
            desk, names, identity, history, new ChatActions(desk, identity, history, end), end);
  }

  /// @param ended told how to end the session, by any thread
  public static Result run(Surroundings surroundings, Entered.In entered, EndedBy ended) {
    Path file = surroundings.stateFile();
    LiveSession session =
        new LiveSession(surroundings, entered, file == null ? Kept.NOTHING : Kept.load(file));
    ended.by(exitCode -> session.tasks.add(() -> session.end(exitCode)));
    return session.run();
  }

  /// Takes what ends the session, with an exit code.
  public interface EndedBy {
    void by(IntConsumer end);
  }

  private Result run() {
    try (Uplink uplink = desk.uplink()) {
      try (Screen screen = desk.screen()) {
        uplink.open(entered.token());
        work(screen);
      }
      // All that may wait comes after the terminal is as it was and what was typed is kept.
      surroundings.terminal().handle(Signal.INT, _ -> endAtOnce());
      keeper.keep(true);
      uplink.leave(LEAVE_AT_MOST);
      for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      keeper.keepInSpiteOf(e);
      throw e;
    }
    return left();
  }

  private void work(Screen screen) throws InterruptedException {
    while (result == null) {
      look(screen);
      work(tasks.take());
      for (int i = 0; i < TASKS_MAX && result == null; i++) {
        Runnable next = tasks.poll();
        if (next == null) {
          break;
        }
        work(next);
      }
    }
  }

  private void work(Runnable task) {
    task.run();
    desk.follow();
  }

  private void look(Screen screen) {
    Conversations chat = desk.chat();
    chat.isAtEnd(screen.isAtEnd());
    markRead();
    screen.draw(Desk.now());
    history.look();
  }

  /// Tells the server what was seen, not for each message.
  private void markRead() {
    long seq = desk.chat().seen();
    Room room = desk.chat().current();
    if (seq < 0 || room == null || isMarkReadDue) {
      return;
    }
    isMarkReadDue = true;
    later(
        MARK_READ_AFTER_MS,
        () -> {
          isMarkReadDue = false;
          desk.uplink()
              .ask(
                  requests ->
                      requests.markRead(
                          MarkReadRequest.newBuilder()
                              .setRoom(room.id())
                              .setSeq(room.readSeq())
                              .build()),
                  _ -> {});
        });
  }

  private void later(long ms, Runnable task) {
    CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS).execute(() -> tasks.add(task));
  }

  private void end(int exitCode) {
    if (result == null) {
      result = new Result(exitCode, List.of());
    }
  }

  /// Called by the keyboard's thread, which goes on even where the session's thread is held up.
  private void struck(Stroke stroke) {
    if (stroke instanceof Stroke.Pressed(Key key)
        && key == Key.LEAVE
        && isLeaveAsked.getAndSet(true)) {
      endAtOnce();
    }
    tasks.add(() -> typed(stroke));
  }

  private void endAtOnce() {
    surroundings.terminal().setAttributes(found);
    Runtime.getRuntime().halt(INTERRUPTED);
  }

  private void typed(Stroke stroke) {
    if (result == null) {
      typing.on(stroke);
      keeper.keepSoon();
    }
  }

  private void suspended(boolean isSuspended) {
    if (result != null) {
      return;
    }
    if (isSuspended) {
      // Nobody knows whether the user comes back.
      keeper.keep(true);
      desk.screen().suspend();
    } else {
      desk.screen().resume();
    }
  }

  private void on(ChatEvent event) {
    Room left =
        event instanceof ChatEvent.RoomUnfollowed(var roomId, _) ? desk.chat().room(roomId) : null;
    List<Alert> alerts = desk.chat().apply(event, Desk.now());
    if (!alerts.isEmpty()) {
      desk.screen().bell().alert(alerts.getLast());
    }
    switch (event) {
      case ChatEvent.Connected(var self, _) -> {
        keeper.keepSoon();
        if (self.getName().equals(connectedAs)) {
          desk.say(surroundings.texts().get("back"));
        } else {
          connectedAs = self.getName();
          desk.notice(
              "connected",
              surroundings.server().address().toString(),
              VisibleText.name(self.getName()));
        }
      }
      case ChatEvent.Disconnected(var trouble) ->
          desk.say(
              surroundings.texts().get("lost", new Troubles(surroundings.texts()).reason(trouble)));
      case ChatEvent.Ended(var ending) -> ended(ending);
      case ChatEvent.RoomUnfollowed _ when left != null -> closed(left);
      case ChatEvent.Gap gap -> desk.notice("gap", gap.toSeq() - gap.fromSeq() + 1);
      case ChatEvent.Typing _ -> later(TYPING_ENDS_AFTER_MS, () -> {});
      default -> {}
    }
  }

  /// Tells why there is no more of a room, wherever the user is looking.
  private void closed(Room room) {
    Closing closing = Objects.requireNonNull(room.closing());
    User by = closing.by();
    String how =
        switch (closing.reason()) {
          case UNFOLLOW_REASON_KICKED -> by == null ? "closed" : "closed.kicked";
          case UNFOLLOW_REASON_BANNED -> by == null ? "closed" : "closed.banned";
          case UNFOLLOW_REASON_LEFT -> "closed.left";
          case UNFOLLOW_REASON_NOT_FOUND, UNFOLLOW_REASON_UNSPECIFIED, UNRECOGNIZED -> "closed";
        };
    desk.keepDraft();
    desk.notice(
        how,
        VisibleText.title(room.title()),
        by == null ? "" : VisibleText.name(by.getName()),
        room.draft().isEmpty() ? 0 : 1);
  }

  private void ended(Ending ending) {
    switch (ending) {
      case Ending.Closed _ -> {}
      case Ending.SignedOut(var sentence) -> {
        desk.chat().link(new Link.Reconnecting(new Trouble(Trouble.Kind.ENDED, sentence)));
        identity.signedOut(sentence);
      }
      case Ending.Refused(var code, var sentence) -> fail(desk.sentences().of(code, "", sentence));
      case Ending.CertificateRejected(var problem) ->
          fail(
              new Troubles(surroundings.texts())
                  .distrust(surroundings.server().address(), problem));
      case Ending.Failed(var cause) -> fail(VisibleText.sentence(String.valueOf(cause)));
    }
  }

  /// A server that does not answer forgets a guest by itself.
  private void signOut() {
    Thread signingOut =
        Thread.startVirtualThread(() -> identity.leaveForGood(surroundings.server()));
    try {
      signingOut.join(Duration.ofMillis(SIGN_OUT_AT_MOST_MS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(String complaint) {
    if (result == null) {
      result = new Result(1, List.of(complaint));
    }
  }

  private Result left() {
    Result ended = result == null ? new Result(0, List.of()) : result;
    List<String> complaints = new ArrayList<>(ended.complaints());
    int unsent = desk.chat().unsentCount();
    if (unsent > 0) {
      complaints.add(surroundings.texts().of(TEXTS).get("unsent", unsent));
    }
    keeper.keep(true);
    signOut();
    return new Result(ended.exitCode(), complaints);
  }
}
