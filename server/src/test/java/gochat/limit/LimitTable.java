package gochat.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All limits, the tests that hold them, and docs/limits.md, which is made of both and has their
/// order.
public final class LimitTable {
  /// Marks the test that fails when a limit no longer holds; docs/limits.md names it.
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Holds {
    /// The keys of the limits.
    String[] value();
  }

  /// @param title for people
  record Section(String title, List<Limit> limits) {
    /// @param constants has a limit in each of its fields
    static Section of(String title, Class<?> constants) {
      return new Section(
          title,
          Arrays.stream(constants.getDeclaredFields())
              .filter(field -> field.getType() == Limit.class)
              .map(Section::value)
              .toList());
    }

    private static Limit value(Field field) {
      try {
        return (Limit) field.get(null);
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }

  static final List<Section> SECTIONS =
      List.of(
          Section.of("Connections", ConnectionLimit.class),
          Section.of("Calls", CallLimit.class),
          Section.of("Streams", StreamLimit.class),
          Section.of("Rates", RateLimit.class),
          Section.of("Requests", RequestLimit.class),
          Section.of("Messages", MessageLimit.class),
          Section.of("Accounts and guests", AccountLimit.class),
          Section.of("Invitations", InvitationLimit.class),
          Section.of("Reports", ReportLimit.class),
          Section.of("Rooms", RoomLimit.class),
          Section.of("Queues and memory", QueueLimit.class),
          Section.of("Store", StoreLimit.class),
          Section.of("Old events", RetentionLimit.class),
          Section.of("Backups", BackupLimit.class),
          Section.of("Start and stop", ServerLimit.class),
          Section.of("Commands of the operator", OpsLimit.class));

  private static final String HEAD =
      """
      # Limits

      Everything that a client can make the server do, keep or wait for has a limit. This page is made from the table in
      `gochat.limit`; a test compares them. A limit with a range below its key can be set as `--KEY`, with `-` for the
      dots, or in any other way of the settings.

      An address is an IPv4 address, or the first 64 bits of an IPv6 address. Addresses in `limit.exempt` (loopback, by
      default) are not counted, nor are those in `web.trusted-proxies`, which stand for their clients.

      *Delay*: a sender that is too fast is slowed down, and nothing is lost. *Refused*: the request is not done, for the
      given reason. *Closed*: the stream or the connection ends. *Less*: the server forgets or leaves out, and refuses
      nothing.

      This page leaves out sizes of batches and portions that were chosen for speed, pauses between two checks, and
      bounds that a protocol itself sets. They are constants in the code that uses them.
      """;

  /// By key, the tests that hold it.
  private final Map<String, String> tests;

  LimitTable() {
    tests = holdingTests();
  }

  public static Stream<Limit> all() {
    return SECTIONS.stream().flatMap(section -> section.limits().stream());
  }

  private static Map<String, String> holdingTests() {
    Map<String, String> tests = new TreeMap<>();
    for (Class<?> type : testClasses()) {
      for (Method method : type.getDeclaredMethods()) {
        Holds holds = method.getAnnotation(Holds.class);
        for (String key : holds == null ? new String[0] : holds.value()) {
          tests.merge(key, name(method), (one, other) -> one.compareTo(other) < 0 ? one : other);
        }
      }
    }
    return tests;
  }

  private static List<Class<?>> testClasses() {
    Path root =
        Path.of(LimitTable.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .<Class<?>>map(file -> load(file.replace(".class", "").replace('/', '.')))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, LimitTable.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static String name(Method method) {
    Class<?> type = method.getDeclaringClass();
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.')
        + "."
        + method.getName();
  }

  Map<String, String> tests() {
    return tests;
  }

  String text() {
    return HEAD + SECTIONS.stream().map(this::section).collect(Collectors.joining()) + arithmetic();
  }

  private static String arithmetic() {
    int people = 500;
    int connections = people * 3;
    int changes = people / 2;
    int calls = people * 3;
    return """

    ## A class of %s behind one address

    | load | limit | used, of the allowed |
    |---|---|---|
    | three connections each (a page, a terminal client, a bot) | `%s` | %s of %s |
    | three calls each on the web port, at the same moment | `%s` | %s of %s |
    | one guest each | `%s` | %s of %s |
    | all sign in within a moment | `%s` | %s of %s |
    | as guests, a message or another change every two seconds | `%s` | %s a second of %s |
    | all at once, after a quiet time | `%s` times `%s` | %s of %s |

    With accounts each user has a separate rate, and the address does not count: %s changes a second, and %s at once
    after a quiet time. A pipe that sends 100,000 lines, one message each, takes %s s at this rate.

    A call is open for some milliseconds, while the disk stores its change: the 250 changes a second
    above, made by calls that take 100 ms each, are 25 open calls. Streams of events and WebSockets do not count.
    """
        .formatted(
            number(people),
            ConnectionLimit.PER_ADDRESS.key(),
            number(connections),
            number(ConnectionLimit.PER_ADDRESS.standard()),
            CallLimit.PER_ADDRESS.key(),
            number(calls),
            number(CallLimit.PER_ADDRESS.standard()),
            AccountLimit.GUESTS_PER_ADDRESS.key(),
            number(people),
            number(AccountLimit.GUESTS_PER_ADDRESS.standard()),
            AccountLimit.GUESTS_AT_ONCE.key(),
            number(people),
            number(AccountLimit.GUESTS_AT_ONCE.standard()),
            RateLimit.ADDRESS_CHANGES.key(),
            number(changes),
            number(RateLimit.ADDRESS_CHANGES.standard()),
            RateLimit.ADDRESS_CHANGES.key(),
            RateLimit.BURST.key(),
            number(people),
            number(RateLimit.ADDRESS_CHANGES.standard() * RateLimit.BURST.standard()),
            number(RateLimit.ACCOUNT_CHANGES.standard()),
            number(RateLimit.ACCOUNT_CHANGES.standard() * RateLimit.BURST.standard()),
            number(
                (100_000 - RateLimit.ACCOUNT_CHANGES.standard() * RateLimit.BURST.standard())
                    / RateLimit.ACCOUNT_CHANGES.standard()));
  }

  private String section(Section section) {
    return "\n## "
        + section.title()
        + "\n\n| limit | default | for each | beyond it | test |\n|---|---|---|---|---|\n"
        + section.limits().stream().map(this::row).collect(Collectors.joining());
  }

  private String row(Limit limit) {
    return "| %s | %s | %s | %s | `%s` |\n"
        .formatted(
            key(limit),
            amount(limit),
            limit.scope().name().toLowerCase(Locale.ROOT),
            beyond(limit.beyond()),
            tests.getOrDefault(limit.key(), "none"));
  }

  private static String key(Limit limit) {
    Limit.Range range = limit.configurable();
    return range == null
        ? "`" + limit.key() + "`"
        : "`%s`<br>%s..%s".formatted(limit.key(), number(range.min()), number(range.max()));
  }

  private static String amount(Limit limit) {
    return (number(limit.standard()) + " " + limit.unit().text()).strip();
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String beyond(Beyond beyond) {
    return switch (beyond) {
      case Beyond.Delay(String sentence) -> "Delay. " + sentence;
      case Beyond.Refusal(String reason, String sentence) ->
          "Refused, `%s`. %s".formatted(reason, sentence);
      case Beyond.Close(String code, String sentence) when code.isEmpty() -> "Closed. " + sentence;
      case Beyond.Close(String code, String sentence) ->
          "Closed, `%s`. %s".formatted(code, sentence);
      case Beyond.Less(String sentence) -> "Less. " + sentence;
    };
  }
}
