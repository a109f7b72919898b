package gochat.ops;

/// A command of `bin/server admin`, one object for each run: a class with picocli's `@Command`,
/// whose fields are the options and parameters. [AdminCommands] lists them all.
///
/// `admin.NAME` of the [Messages] describes the command. An option or parameter names the message
/// that describes it as its `descriptionKey`, which begins with `admin.NAME.`. A [Path] in the
/// arguments is relative to the caller's directory, wherever the command runs.
///
/// A command returns an [ExitCode] and reports failures that an operator can understand itself, as
/// one line to [Caller#err]. It checks from time to time that its caller is still there.
///
/// [Path]: java.nio.file.Path
public sealed interface AdminCommand permits ServerCommand, DataCommand, DirectoryCommand {
  /// The word before the name, such as `account` in `account add`; empty for none. It is part of
  /// the keys of the messages, as in `admin.account.add`.
  default String group() {
    return "";
  }
}
