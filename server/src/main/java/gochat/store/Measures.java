package gochat.store;

import static java.util.stream.Collectors.toUnmodifiableMap;

import gochat.room.Measure;
import gochat.room.Person;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// The bans or mutes of the state of a room at its floor, as one column of all databases.
public final class Measures {
  private Measures() {}

  public static Map<UUID, Measure> byUser(Collection<Measure> measures) {
    return measures.stream()
        .collect(toUnmodifiableMap(measure -> measure.member().user(), Function.identity()));
  }

  public static byte[] bytes(Collection<Measure> measures) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, measures);
    } catch (IOException e) {
      throw new AssertionError("memory takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  public static void write(DataOutputStream out, Collection<Measure> measures) throws IOException {
    out.writeInt(measures.size());
    for (Measure measure : measures) {
      write(out, measure.member());
      out.writeBoolean(measure.by() != null);
      if (measure.by() != null) {
        write(out, measure.by());
      }
      out.writeUTF(measure.reason());
      out.writeLong(measure.sinceMs());
      out.writeLong(measure.untilMs());
    }
  }

  private static void write(DataOutputStream out, Person person) throws IOException {
    out.writeLong(person.user().getMostSignificantBits());
    out.writeLong(person.user().getLeastSignificantBits());
    out.writeUTF(person.name());
    out.writeByte(Code.STANDING.of(person.standing()));
  }

  /// @throws IOException when [#bytes] makes no such bytes
  public static Map<UUID, Measure> read(byte[] bytes) throws IOException {
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  /// @throws IOException when [#write] writes no such bytes
  public static Map<UUID, Measure> read(DataInputStream in) throws IOException {
    Map<UUID, Measure> measures = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      Person member = person(in);
      Person by = in.readBoolean() ? person(in) : null;
      measures.put(
          member.user(), new Measure(member, by, in.readUTF(), in.readLong(), in.readLong()));
    }
    return measures;
  }

  private static Person person(DataInputStream in) throws IOException {
    return new Person(
        new UUID(in.readLong(), in.readLong()),
        in.readUTF(),
        Code.STANDING.constant(in.readByte(), IOException::new));
  }
}
