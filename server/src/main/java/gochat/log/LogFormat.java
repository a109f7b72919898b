package gochat.log;

/// The format of log lines.
public enum LogFormat {
  /// `time level logger message key=value`, for people.
  TEXT,
  /// One JSON object, for programs.
  JSON
}
