package gochat.server;

import gochat.ops.Messages;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The command line: a flag for each [Setting], and flags that only print something.
final class CommandLineFlags {
  static final String COMMAND = "bin/server";

  private final CommandLine commandLine;

  CommandLineFlags(Messages messages) {
    CommandSpec spec = CommandSpec.create().name(COMMAND);
    spec.usageMessage()
        .description(messages.get("help.synopsis"))
        .footer(
            "",
            messages.get("help.sources"),
            messages.get("help.admin"),
            messages.get("help.transfer"))
        .customSynopsis(COMMAND + " [OPTION]...")
        .sortOptions(false)
        .width(110);
    for (Setting setting : Setting.values()) {
      OptionSpec.Builder option =
          OptionSpec.builder(setting.flag())
              .type(String.class)
              .paramLabel(label(setting))
              .description(describe(setting, messages));
      if (setting.isSwitch()) {
        option.arity("0..1").fallbackValue("on");
      }
      spec.addOption(option.build());
    }
    spec.addOption(
        OptionSpec.builder("--config")
            .type(Path.class)
            .paramLabel("FILE")
            .description(messages.get("help.config"))
            .build());
    spec.addOption(show("--print-config", messages).build());
    spec.addOption(show("--restored", messages).build());
    spec.addOption(show("--help", messages).usageHelp(true).build());
    spec.addOption(show("--version", messages).versionHelp(true).build());
    commandLine = new CommandLine(spec);
  }

  private static OptionSpec.Builder show(String flag, Messages messages) {
    return OptionSpec.builder(flag).description(messages.get("help." + flag.substring(2)));
  }

  private static String label(Setting setting) {
    return switch (setting.accepted()) {
      case Setting.Accepted.Range _ -> "N";
      case Setting.Accepted.Location location -> location.label();
      case Setting.Accepted.Networks _ -> "NETWORKS";
      case Setting.Accepted.Rooms _ -> "ROOMS";
      case Setting.Accepted.Listed listed -> listed.label();
      case Setting.Accepted.Line line -> line.label();
      case Setting.Accepted.Time _ -> "TIME";
      case Setting.Accepted.Url _ -> "URL";
      case Setting.Accepted.Text _, Setting.Accepted.RangeOr _, Setting.Accepted.Choice _ ->
          "VALUE";
    };
  }

  private static String describe(Setting setting, Messages messages) {
    String what = messages.get("setting." + setting.key());
    String text =
        switch (setting.accepted()) {
          case Setting.Accepted.Text _,
              Setting.Accepted.Url _,
              Setting.Accepted.Networks _,
              Setting.Accepted.Rooms _,
              Setting.Accepted.Time _ ->
              messages.get("help.text", what, setting.defaultValue());
          case Setting.Accepted.Location(_, _, boolean isOptional) ->
              isOptional ? what : messages.get("help.text", what, setting.defaultValue());
          case Setting.Accepted.Line _ ->
              setting.defaultValue().isEmpty()
                  ? what
                  : messages.get("help.text", what, setting.defaultValue());
          case Setting.Accepted.Listed _ -> what;
          case Setting.Accepted.Range(int min, int max) ->
              messages.get("help.values", what, min + ".." + max, setting.defaultValue());
          case Setting.Accepted.RangeOr numberOrWord ->
              messages.get("help.values", what, numberOrWord.expectation(), setting.defaultValue());
          case Setting.Accepted.Choice(List<String> values) ->
              messages.get("help.values", what, String.join(" | ", values), setting.defaultValue());
        };
    // Picocli reads a description as a format.
    return text.replace("%", "%%");
  }

  String help() {
    return commandLine.getUsageMessage();
  }

  /// @throws CommandLine.ParameterException when an argument is unknown or malformed
  Flags parse(String... arguments) {
    ParseResult parsed = commandLine.parseArgs(arguments);
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      if (parsed.hasMatchedOption(setting.flag())) {
        settings.put(setting, parsed.<String>matchedOptionValue(setting.flag(), ""));
      }
    }
    Show show =
        parsed.isUsageHelpRequested()
            ? Show.HELP
            : parsed.isVersionHelpRequested()
                ? Show.VERSION
                : parsed.hasMatchedOption("--print-config")
                    ? Show.CONFIG
                    : parsed.hasMatchedOption("--restored") ? Show.RESTORED : Show.NOTHING;
    return new Flags(show, parsed.matchedOptionValue("--config", null), settings);
  }

  /// The action instead of a start.
  enum Show {
    HELP,
    VERSION,
    CONFIG,
    /// Record that an older copy has replaced the data directory.
    RESTORED,
    NOTHING
  }

  /// @param config the configuration file, null for none
  record Flags(Show show, @Nullable Path config, Map<Setting, String> settings) {}
}
