package gochat.server;

/// How a log line is written.
public enum LogFormat {
  /// `time level logger message key=value`, for people.
  TEXT,
  /// One JSON object, for programs.
  JSON
}
