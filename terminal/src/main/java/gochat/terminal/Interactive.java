package gochat.terminal;

import gochat.client.v1.Endpoint;
import gochat.terminal.exit.SessionResult;
import gochat.terminal.live.LiveSession;
import gochat.terminal.live.SignIn;
import gochat.terminal.live.TokenStore;
import gochat.terminal.profile.CredentialStore;
import gochat.terminal.profile.Profile.Notification;
import gochat.terminal.profile.UserDirectories;
import gochat.terminal.screen.Theme;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The interactive client: a screen if the server speaks the v1 API, else the client of the first
/// contract.
final class Interactive {
  private final ClientOptions options;
  private final UserDirectories directories;
  private final Map<String, String> environment;
  private final TerminalConsole console;
  private final Texts texts;

  /// @param environment the variables of the process
  Interactive(
      ClientOptions options,
      UserDirectories directories,
      Map<String, String> environment,
      TerminalConsole console,
      Texts texts) {
    this.options = options;
    this.directories = directories;
    this.environment = environment;
    this.console = console;
    this.texts = texts;
  }

  /// @param onSignal receives a function that ends the program with an exit code
  SessionResult run(Consumer<IntConsumer> onSignal) {
    AtomicReference<@Nullable Integer> ended = new AtomicReference<>();
    AtomicReference<IntConsumer> end =
        new AtomicReference<>(exitCode -> {
          ended.set(exitCode);
          // Nothing was started, so a server that does not answer need not be waited for.
          console.close();
          Runtime.getRuntime().halt(exitCode);
        });
    onSignal.accept(exitCode -> end.get().accept(exitCode));
    console.onLeave(() -> end.get().accept(0));

    Endpoint server = new Endpoint(options.server(), options.security());
    TokenStore tokens =
        new TokenStore(
            new CredentialStore(directories.credentialsFile(), texts), server, console::notice);
    SignIn.Result result =
        new SignIn(
                server,
                new SignIn.Given(options.name(), options.invitation()),
                tokens,
                new ConsolePrompter(),
                texts)
            .run();
    Integer exitCode = ended.get();
    if (exitCode != null) {
      return new SessionResult(exitCode, List.of());
    }
    return switch (result) {
      case SignIn.Result.Left _ -> SessionResult.LEFT;
      case SignIn.Result.Failed(var complaint) -> SessionResult.failed(complaint);
      case SignIn.Result.FirstContract(var name) -> {
        ChatSession session = Main.session(options, options.name(), console, texts);
        end.set(session::end);
        yield session.run(name);
      }
      case SignIn.Result.Success in -> live(server, tokens, in, end);
    };
  }

  private SessionResult live(
      Endpoint server,
      TokenStore tokens,
      SignIn.Result.Success in,
      AtomicReference<IntConsumer> end) {
    LiveSession.Environment environment =
        new LiveSession.Environment(
            server, console.terminal(), texts, tokens, settings(), stateFile(in.user().getName()));
    try {
      return LiveSession.run(environment, in, end::set);
    } catch (RuntimeException | Error e) {
      // The screen has been restored, so that the user can read this.
      return crashed(e);
    }
  }

  /// The lines that a bug report needs.
  private SessionResult crashed(Throwable fault) {
    String sentence = texts.of("live").get("crashed", VisibleText.sentence(fault.toString()));
    Stream<String> where = Arrays.stream(fault.getStackTrace()).map(frame -> "  at " + frame);
    return new SessionResult(1, Stream.concat(Stream.of(sentence), where).toList());
  }

  private LiveSession.Display settings() {
    Set<Notification> notifications = options.profile().notifications();
    Theme theme =
        switch (options.profile().theme()) {
          case AUTO -> Theme.AUTO;
          case DARK -> Theme.DARK;
          case LIGHT -> Theme.LIGHT;
        };
    return new LiveSession.Display(
        options.isColored() && environment.getOrDefault("NO_COLOR", "").isEmpty()
            ? theme
            : Theme.PLAIN,
        notifications.contains(Notification.HIGHLIGHT),
        notifications.contains(Notification.BELL),
        notifications.contains(Notification.DESKTOP));
  }

  /// One file for each server and name.
  private Path stateFile(String name) {
    String file =
        URLEncoder.encode(options.server() + " " + name, StandardCharsets.UTF_8) + ".state";
    return directories.state().resolve(file);
  }

  private final class ConsolePrompter implements SignIn.Prompter {
    @Override
    public @Nullable String ask(String prompt) {
      return console.readLine(prompt);
    }

    @Override
    public @Nullable String askSecret(String prompt) {
      return console.readSecret(prompt);
    }

    @Override
    public void say(String sentence) {
      console.notice(sentence);
    }
  }
}
