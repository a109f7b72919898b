package gochat.terminal;

import gochat.terminal.pipe.Subcommand;
import gochat.terminal.text.Texts;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The models of the command line for picocli. They are built without annotations, and only the
/// required one, to start quickly.
final class CommandLines {
  static final String PROGRAM = "client";

  static final String NAME = "--name";
  static final String SERVER = "--server";
  static final String INVITE = "--invite";
  static final String PROFILE = "--profile";
  static final String PLAIN = "--plain";
  static final String NO_COLOR = "--no-color";

  private CommandLines() {}

  /// The options before a subcommand; all words from the subcommand on are left to [#subcommand].
  static CommandLine beginning(Texts texts) {
    CommandSpec spec = root(texts);
    spec.usageMessage()
        .customSynopsis(
            PROGRAM + " " + texts.get("usage.options"),
            "       " + PROGRAM + " " + texts.get("usage.command-options"))
        .footerHeading("%n" + texts.get("usage.commands") + "%n")
        .sectionMap()
        .put(UsageMessageSpec.SECTION_KEY_FOOTER, help -> summaries(help, texts));
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(String[].class)
            .hidden(true)
            .build());
    return new CommandLine(spec).setStopAtPositional(true);
  }

  /// The subcommands in two columns.
  private static String summaries(Help help, Texts texts) {
    List<Subcommand> all = List.of(Subcommand.values());
    int indent = 2;
    int width =
        indent + 2 + all.stream().mapToInt(each -> each.word().length()).max().orElseThrow();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(width, indent, Overflow.TRUNCATE),
            new Column(help.commandSpec().usageMessage().width() - width, 0, Overflow.WRAP));
    table.setAdjustLineBreaksForWideCJKCharacters(true);
    all.forEach(each -> table.addRowValues(each.word(), each.summary(texts)));
    return table.toString();
  }

  static CommandLine subcommand(Subcommand subcommand, Texts texts) {
    return new CommandLine(spec(subcommand, PROGRAM + " " + subcommand.word(), texts));
  }

  /// The complete model, which takes a while to build.
  static CommandLine whole(Texts texts) {
    CommandSpec spec = root(texts);
    for (Subcommand subcommand : Subcommand.values()) {
      spec.addSubcommand(subcommand.word(), spec(subcommand, subcommand.word(), texts));
    }
    return new CommandLine(spec);
  }

  private static CommandSpec root(Texts texts) {
    CommandSpec spec = CommandSpec.create().name(PROGRAM).version("gochat " + version());
    spec.usageMessage().description(texts.get("usage"));
    addCommonTo(spec, texts);
    spec.addOption(
        OptionSpec.builder("-invite", INVITE)
            .paramLabel("CODE")
            .type(String.class)
            .description(texts.get("usage.invite"))
            .build());
    spec.addOption(
        OptionSpec.builder(PLAIN)
            .type(boolean.class)
            .description(texts.get("usage.plain"))
            .build());
    return spec;
  }

  private static CommandSpec spec(Subcommand subcommand, String name, Texts texts) {
    CommandSpec spec = CommandSpec.create().name(name).version("gochat " + version());
    subcommand.declare(spec, texts);
    addCommonTo(spec, texts);
    return spec;
  }

  private static void addCommonTo(CommandSpec spec, Texts texts) {
    spec.addOption(
        OptionSpec.builder("-name", NAME)
            .paramLabel("NAME")
            .type(String.class)
            .description(texts.get("usage.name"))
            .build());
    spec.addOption(
        OptionSpec.builder("-server", SERVER)
            .paramLabel("HOST:PORT")
            .type(String.class)
            .description(texts.get("usage.server"))
            .build());
    SecurityOptions.addTo(spec, texts);
    spec.addOption(
        OptionSpec.builder(PROFILE)
            .paramLabel("PROFILE")
            .type(String.class)
            .description(texts.get("usage.profile"))
            .build());
    spec.addOption(
        OptionSpec.builder(NO_COLOR)
            .type(boolean.class)
            .description(texts.get("usage.no-color"))
            .build());
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description(texts.get("usage.help"))
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description(texts.get("usage.version"))
            .build());
  }

  private static String version() {
    String version = CommandLines.class.getPackage().getImplementationVersion();
    return version == null ? "(built from source)" : version;
  }
}
