package gochat.web;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import gochat.error.Failure;
import gochat.error.Reason;
import gochat.error.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of an HTTP/1.x request. The parser follows RFC 9112 strictly, without the exceptions
/// for old clients, so that no proxy can read the same bytes differently.
///
/// @param bodyBytes the length of the body, [#CHUNKED] for a chunked one
record Http1Head(String method, String target, String version, List<Field> fields, long bodyBytes) {
  static final long CHUNKED = -1;

  /// @param name in lower case
  record Field(String name, String value) {}

  /// @param sentence what is wrong with the request
  static Failure malformed(String sentence) {
    return Failure.of(Reason.HEADER_INVALID, sentence);
  }

  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
  private static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e\\x80-\\xff]+) (HTTP/1\\.[01])");
  private static final Pattern FIELD =
      Pattern.compile("(" + TOKEN + "):[ \t]*([\\x20-\\x7e\\x80-\\xff\t]*)");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  /// @param head without the empty line at its end; one character for each byte
  static Http1Head parse(String head) {
    String[] lines = head.split("\r\n", -1);
    Matcher line = REQUEST_LINE.matcher(lines[0]);
    if (!line.matches()) {
      throw malformed(
          "The first line is %s (expected: METHOD PATH HTTP/1.1)."
              .formatted(VisibleText.quoted(lines[0])));
    }
    List<Field> fields = new ArrayList<>(lines.length);
    for (int i = 1; i < lines.length; i++) {
      Matcher field = FIELD.matcher(lines[i]);
      if (!field.matches()) {
        throw malformed(
            lines[i].startsWith(" ") || lines[i].startsWith("\t")
                ? "A header is on more than one line (expected: one)."
                : "The head has the line %s (expected: NAME: VALUE)."
                    .formatted(VisibleText.quoted(lines[i])));
      }
      fields.add(new Field(field.group(1).toLowerCase(Locale.ROOT), field.group(2).strip()));
    }
    String version = line.group(3);
    if (count(fields, "host") > 1 || (count(fields, "host") == 0 && version.endsWith("1"))) {
      throw malformed("Host: given " + count(fields, "host") + " times (expected: once)");
    }
    return new Http1Head(line.group(1), line.group(2), version, fields, bodyBytes(fields, version));
  }

  /// The length of the body. It must be declared in one way, and once: RFC 9112, section 6.3.
  private static long bodyBytes(List<Field> fields, String version) {
    List<String> codings = values(fields, "transfer-encoding");
    List<String> lengths = values(fields, "content-length");
    if (!codings.isEmpty()) {
      if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw malformed(
            "Transfer-Encoding: %s (expected: chunked, once)"
                .formatted(VisibleText.quoted(String.join(", ", codings))));
      }
      if (!lengths.isEmpty() || version.endsWith("0")) {
        throw malformed(
            "Transfer-Encoding: given with Content-Length or HTTP/1.0 (expected: one length of the body)");
      }
      return CHUNKED;
    }
    if (lengths.isEmpty()) {
      return 0;
    }
    if (lengths.size() > 1 || !LENGTH.matcher(lengths.getFirst()).matches()) {
      throw malformed(
          "Content-Length: %s (expected: one number)"
              .formatted(VisibleText.quoted(String.join(", ", lengths))));
    }
    return Long.parseLong(lengths.getFirst());
  }

  private static List<String> values(List<Field> fields, String name) {
    return fields.stream().filter(f -> f.name.equals(name)).map(Field::value).toList();
  }

  /// The first value of `name`, empty when there is none.
  String value(String name) {
    List<String> values = values(fields, name);
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static int count(List<Field> fields, String name) {
    return values(fields, name).size();
  }

  /// Whether one of the comma-separated values of `name` is `value`.
  boolean has(String name, String value) {
    return values(fields, name).stream()
        .flatMap(list -> Pattern.compile(",").splitAsStream(list))
        .anyMatch(each -> each.strip().equalsIgnoreCase(value));
  }

  boolean has(String name) {
    return count(fields, name) > 0;
  }

  /// The target without its query.
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// The head as an object of Armeria.
  RequestHeaders toHeaders(String scheme) {
    RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.valueOf(method), target);
    headers.scheme(scheme);
    for (Field field : fields) {
      if (field.name.equals("host")) {
        headers.authority(field.value);
      } else {
        headers.add(field.name, field.value);
      }
    }
    return headers.build();
  }

  /// The head as text, one character for each byte, without the fields `names`.
  String without(String... names) {
    List<String> left = List.of(names);
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(' ').append(version).append("\r\n");
    for (Field field : fields) {
      if (!left.contains(field.name)) {
        head.append(field.name).append(": ").append(field.value).append("\r\n");
      }
    }
    return head.append("\r\n").toString();
  }
}
