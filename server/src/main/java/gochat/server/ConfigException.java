package gochat.server;

/// A setting that the server can't start with. The message is one line with the key, the value and
/// what was expected.
public final class ConfigException extends RuntimeException {
  ConfigException(String message) {
    super(message);
  }
}
