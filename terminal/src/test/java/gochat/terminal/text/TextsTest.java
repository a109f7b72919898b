package gochat.terminal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  @ParameterizedTest
  @ValueSource(strings = {"texts", "live", "pipe", "profile"})
  void bothLanguagesSayTheSameThings(String name) {
    Texts chinese = new Texts(Locale.CHINESE).of(name);
    Texts english = new Texts(Locale.ROOT).of(name);
    assertThat(chinese.bundle().keySet()).isEqualTo(english.bundle().keySet());
    for (String key : english.bundle().keySet()) {
      assertThat(chinese.get(key, 1, 2, 0, 0)).as(key).isNotEqualTo(english.get(key, 1, 2, 0, 0));
    }
  }

  /// A missing key would end the program.
  @Test
  void everyTextThatTheProgramNamesIsThere() throws Exception {
    Set<String> known = new HashSet<>();
    for (String name : List.of("texts", "live", "pipe", "profile")) {
      known.addAll(new Texts(Locale.ROOT).of(name).bundle().keySet());
    }
    Pattern named =
        Pattern.compile("(?:notice|text|get|giveBack)\\(\\s*\"([a-z][a-z0-9.-]+)\"[,)]");
    SortedSet<String> used = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        named.matcher(Files.readString(source)).results().forEach(key -> used.add(key.group(1)));
      }
    }
    assertThat(used).hasSizeGreaterThan(100);
    assertThat(known).containsAll(used);
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts", "live", "pipe", "profile"})
  void noTextStandsTwice(String name) throws Exception {
    for (String file : List.of(name, name + "_zh")) {
      try (Stream<String> lines =
          Files.lines(Path.of("src/main/resources/gochat/terminal", file + ".properties"))) {
        assertThat(lines.filter(line -> !line.startsWith("#") && line.contains("=")))
            .extracting(line -> line.substring(0, line.indexOf('=')))
            .doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zh_CN.UTF-8, 已重新连接。",
    "zh_TW, 已重新连接。",
    "zh, 已重新连接。",
    "en_US.UTF-8, Connected again.",
    "de_DE@euro, Connected again.",
    "C, Connected again.",
    "C.UTF-8, Connected again.",
    "POSIX, Connected again.",
    "!, Connected again.",
  })
  void theLanguageFollowsTheUsersLocale(String posixLocale, String text) {
    assertThat(Texts.forLocale(posixLocale).get("back")).isEqualTo(text);
  }

  @Test
  void numbersAreCounted() {
    Texts english = new Texts(Locale.ENGLISH);
    assertThat(english.get("unsent", 1)).isEqualTo("1 line was not sent.");
    assertThat(english.get("unsent", 2)).isEqualTo("2 lines were not sent.");
  }
}
