package gochat.room;

import gochat.limit.RoomLimit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A fact of the audit log, without its author and time.
///
/// @param account the account that the action concerns, null for none
/// @param details never a secret, nor a text of a user; each value at most [#VALUE_CHARS_MAX] long
public record AuditEntry(
    Actor actor, AuditAction action, @Nullable Person account, Map<AuditDetail, String> details) {
  /// The most UTF-16 units of a detail; a longer one is cut.
  public static final int VALUE_CHARS_MAX = RoomLimit.AUDIT_DETAIL.standardInt();

  /// The party that acted.
  public enum Actor {
    /// The author of the event.
    ACCOUNT,
    /// The operator of the machine, by `bin/server admin`.
    OPERATOR,
    /// The server itself.
    SERVER
  }

  public AuditEntry {
    Map<AuditDetail, String> copy = new EnumMap<>(AuditDetail.class);
    details.forEach((detail, value) -> copy.put(detail, cut(value)));
    details = Collections.unmodifiableMap(copy);
  }

  private static String cut(String value) {
    if (value.length() <= VALUE_CHARS_MAX) {
      return value;
    }
    boolean isPair = Character.isHighSurrogate(value.charAt(VALUE_CHARS_MAX - 1));
    return value.substring(0, isPair ? VALUE_CHARS_MAX - 1 : VALUE_CHARS_MAX);
  }
}
