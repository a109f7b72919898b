package gochat.limit;

import static gochat.limit.Beyond.delay;
import static gochat.limit.Beyond.less;
import static gochat.limit.Beyond.refusal;

/// Limits of reports of messages.
public final class ReportLimit {
  public static final Limit OF_USER =
      Limit.of(
          "report.of-user-max",
          20,
          Unit.COUNT,
          Scope.ACCOUNT,
          refusal("TOO_MANY", "The user reports no more messages until some reports are closed."));
  public static final Limit OPEN =
      Limit.of(
          "report.max",
          1_000,
          Unit.COUNT,
          Scope.SERVER,
          refusal("TOO_MANY", "No more messages are reported until some reports are closed."));
  public static final Limit OF_PAGE =
      Limit.of(
          "report.of-page-max",
          100,
          Unit.COUNT,
          Scope.REQUEST,
          refusal("FIELD_INVALID", "A request for more is refused."));
  public static final Limit LIFE =
      Limit.of(
          "report.life-ms",
          2_592_000_000L,
          Unit.MILLISECONDS,
          Scope.SERVER,
          less("The server erases a report that nobody has closed in this time."));
  public static final Limit PAUSE =
      Limit.of(
          "report.pause-ms",
          60_000,
          Unit.MILLISECONDS,
          Scope.SERVER,
          delay(
              "The server looks for old reports after each pause of this length, so a report may"
                  + " stay for so much longer."));

  private ReportLimit() {}
}
