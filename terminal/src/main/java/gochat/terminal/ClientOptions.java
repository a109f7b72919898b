package gochat.terminal;

import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.ServerAddresses;
import gochat.terminal.exit.ExitCode;
import gochat.terminal.pipe.Subcommand;
import gochat.terminal.profile.Profile;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options of the command line, completed from the profile.
///
/// @param security how the connection is protected
/// @param name null to ask for it
/// @param invitation the code or the link of an invitation to the server; empty for none
/// @param exitCode not null if the program must end with it at once
/// @param profile the user's other settings
/// @param isPlain whether to use lines instead of a screen
/// @param isColored false to use no colours
/// @param invocation null for the interactive client
record ClientOptions(
    ServerAddresses server,
    Security security,
    @Nullable String name,
    String invitation,
    @Nullable Integer exitCode,
    Profile profile,
    boolean isPlain,
    boolean isColored,
    @Nullable Invocation invocation) {
  private static final ServerAddresses DEFAULT_SERVER =
      ServerAddresses.of(new ServerAddress("localhost", ServerAddress.DEFAULT_PORT));

  /// A subcommand and its arguments.
  record Invocation(Subcommand subcommand, ParseResult parsed) {}

  /// The source of profiles.
  @FunctionalInterface
  interface Profiles {
    /// Returns an empty profile for each name.
    Profiles NONE = _ -> Profile.DEFAULT;

    /// @param name null for the default profile
    Profile read(@Nullable String name) throws ProfileException;
  }

  /// Options without a profile, for the interactive client.
  ClientOptions(
      ServerAddresses server,
      Security security,
      @Nullable String name,
      @Nullable Integer exitCode) {
    this(server, security, name, "", exitCode, Profile.DEFAULT, false, true, null);
  }

  static ClientOptions parse(String[] args, Texts texts, PrintStream out, PrintStream err) {
    return parse(args, Profiles.NONE, texts, out, err);
  }

  /// Handles `--help`, `--version` and wrong usage.
  static ClientOptions parse(
      String[] args, Profiles profiles, Texts texts, PrintStream out, PrintStream err) {
    String help = CommandLines.PROGRAM + " --help";
    try {
      CommandLine command = CommandLines.beginning(texts);
      ParseResult parsed = command.parseArgs(args);
      Subcommand subcommand = null;
      List<String> words = words(parsed);
      if (!words.isEmpty() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
        subcommand = Subcommand.of(words.getFirst()).orElse(null);
        if (subcommand == null) {
          err.println(
              texts.get(
                  "usage.no-command", VisibleText.sentence(words.getFirst()), Subcommand.words()));
          return done(ExitCode.USAGE);
        }
        help = CommandLines.PROGRAM + " " + subcommand.word() + " --help";
        command = CommandLines.subcommand(subcommand, texts);
        parsed = command.parseArgs(withoutWord(args, words));
      }
      if (parsed.isUsageHelpRequested()) {
        command.usage(out);
        return done(ExitCode.DONE);
      }
      if (parsed.isVersionHelpRequested()) {
        command.printVersionHelp(out);
        return done(ExitCode.DONE);
      }
      return options(parsed, subcommand, profiles, texts);
    } catch (SecurityOptions.Unusable e) {
      err.println(VisibleText.sentence(String.valueOf(e.getMessage())));
      return done(e.exitCode());
    } catch (ProfileException e) {
      err.println(e.getMessage());
      return done(ExitCode.USAGE);
    } catch (ParameterException e) {
      err.println(
          texts.get("usage.wrong", VisibleText.sentence(String.valueOf(e.getMessage())), help));
    }
    return done(ExitCode.USAGE);
  }

  private static List<String> words(ParseResult parsed) {
    String @Nullable [] words = parsed.commandSpec().positionalParameters().getFirst().getValue();
    return words == null ? List.of() : List.of(words);
  }

  /// Joins the options before and after the subcommand.
  private static String[] withoutWord(String[] args, List<String> words) {
    Stream<String> before = Arrays.stream(args).limit(args.length - words.size());
    return Stream.concat(before, words.stream().skip(1)).toArray(String[]::new);
  }

  private static ClientOptions options(
      ParseResult parsed, @Nullable Subcommand subcommand, Profiles profiles, Texts texts)
      throws SecurityOptions.Unusable, ProfileException {
    String profileName = parsed.matchedOptionValue(CommandLines.PROFILE, null);
    Profile profile = profiles.read(profileName);
    String configured = Objects.requireNonNullElse(profile.server(), DEFAULT_SERVER.toString());
    ServerAddresses server =
        server(parsed, parsed.matchedOptionValue(CommandLines.SERVER, configured), texts);
    // The security settings of one server say nothing about another.
    boolean isProfilesServer = server.isSameServer(ServerAddresses.parse(configured));
    Security security =
        SecurityOptions.areGiven(parsed) || !isProfilesServer
            ? SecurityOptions.read(parsed, texts)
            : SecurityOptions.of(profile.encryption(), texts);
    String name = parsed.matchedOptionValue(CommandLines.NAME, "");
    return new ClientOptions(
        server,
        security,
        name.isBlank() ? profile.name() : name.strip(),
        parsed.matchedOptionValue(CommandLines.INVITE, "").strip(),
        null,
        profile,
        subcommand == null && parsed.hasMatchedOption(CommandLines.PLAIN),
        !parsed.hasMatchedOption(CommandLines.NO_COLOR),
        subcommand == null ? null : new Invocation(subcommand, parsed));
  }

  private static ServerAddresses server(ParseResult parsed, String typed, Texts texts) {
    try {
      return ServerAddresses.parse(typed);
    } catch (IllegalArgumentException _) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(),
          texts.get("usage.server-wrong", VisibleText.sentence(typed)));
    }
  }

  private static ClientOptions done(ExitCode exitCode) {
    return new ClientOptions(DEFAULT_SERVER, new Security.Plaintext(), null, exitCode.number());
  }
}
