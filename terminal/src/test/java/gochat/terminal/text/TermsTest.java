package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares docs/translation.md with all Chinese texts for users.
class TermsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE =
      ROOT.resolve("server/src/main/resources/gochat/web/page/js/texts");
  private static final Path TERMINAL = ROOT.resolve("terminal/src/main/resources/gochat/terminal");

  private static final List<Path> TEXTS =
      List.of(
          PAGE.resolve("account.js"),
          PAGE.resolve("common.js"),
          PAGE.resolve("messages.js"),
          PAGE.resolve("problems.js"),
          PAGE.resolve("rooms.js"),
          TERMINAL.resolve("live_zh.properties"),
          TERMINAL.resolve("pipe_zh.properties"),
          TERMINAL.resolve("profile_zh.properties"),
          TERMINAL.resolve("texts_zh.properties"),
          ROOT.resolve("server/src/main/resources/gochat/ops/messages_zh.properties"),
          ROOT.resolve("README.zh-CN.md"),
          ROOT.resolve("docs/administrate.zh-CN.md"),
          ROOT.resolve("docs/operate.zh-CN.md"));

  /// A term may be a part of another one, such as 话题 of 话题串.
  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed();

  private record Term(String english, List<String> chinese, List<String> others) {}

  private static List<Term> terms() throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("docs/translation.md"))) {
      return lines
          .filter(line -> line.startsWith("| ") && !line.startsWith("| English"))
          .map(line -> line.split("\\|", -1))
          .map(cells -> new Term(cells[1].strip(), words(cells[2]), words(cells[3])))
          .toList();
    }
  }

  private static List<String> words(String cell) {
    return Pattern.compile("\\p{IsHan}+").matcher(cell).results().map(m -> m.group()).toList();
  }

  @Test
  void eachConceptHasOneTermInAllTexts() throws IOException {
    List<Term> terms = terms();
    List<String> right =
        terms.stream().flatMap(term -> term.chinese().stream()).sorted(LONGEST_FIRST).toList();
    Map<String, String> found = new TreeMap<>();
    for (Path path : TEXTS) {
      for (String line : Files.readAllLines(path)) {
        String rest = line;
        for (String term : right) {
          rest = rest.replace(term, "");
        }
        for (Term term : terms) {
          term.others().stream()
              .filter(rest::contains)
              .forEach(other ->
                  found.put(path.getFileName() + ": " + line, other + ", not " + term.chinese()));
        }
      }
    }

    assertThat(terms).hasSizeGreaterThan(20);
    assertThat(found).isEmpty();
  }

  @Test
  void rolesAreCalledTheSameEverywhere() throws IOException {
    for (Term term : terms()) {
      String role = term.english().replaceAll(" .*", "");
      if (List.of("member", "moderator", "owner").contains(role)) {
        assertThat(
                List.of(
                    one(
                        PAGE.resolve("rooms.js"),
                        "\"role." + role.toUpperCase(Locale.ROOT) + "\": .*\"(.*)\"],"),
                    one(TERMINAL.resolve("texts_zh.properties"), "event.role-" + role + "=(.*)"),
                    one(TERMINAL.resolve("pipe_zh.properties"), "role." + role + "=(.*)")))
            .as(role)
            .containsOnly(term.chinese().getFirst());
      }
    }
  }

  private static String one(Path path, String line) throws IOException {
    Matcher found = Pattern.compile(line).matcher(Files.readString(path));
    assertThat(found.find()).as(line).isTrue();
    return found.group(1);
  }
}
