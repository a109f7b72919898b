package gochat.tls;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The open challenges of an authority that has to be shown control over this server's names (RFC
/// 8555, section 8.3). It asks over unencrypted HTTP for [#PATH] and a token. Thread-safe.
public final class HttpChallenges {
  /// The path before the token.
  public static final String PATH = "/.well-known/acme-challenge/";

  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /// Answers requests for `token` until [#close].
  public void open(String token, String answer) {
    answers.put(token, answer);
  }

  public void close(String token) {
    answers.remove(token);
  }

  /// Whether an authority may ask at this moment.
  public boolean areOpen() {
    return !answers.isEmpty();
  }

  /// Null for a token without an open challenge.
  public @Nullable String answer(String token) {
    return answers.get(token);
  }
}
