package gochat.terminal.pipe;

import gochat.terminal.text.VisibleText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Declares and reads options and parameters of the commands.
final class Parameters {
  private Parameters() {}

  /// @param shorter other names of the option
  static void flag(CommandSpec spec, String name, String description, String... shorter) {
    spec.addOption(
        OptionSpec.builder(name, shorter).type(boolean.class).description(description).build());
  }

  static void option(
      CommandSpec spec, String name, String label, String description, String... shorter) {
    spec.addOption(
        OptionSpec.builder(name, shorter)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /// An option that may be given several times.
  static void options(CommandSpec spec, String name, String label, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .arity("1")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /// An option with a fixed set of values.
  static void choice(CommandSpec spec, String name, List<String> words, String description) {
    spec.addOption(
        OptionSpec.builder(name)
            .type(String.class)
            .paramLabel(String.join("|", words))
            .completionCandidates(words)
            .description(description)
            .build());
  }

  /// A parameter with a fixed set of values.
  static void choiceParameter(CommandSpec spec, List<String> words, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(String.join("|", words))
            .completionCandidates(words)
            .description(description)
            .build());
  }

  /// @param arity such as `1`, `0..1` or `0..*`
  static void add(CommandSpec spec, String label, String arity, String description) {
    int index = spec.positionalParameters().size();
    boolean isLast = arity.endsWith("*");
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(isLast ? index + "..*" : Integer.toString(index))
            .arity(arity)
            .required(!arity.startsWith("0"))
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  static List<String> all(ParseResult parsed, int index) {
    @Nullable List<String> values =
        parsed.commandSpec().positionalParameters().get(index).getValue();
    return values == null ? List.of() : values;
  }

  static @Nullable String optional(ParseResult parsed, int index) {
    List<String> values = all(parsed, index);
    return values.isEmpty() ? null : values.getFirst();
  }

  static String required(ParseResult parsed, int index) {
    return all(parsed, index).getFirst();
  }

  /// The number of an option, from `min` to `max`; `otherwise` if the option is missing.
  static long number(
      ParseResult parsed, String option, long otherwise, long min, long max, CommandContext context)
      throws Failure {
    String typed = parsed.matchedOptionValue(option, null);
    if (typed == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(typed);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Reported below.
    }
    throw wrong(option, typed, min + ".." + max, context);
  }

  static Failure wrong(String option, String typed, String expected, CommandContext context) {
    return context.usage("usage.wrong-value", option, VisibleText.sentence(typed), expected);
  }
}
