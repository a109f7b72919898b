package gochat.terminal.live;

import static gochat.terminal.chat.ServerEvents.ALICE;
import static gochat.terminal.chat.ServerEvents.connected;
import static gochat.terminal.chat.ServerEvents.followed;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.client.ConnectionProblem;
import gochat.client.v1.ChatEvent;
import gochat.client.v1.Endpoint;
import gochat.terminal.chat.ChatModel;
import gochat.terminal.chat.Line;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.screen.InputHistory;
import gochat.terminal.screen.InputLine;
import gochat.terminal.screen.Screen;
import gochat.terminal.screen.Theme;
import gochat.terminal.text.Texts;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventHandlerTest {
  private static final String CONNECTED = "Connected to localhost:1 as Alice.";
  private static final ChatEvent LOST =
      new ChatEvent.Disconnected(new ConnectionProblem(ConnectionProblem.Kind.BROKEN, ""));

  @TempDir private Path directory;

  private final ChatModel chat = new ChatModel(ALICE);
  private Terminal terminal;
  private Screen screen;
  private EventHandler events;

  @BeforeEach
  void open() throws Exception {
    terminal = new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream());
    Texts texts = new Texts(Locale.ENGLISH);
    CompletionNames names = new CompletionNames();
    InputLine input = new InputLine(new InputHistory(List.of()), names, names::choices);
    screen =
        new Screen(terminal, texts.of("live"), Theme.AUTO, chat, input, _ -> {}, () -> {}, _ -> {});
    Endpoint server = Endpoint.plaintext("localhost:1");
    ChatView view =
        new ChatView(chat, screen, input, new ChatConnection(server, _ -> {}, _ -> {}), texts);
    TokenStore tokens =
        new TokenStore(
            new CredentialStore(directory.resolve("credentials"), texts), server, _ -> {});
    events =
        new EventHandler(
            new LiveSession.Environment(
                server, terminal, texts, tokens, LiveSession.Display.DEFAULT, null),
            view,
            new AccountActions(view, tokens, "Alice", "token", (_, _) -> {}, () -> {}),
            _ -> {});
  }

  @AfterEach
  void close() throws Exception {
    screen.close();
    terminal.close();
  }

  private List<String> told() {
    return chat.timeline().lines().stream()
        .filter(Line.Notice.class::isInstance)
        .map(line -> ((Line.Notice) line).text().lines().findFirst().orElse(""))
        .map(text -> text.startsWith(CONNECTED) ? CONNECTED : text)
        .toList();
  }

  @Test
  void theUserIsConnectedWhenTheLobbyIsThere() {
    events.on(connected());
    assertThat(told()).isEmpty();
    events.on(followed("lobby", 10));
    events.on(followed("dev", 0));
    assertThat(told()).containsExactly(CONNECTED);
  }

  @Test
  void theUserIsConnectedWhenTheRoomThatWasShownIsThereAgain() {
    chat.restore(Map.of(), "dev");
    events.on(connected());
    events.on(followed("lobby", 10));
    assertThat(told()).isEmpty();
    events.on(followed("dev", 0));
    assertThat(told()).containsExactly(CONNECTED);
  }

  @Test
  void theUserIsConnectedWithoutTheRoomThatWasShownIfItIsGone() {
    chat.restore(Map.of(), "dev");
    events.on(connected());
    events.on(followed("lobby", 10));
    events.on(new ChatEvent.CaughtUp());
    assertThat(told()).containsExactly(CONNECTED);
  }

  @Test
  void aLostConnectionIsBackAtOnceWhereARoomIsShown() {
    events.on(connected());
    events.on(followed("lobby", 10));
    events.on(LOST);
    events.on(connected());
    events.on(followed("lobby", 10));
    assertThat(told()).hasSize(3).endsWith("Connected again.");
  }

  @Test
  void aConnectionLostBeforeItsFirstRoomIsNotReportedAsRestored() {
    events.on(connected());
    events.on(LOST);
    events.on(connected());
    events.on(followed("lobby", 10));
    assertThat(told()).hasSize(2).endsWith(CONNECTED);
  }
}
