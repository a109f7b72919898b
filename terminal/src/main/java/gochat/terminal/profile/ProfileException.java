package gochat.terminal.profile;

/// A file of settings or tokens can't be used. The message is for people: the file, its content and
/// what is expected.
public final class ProfileException extends Exception {
  ProfileException(String message) {
    super(message);
  }
}
