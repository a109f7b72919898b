package gochat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.terminal.exit.ExitCode;
import gochat.terminal.pipe.Subcommand;
import gochat.terminal.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Compares `docs/cli.md` with the commands and options of the program.
class CliDocTest {
  private static final Texts TEXTS = new Texts(Locale.ENGLISH);

  private static String page;

  @BeforeAll
  static void readPage() throws Exception {
    page = Files.readString(Path.of("../docs/cli.md"));
  }

  @Test
  void theCommandsAreThoseOfTheProgram() {
    String commands =
        Arrays.stream(Subcommand.values())
            .map(CliDocTest::described)
            .collect(Collectors.joining("\n"));
    assertThat(page).contains("```text\n" + commands + "```");
  }

  private static String described(Subcommand subcommand) {
    CommandSpec spec = CommandSpec.create();
    subcommand.declare(spec, TEXTS);
    StringBuilder text = new StringBuilder("client ").append(subcommand.word());
    spec.options().forEach(option -> text.append(' ').append(synopsis(option)));
    spec.positionalParameters().forEach(place -> text.append(' ').append(synopsis(place)));
    text.append("\n    ").append(subcommand.summary(TEXTS)).append('\n');
    spec.positionalParameters().forEach(place -> text.append(row(place.paramLabel(), place)));
    spec.options().forEach(option -> text.append(row(option.longestName(), option)));
    return text.toString();
  }

  private static String synopsis(OptionSpec option) {
    String names = String.join("|", option.names());
    return option.type() == boolean.class
        ? "[" + names + "]"
        : "[" + names + " " + option.paramLabel() + "]";
  }

  private static String synopsis(PositionalParamSpec place) {
    String label = place.paramLabel() + (place.arity().isVariable() ? "..." : "");
    return place.required() ? label : "[" + label + "]";
  }

  private static String row(String name, ArgSpec spec) {
    return "    %-22s%s%n".formatted(name, spec.description()[0]);
  }

  @Test
  void theExitCodesAreThoseOfTheProgram() {
    Set<Integer> documented =
        Pattern.compile("(?m)^\\| `(\\d+)` \\|")
            .matcher(page)
            .results()
            .map(row -> Integer.parseInt(row.group(1)))
            .collect(Collectors.toSet());
    assertThat(documented)
        .containsAll(Arrays.stream(ExitCode.values()).map(ExitCode::number).toList());
  }

  @Test
  void everyOptionOfTheRecipesIsOne() {
    Set<String> known =
        CommandLines.whole(TEXTS).getSubcommands().values().stream()
            .flatMap(command -> command.getCommandSpec().options().stream())
            .flatMap(option -> Arrays.stream(option.names()))
            .collect(Collectors.toSet());
    known.add("--plain");
    assertThat(
            Pattern.compile("client [a-z#'@ ]*(--[a-z-]+)")
                .matcher(page)
                .results()
                .map((MatchResult option) -> option.group(1)))
        .isNotEmpty()
        .allMatch(known::contains);
  }
}
