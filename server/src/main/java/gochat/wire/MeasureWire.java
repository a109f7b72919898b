package gochat.wire;

import gochat.v1.Measure;

/// Maps bans and mutes to the v1 API.
public final class MeasureWire {
  private MeasureWire() {}

  public static Measure of(gochat.room.Measure measure) {
    Measure.Builder told =
        Measure.newBuilder().setUser(UserWire.of(measure.member())).setReason(measure.reason());
    if (measure.by() != null) {
      told.setBy(UserWire.of(measure.by())).setSinceTime(TimeWire.of(measure.sinceMs()));
    }
    if (measure.untilMs() != 0) {
      told.setUntilTime(TimeWire.of(measure.untilMs()));
    }
    return told.build();
  }
}
