package gochat.terminal.live;

import gochat.client.v1.ChatEvent;
import gochat.client.v1.Endpoint;
import gochat.terminal.chat.ChatModel;
import gochat.terminal.chat.Room;
import gochat.terminal.exit.SessionResult;
import gochat.terminal.screen.InputHistory;
import gochat.terminal.screen.InputLine;
import gochat.terminal.screen.Key;
import gochat.terminal.screen.KeyEvent;
import gochat.terminal.screen.Screen;
import gochat.terminal.screen.Theme;
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
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/// An interactive session, from sign-in to shutdown.
///
/// One thread, that of [#run], owns the model and draws the screen. Keys and events come to it as
/// tasks.
public final class LiveSession {
  /// The environment of a session.
  ///
  /// @param texts of the whole program
  /// @param stateFile the file for drafts and history of the input; null: none
  public record Environment(
      Endpoint server,
      Terminal terminal,
      Texts texts,
      TokenStore tokens,
      Display display,
      @Nullable Path stateFile) {}

  /// The user's settings of the screen.
  ///
  /// @param highlights whether messages to the user are highlighted
  /// @param rings whether the bell rings for messages to the user
  /// @param notifies whether the terminal shows a desktop notification for them
  public record Display(Theme theme, boolean highlights, boolean rings, boolean notifies) {
    public static final Display DEFAULT = new Display(Theme.AUTO, true, true, true);
  }

  /// Runs `task` on the session's thread after `delayMs`.
  interface Scheduler {
    void after(long delayMs, Runnable task);
  }

  private static final long MARK_READ_AFTER_MS = 500;
  private static final long TYPING_ENDS_AFTER_MS = 6_050;

  /// The screen is drawn after at most this many tasks.
  private static final int TASKS_MAX = 500;

  private final SignIn.Result.Success signedIn;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final ChatView view;
  private final HistoryLoader history;
  private final InputHandler inputHandler;
  private final StateFile stateFile;
  private final EventHandler events;
  private final Shutdown shutdown;
  private final AtomicBoolean isLeaveAsked = new AtomicBoolean();
  private @Nullable SessionResult result;
  private boolean isMarkReadDue;
  private boolean isCountDue;

  private LiveSession(Environment environment, SignIn.Result.Success signedIn, SavedState saved) {
    this.signedIn = signedIn;
    Attributes found = environment.terminal().getAttributes();
    Texts texts = environment.texts().of("live");
    ChatModel chat = new ChatModel(signedIn.user());
    chat.restore(saved.drafts(), saved.roomId());
    CompletionNames names = new CompletionNames();
    InputLine input = new InputLine(new InputHistory(saved.entries()), names, names::choices);
    Screen screen =
        new Screen(
            environment.terminal(),
            texts,
            environment.display().theme(),
            chat,
            input,
            this::keyPressed,
            () -> tasks.add(() -> {}),
            isSuspended -> tasks.add(() -> suspended(isSuspended)));
    screen.highlights(environment.display().highlights());
    screen.bell().rings(environment.display().rings());
    screen.bell().notifies(environment.display().notifies());
    ChatConnection connection = new ChatConnection(environment.server(), tasks::add, this::on);
    view = new ChatView(chat, screen, input, connection, environment.texts());
    names.use(view);
    stateFile = new StateFile(view, environment.stateFile(), saved, this::later);
    Runnable end = () -> end(0);
    AccountActions account =
        new AccountActions(
            view,
            environment.tokens(),
            signedIn.user().getName(),
            signedIn.token(),
            this::later,
            end);
    events = new EventHandler(environment, view, account, this::fail);
    shutdown = new Shutdown(environment, view, account, stateFile, found);
    history = new HistoryLoader(view);
    inputHandler =
        new InputHandler(
            view, names, account, history, new ChatActions(view, account, history, end), end);
  }

  /// @param ended receives a function that ends the session, for any thread
  public static SessionResult run(
      Environment environment, SignIn.Result.Success signedIn, EndedBy ended) {
    Path file = environment.stateFile();
    LiveSession session =
        new LiveSession(
            environment, signedIn, file == null ? SavedState.NOTHING : SavedState.load(file));
    ended.by(exitCode -> session.tasks.add(() -> session.end(exitCode)));
    return session.run();
  }

  /// Receives a function that ends the session with an exit code.
  public interface EndedBy {
    void by(IntConsumer end);
  }

  private SessionResult run() {
    try (ChatConnection connection = view.connection()) {
      try (Screen screen = view.screen()) {
        screen.listen();
        connection.open(signedIn.token());
        view.learnFeatures();
        if (!signedIn.notice().isEmpty()) {
          view.say(signedIn.notice());
        }
        work(screen);
      }
      // Waiting comes last: by now the terminal is restored and the drafts are saved.
      List<String> lost = shutdown.leave(this::finishTasks);
      SessionResult ended = result == null ? SessionResult.LEFT : result;
      return ended.withComplaints(lost);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new SessionResult(1, List.of());
    } catch (RuntimeException | Error e) {
      stateFile.saveAfterFault(e);
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
      draw(screen);
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
    view.follow();
  }

  private void draw(Screen screen) {
    ChatModel chat = view.chat();
    chat.isAtEnd(screen.isAtEnd());
    markRead();
    screen.draw(ChatView.now());
    countDown();
    history.drawn();
  }

  /// Sends the read position to the server, not for each message.
  private void markRead() {
    long seq = view.chat().seen();
    Room room = view.chat().current();
    if (seq < 0 || room == null || isMarkReadDue) {
      return;
    }
    isMarkReadDue = true;
    later(
        MARK_READ_AFTER_MS,
        () -> {
          isMarkReadDue = false;
          view.connection()
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

  /// Draws the screen again when the time that slow mode takes has one second less.
  private void countDown() {
    Room room = view.chat().current();
    long waitMs = room == null ? 0 : room.slowModeWaitMs(ChatView.now());
    if (waitMs > 0 && !isCountDue) {
      isCountDue = true;
      later((waitMs - 1) % 1_000 + 1, () -> isCountDue = false);
    }
  }

  private void later(long ms, Runnable task) {
    CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS).execute(() -> tasks.add(task));
  }

  private void end(int exitCode) {
    if (result == null) {
      result = new SessionResult(exitCode, List.of());
    }
  }

  /// Called by the keyboard's thread, which runs even while the session's thread is blocked.
  private void keyPressed(KeyEvent event) {
    if (event instanceof KeyEvent.Pressed(Key key)
        && key == Key.LEAVE
        && isLeaveAsked.getAndSet(true)) {
      shutdown.atOnce();
    }
    tasks.add(() -> typed(event));
  }

  private void typed(KeyEvent event) {
    if (result == null) {
      inputHandler.on(event);
      stateFile.saveSoon();
    }
  }

  private void suspended(boolean isSuspended) {
    if (result != null) {
      return;
    }
    if (isSuspended) {
      // The process may be killed while it is suspended.
      stateFile.save(true);
      view.screen().suspend();
    } else {
      view.screen().resume();
    }
  }

  private void on(ChatEvent event) {
    events.on(event);
    switch (event) {
      case ChatEvent.Connected _ -> stateFile.saveSoon();
      case ChatEvent.Typing _ -> later(TYPING_ENDS_AFTER_MS, () -> {});
      default -> {}
    }
  }

  private void fail(String complaint) {
    if (result == null) {
      result = SessionResult.failed(complaint);
    }
  }
}
