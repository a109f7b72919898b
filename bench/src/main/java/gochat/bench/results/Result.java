package gochat.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of a file of results: a flat JSON object without escapes.
record Result(Map<String, String> fields) {
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|([^,}\"]+))");

  static List<Result> read(List<Path> files) throws IOException {
    List<Result> results = new ArrayList<>();
    for (Path file : files) {
      Files.readAllLines(file).stream().map(Result::parse).forEach(results::add);
    }
    return results;
  }

  static Result parse(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(line);
    while (field.find()) {
      fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
    }
    return new Result(fields);
  }

  /// The text of a field, empty without one.
  String text(String key) {
    return fields.getOrDefault(key, "");
  }

  boolean is(String key, String value) {
    return text(key).equals(value);
  }

  OptionalDouble number(String key) {
    String text = text(key);
    return text.isEmpty() || text.equals("null")
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(text));
  }

  long count(String key) {
    return (long) number(key).orElse(0);
  }

  /// The number of the comparison's round that the run was part of.
  int round() {
    return (int) number("round").orElse(0);
  }
}
