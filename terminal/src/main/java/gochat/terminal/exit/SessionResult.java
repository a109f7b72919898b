package gochat.terminal.exit;

import gochat.terminal.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The result of a session, interactive or over a pipe.
///
/// @param exitCode 0..255
/// @param complaints lines for standard error
public record SessionResult(int exitCode, List<String> complaints) {
  private static final int SHOWN_MAX = 5;

  public static final SessionResult LEFT = of(ExitCode.DONE, List.of());

  private static SessionResult of(ExitCode exitCode, List<String> complaints) {
    return new SessionResult(exitCode.number(), complaints);
  }

  public static SessionResult failed(String complaint) {
    return of(ExitCode.FAILED, List.of(complaint));
  }

  /// This result with more complaints and the same exit code.
  public SessionResult withComplaints(List<String> more) {
    return new SessionResult(exitCode, Stream.concat(complaints.stream(), more.stream()).toList());
  }

  /// This result with more complaints and, if there are any, exit code 1.
  public SessionResult withFailures(List<String> failures) {
    return failures.isEmpty() ? this : of(ExitCode.FAILED, complaints).withComplaints(failures);
  }

  /// At most five of `sentences`, then one with the number of the others.
  ///
  /// @param texts of the whole program
  public static List<String> shortened(List<String> sentences, Texts texts) {
    if (sentences.size() <= SHOWN_MAX) {
      return sentences;
    }
    List<String> shown = new ArrayList<>(sentences.subList(0, SHOWN_MAX));
    shown.add(texts.get("uncertain.more", sentences.size() - SHOWN_MAX));
    return shown;
  }
}
