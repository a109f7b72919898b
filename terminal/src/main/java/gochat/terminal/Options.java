package gochat.terminal;

import gochat.client.Security;
import gochat.client.ServerAddress;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What the command line asks for.
///
/// @param security what the server has to prove
/// @param name null when it is to be asked for
/// @param exitCode not null when all has been said and the program ends
record Options(
    ServerAddress server, Security security, @Nullable String name, @Nullable Integer exitCode) {
  private static final ServerAddress DEFAULT_SERVER =
      new ServerAddress("localhost", ServerAddress.DEFAULT_PORT);
  static final int WRONG_USAGE = 2;

  /// Answers `--help`, `--version` and mistakes itself.
  static Options parse(String[] args, Texts texts, PrintStream out, PrintStream err) {
    CommandLine command = command(texts);
    try {
      ParseResult parsed = command.parseArgs(args);
      if (parsed.isUsageHelpRequested()) {
        command.usage(out);
        return done(0);
      }
      if (parsed.isVersionHelpRequested()) {
        command.printVersionHelp(out);
        return done(0);
      }
      String server = parsed.matchedOptionValue("--server", DEFAULT_SERVER.toString());
      String name = parsed.matchedOptionValue("--name", "");
      return new Options(
          ServerAddress.parse(server),
          SecurityOptions.read(parsed, texts),
          name.isBlank() ? null : name.strip(),
          null);
    } catch (SecurityOptions.Unusable e) {
      err.println(VisibleText.sentence(String.valueOf(e.getMessage())));
      return done(e.exitCode());
    } catch (ParameterException e) {
      err.println(texts.get("usage.wrong", VisibleText.sentence(String.valueOf(e.getMessage()))));
    } catch (IllegalArgumentException e) {
      err.println(
          texts.get("usage.server-wrong", VisibleText.sentence(String.valueOf(e.getMessage()))));
    }
    return done(WRONG_USAGE);
  }

  private static Options done(int exitCode) {
    return new Options(DEFAULT_SERVER, new Security.Plaintext(), null, exitCode);
  }

  private static CommandLine command(Texts texts) {
    CommandSpec spec = CommandSpec.create().name("client").version("gochat " + version());
    spec.usageMessage().description(texts.get("usage"));
    spec.addOption(
        option("-name", "--name")
            .paramLabel("NAME")
            .type(String.class)
            .description(texts.get("usage.name"))
            .build());
    spec.addOption(
        option("-server", "--server")
            .paramLabel("HOST:PORT")
            .type(String.class)
            .description(texts.get("usage.server"))
            .build());
    SecurityOptions.addTo(spec, texts);
    spec.addOption(
        option("-h", "--help").usageHelp(true).description(texts.get("usage.help")).build());
    spec.addOption(
        option("-V", "--version")
            .versionHelp(true)
            .description(texts.get("usage.version"))
            .build());
    return new CommandLine(spec);
  }

  private static OptionSpec.Builder option(String... names) {
    return OptionSpec.builder(names);
  }

  private static String version() {
    String version = Options.class.getPackage().getImplementationVersion();
    return version == null ? "(built from source)" : version;
  }
}
