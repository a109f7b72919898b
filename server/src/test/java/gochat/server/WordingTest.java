package gochat.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Checks the part of "plain technical English" (CONTRIBUTING) that a program can check: no
/// sentence of a document, a proto, a comment or a message begins with "Who", "Whoever" or "What"
/// as a noun clause.
final class WordingTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NOUN_CLAUSE =
      Pattern.compile("(?:^|[.:;|] |// |/// |- |\")(?:Who|Whoever|What) [a-z]");

  @Test
  void noSentenceBeginsWithANounClauseInPlaceOfItsSubject() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : texts()) {
      List<String> lines = Files.readAllLines(file, UTF_8);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (NOUN_CLAUSE.matcher(line).find() && !line.contains("?")) {
          found.add("%s:%d: %s".formatted(ROOT.relativize(file), i + 1, line.strip()));
        }
      }
    }

    assertThat(found).isEmpty();
  }

  private static List<Path> texts() throws IOException {
    List<Path> texts = new ArrayList<>();
    texts.addAll(files(ROOT, 1, ".md"));
    texts.addAll(files(ROOT.resolve("docs"), 2, ".md"));
    texts.addAll(files(ROOT.resolve("protocol/src/main/proto/gochat"), 2, ".proto"));
    for (String module : List.of("server", "client", "terminal", "bench")) {
      texts.addAll(files(ROOT.resolve(module).resolve("src/main/java"), 20, ".java"));
    }
    Path page = ROOT.resolve("server/src/main/resources/gochat/web/page");
    for (String ending : List.of(".js", ".css", ".html")) {
      texts.addAll(files(page, 3, ending));
    }
    texts.add(ROOT.resolve("bench/README.md"));
    assertThat(texts).hasSizeGreaterThan(100);
    return texts;
  }

  private static List<Path> files(Path directory, int depth, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
