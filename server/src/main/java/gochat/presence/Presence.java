package gochat.presence;

import gochat.account.UserName;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who holds which name at this moment. Safe for all threads; nothing waits.
///
/// @param <H> the holder of a name
public final class Presence<H> {
  /// @param name as the holder typed it
  public record Held<H>(UserName name, H holder) {}

  private final ConcurrentHashMap<UserName, Held<H>> names = new ConcurrentHashMap<>();

  /// Whether `holder` got the name; false when somebody holds it, who is left untouched.
  public boolean claim(UserName name, H holder) {
    return names.putIfAbsent(name, new Held<>(name, holder)) == null;
  }

  /// Frees the name if `holder` still holds it: a late clean-up never removes a new holder.
  public void release(UserName name, H holder) {
    names.computeIfPresent(name, (_, held) -> held.holder == holder ? null : held);
  }

  public Optional<Held<H>> find(UserName name) {
    return Optional.ofNullable(names.get(name));
  }
}
