package gochat.client.seed;

/// A line that the user sends.
///
/// @param target the receiver's name; empty for everybody else who is connected
/// @param text sent unchanged
public record ChatLine(String target, String text) {
  public static ChatLine toEverybody(String text) {
    return new ChatLine("", text);
  }

  public boolean isPrivate() {
    return !target.isEmpty();
  }
}
