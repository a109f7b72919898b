package gochat.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.room.AuditEntry;
import gochat.room.AuditEntry.Actor;
import gochat.room.Person;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An entry of the audit log as the text of a row in all databases: its fields but the account, as
/// in a form (`application/x-www-form-urlencoded`), such as `actor=operator&action=account_added`.
/// The account has columns of its own, which the deletion of an account reaches.
public final class AuditText {
  private static final String ACTOR = "actor";
  private static final String ACTION = "action";

  private AuditText() {}

  public static String of(AuditEntry entry) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(ACTOR, word(entry.actor()));
    fields.put(ACTION, word(entry.action()));
    entry.details().forEach((detail, value) -> fields.put(word(detail), value));
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// @param failure makes the exception from its message
  /// @throws X when [#of] makes no such text
  public static <X extends Exception> AuditEntry entry(
      String text, @Nullable Person account, Function<String, X> failure) throws X {
    try {
      Actor actor = Actor.SERVER;
      AuditAction action = null;
      Map<AuditDetail, String> details = new EnumMap<>(AuditDetail.class);
      for (String field : text.split("&", -1)) {
        int sign = field.indexOf('=');
        String name = field.substring(0, sign);
        String value = URLDecoder.decode(field.substring(sign + 1), UTF_8);
        switch (name) {
          case ACTOR -> actor = constant(Actor.class, value);
          case ACTION -> action = constant(AuditAction.class, value);
          default -> details.put(constant(AuditDetail.class, name), value);
        }
      }
      if (action == null) {
        throw new IllegalArgumentException("no action");
      }
      return new AuditEntry(actor, action, account, details);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw failure.apply("audit entry: " + e.getMessage() + " (expected: actor, action, details)");
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
