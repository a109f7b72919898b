package gochat.client.seed;

/// Something the user says.
///
/// @param target who it is for; empty: everybody else who is connected
/// @param text sent as it is
public record ChatLine(String target, String text) {
  public static ChatLine toEverybody(String text) {
    return new ChatLine("", text);
  }

  public boolean isPrivate() {
    return !target.isEmpty();
  }
}
