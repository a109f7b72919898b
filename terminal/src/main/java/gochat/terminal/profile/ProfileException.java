package gochat.terminal.profile;

/// What the user has set up can't be used. The message is for people: the file, what stands in it
/// and what is expected.
public final class ProfileException extends Exception {
  ProfileException(String message) {
    super(message);
  }
}
