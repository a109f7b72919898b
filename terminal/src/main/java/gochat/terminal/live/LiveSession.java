package gochat.terminal.live;

import gochat.client.v1.ChatEvent;
import gochat.client.v1.Endpoint;
import gochat.terminal.chat.Conversations;
import gochat.terminal.chat.Room;
import gochat.terminal.screen.InputHistory;
import gochat.terminal.screen.InputLine;
import gochat.terminal.screen.Key;
import gochat.terminal.screen.KeyEvent;
import gochat.terminal.screen.Screen;
import gochat.terminal.text.Texts;
import gochat.v1.MarkReadRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
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

  private static final long MARK_READ_AFTER_MS = 500;
  private static final long TYPING_ENDS_AFTER_MS = 6_050;

  /// Between two of them the screen is drawn, however much comes.
  private static final int TASKS_MAX = 500;

  private final Entered.In entered;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Desk desk;
  private final History history;
  private final Typing typing;
  private final Keeper keeper;
  private final News news;
  private final Leaving leaving;
  private final AtomicBoolean isLeaveAsked = new AtomicBoolean();
  private @Nullable Result result;
  private boolean isMarkReadDue;

  private LiveSession(Surroundings surroundings, Entered.In entered, Kept kept) {
    this.entered = entered;
    Attributes found = surroundings.terminal().getAttributes();
    Texts texts = surroundings.texts().of("live");
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
    Identity identity =
        new Identity(
            desk,
            surroundings.tokens(),
            entered.user().getName(),
            entered.token(),
            this::later,
            end);
    news = new News(surroundings, desk, identity, this::fail);
    leaving = new Leaving(surroundings, desk, identity, keeper, found);
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
        screen.listen();
        uplink.open(entered.token());
        work(screen);
      }
      // All that may wait comes after the terminal is as it was and what was typed is kept.
      List<String> lost = leaving.leave(this::finishTasks);
      Result ended = result == null ? new Result(0, List.of()) : result;
      return new Result(
          ended.exitCode(), Stream.concat(ended.complaints().stream(), lost.stream()).toList());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Result(1, List.of());
    } catch (RuntimeException | Error e) {
      keeper.keepInSpiteOf(e);
      throw e;
    }
  }

  private void finishTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
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
  private void struck(KeyEvent event) {
    if (event instanceof KeyEvent.Pressed(Key key)
        && key == Key.LEAVE
        && isLeaveAsked.getAndSet(true)) {
      leaving.atOnce();
    }
    tasks.add(() -> typed(event));
  }

  private void typed(KeyEvent event) {
    if (result == null) {
      typing.on(event);
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
    news.on(event);
    switch (event) {
      case ChatEvent.Connected _ -> keeper.keepSoon();
      case ChatEvent.Typing _ -> later(TYPING_ENDS_AFTER_MS, () -> {});
      default -> {}
    }
  }

  private void fail(String complaint) {
    if (result == null) {
      result = new Result(1, List.of(complaint));
    }
  }
}
