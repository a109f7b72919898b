package gochat.ops;

import static java.util.stream.Collectors.joining;

import gochat.log.LogText;
import gochat.room.RoomId;
import gochat.store.Defect;
import gochat.verify.DefectText;
import gochat.verify.Verifier.Extent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The output of a verification: a line for each defect as soon as it is found, and facts at the
/// end. As JSON, each defect is an object, and so are all facts. For one thread.
final class VerifyReport implements Consumer<Defect> {
  private final PrintWriter out;
  private final boolean isJson;
  private final List<Fact> facts = new ArrayList<>();
  private long defects;

  /// @param source of the data, for the reader
  VerifyReport(PrintWriter out, boolean isJson, String source) {
    this.out = out;
    this.isJson = isJson;
    facts.add(new Fact("source", source));
  }

  boolean isSound() {
    return defects == 0;
  }

  @Override
  public void accept(Defect defect) {
    defects++;
    String sentence = DefectText.of(defect);
    if (isJson) {
      List<Fact> object = new ArrayList<>(List.of(new Fact("defect", sentence)));
      object.addAll(place(defect));
      out.println(Fact.object(object));
    } else {
      out.println(LogText.visible(sentence));
    }
  }

  private static List<Fact> place(Defect defect) {
    return switch (defect) {
      case Defect.FileDamaged _ -> List.of();
      case Defect.EventDamaged(RoomId room, long seq) -> at(room, seq);
      case Defect.RowDamaged(String table, String key, var room, long seq) -> {
        List<Fact> row = new ArrayList<>(row(table, key));
        row.addAll(at(room, seq));
        yield row;
      }
      case Defect.RowMissing(String table, String key, _) -> row(table, key);
      case Defect.EventsMissing(RoomId room, long from, long to) ->
          List.of(room(room), new Fact("from-seq", from), new Fact("to-seq", to));
      case Defect.StateDiffers(RoomId room, Defect.Part part) ->
          List.of(room(room), new Fact("part", part.name().toLowerCase(Locale.ROOT)));
      case Defect.RoomUnreadable(RoomId room, _) -> List.of(room(room));
    };
  }

  private static List<Fact> row(String table, String key) {
    return List.of(new Fact("table", table), new Fact("key", key));
  }

  private static List<Fact> at(@Nullable RoomId room, long seq) {
    if (room == null) {
      return List.of();
    }
    return seq == 0 ? List.of(room(room)) : List.of(room(room), new Fact("seq", seq));
  }

  private static Fact room(RoomId room) {
    return new Fact("room", room.value());
  }

  /// Notes what was verified.
  void verified(Extent extent, Duration time) {
    double seconds = Math.max(1, time.toMillis()) / 1_000.0;
    facts.add(
        new Fact(
            "files", extent.hasFiles() ? "checked" : "not checked, because a server may use them"));
    facts.add(new Fact("rooms", extent.rooms()));
    facts.add(new Fact("events", extent.events()));
    facts.add(new Fact("seconds", seconds));
    facts.add(new Fact("events-per-second", Math.round(extent.events() / seconds)));
  }

  /// Prints the facts.
  void end() {
    facts.add(new Fact("defects", defects));
    facts.add(new Fact("result", isSound() ? "sound" : "damaged"));
    out.println(
        isJson ? Fact.object(facts) : facts.stream().map(Fact::line).collect(joining("\n")));
  }
}
