package gochat.terminal.command;

/// One argument of a command.
///
/// @param name in the help
public record Argument(String name, boolean isRequired, Completion completion) {
  static Argument required(String name, Completion completion) {
    return new Argument(name, true, completion);
  }

  static Argument optional(String name, Completion completion) {
    return new Argument(name, false, completion);
  }

  @Override
  public String toString() {
    return isRequired ? name : "[" + name + "]";
  }
}
