package gochat.client.v1;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import gochat.client.v1.Positions.Verdict;
import gochat.v1.HistoryPage;
import gochat.v1.Retention;
import gochat.v1.Room;
import gochat.v1.ServerFrame;
import gochat.v1.User;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A vector of `docs/conversation.md`: the frames for a client and the resulting state. The tests
/// of the web page use the same file.
///
/// @param about the shown rule, as a sentence
public record ConversationVector(String about, User self, Struct content) {
  /// The model of a client, which gets the steps of a vector.
  public interface Model {
    void tell(ChatEvent event);

    /// The user reads a room.
    void read(String roomId, long seq);

    /// A reply contains a room.
    void update(Room room);

    /// A page of history before the present lines has come.
    void history(String roomId, HistoryPage page);

    /// The rooms that the user is in.
    Collection<RoomState> rooms();

    /// The lines of a room; null if the model has no lines.
    @Nullable List<String> lines(String roomId);
  }

  public static Stream<ConversationVector> all() {
    try (InputStream in = ConversationVector.class.getResourceAsStream("conversation.json")) {
      byte[] json = Objects.requireNonNull(in).readAllBytes();
      Struct.Builder file = Struct.newBuilder();
      JsonFormat.parser().merge(new String(json, StandardCharsets.UTF_8), file);
      User self = parsed(file.getFieldsOrThrow("self"), User.newBuilder()).build();
      return file.getFieldsOrThrow("vectors").getListValue().getValuesList().stream()
          .map(Value::getStructValue)
          .map(content -> new ConversationVector(string(content, "about"), self, content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The expected state.
  public Map<String, Object> expected() {
    return map(content.getFieldsOrThrow("expect").getStructValue());
  }

  /// Applies the steps.
  ///
  /// @return the resulting state, limited to the parts of [#expected]
  public Map<String, Object> play(Model model) {
    Positions positions = new Positions(List.of());
    positions.selfIs(self.getId());
    model.tell(new ChatEvent.Connected(self, "session"));
    Map<String, RoomState> known = new HashMap<>();
    List<String> privately = new ArrayList<>();
    boolean isBroken = false;
    for (Value value : content.getFieldsOrThrow("steps").getListValue().getValuesList()) {
      Struct step = value.getStructValue();
      if (step.containsFields("frame")) {
        Verdict verdict = positions.take(frame(step));
        if (verdict instanceof Verdict.Deliver(var event, _)) {
          model.tell(event);
          if (event instanceof ChatEvent.PrivateMessage(_, _, String text)) {
            privately.add(text);
          }
        }
        isBroken |= verdict instanceof Verdict.Broken;
      }
      if (step.containsFields("read")) {
        Struct read = step.getFieldsOrThrow("read").getStructValue();
        model.read(string(read, "room"), (long) read.getFieldsOrThrow("seq").getNumberValue());
      } else if (step.containsFields("told")) {
        model.update(parsed(step.getFieldsOrThrow("told"), Room.newBuilder()).build());
      } else if (step.containsFields("history")) {
        Struct history = step.getFieldsOrThrow("history").getStructValue();
        model.history(
            string(history, "room"),
            parsed(history.getFieldsOrThrow("page"), HistoryPage.newBuilder()).build());
      }
      model.rooms().forEach(room -> known.put(room.about().getRoomId(), room));
    }
    Map<String, Object> actual = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : expected().entrySet()) {
      actual.put(
          entry.getKey(),
          switch (entry.getKey()) {
            case "isBroken" -> isBroken;
            case "cursors" -> cursors(positions);
            case "following" ->
                model.rooms().stream().map(room -> room.about().getRoomId()).toList();
            case "rooms" -> rooms((Map<?, ?>) entry.getValue(), known);
            case "privately" -> privately;
            case "lines" -> lines((Map<?, ?>) entry.getValue(), model);
            default -> throw new IllegalArgumentException(entry.getKey());
          });
    }
    return actual;
  }

  private static ServerFrame frame(Struct step) {
    return parsed(step.getFieldsOrThrow("frame"), ServerFrame.newBuilder()).build();
  }

  private static List<String> cursors(Positions positions) {
    return positions.cursors().stream()
        .map(at -> at.getRoom() + ":" + at.getEpoch() + ":" + at.getSeq())
        .toList();
  }

  private static Map<String, Object> rooms(Map<?, ?> expected, Map<String, RoomState> known) {
    Map<String, Object> rooms = new LinkedHashMap<>();
    expected.forEach((id, fields) -> {
      RoomState room = Objects.requireNonNull(known.get((String) id), "room " + id);
      Map<String, Object> actual = new LinkedHashMap<>();
      ((Map<?, ?>) fields).keySet().forEach(field -> actual.put((String) field, of(room, field)));
      rooms.put((String) id, actual);
    });
    return rooms;
  }

  private static Object of(RoomState room, Object field) {
    return switch ((String) field) {
      case "name" -> room.about().getName();
      case "topic" -> room.about().getTopic();
      case "retention" -> retention(room.about());
      case "slowModeMs" -> room.about().getSlowModeSeconds() * 1_000.0;
      case "members" -> (double) room.about().getMemberCount();
      case "pins" ->
          room.about().getPinnedMessageSeqsList().stream().map(Long::doubleValue).toList();
      case "role" -> room.about().getMembership().getRole().name().replace("ROLE_", "");
      case "isMuted" -> room.about().getMembership().getMuted();
      case "isHidden" -> room.about().getMembership().getHidden();
      case "readSeq" -> (double) room.readSeq();
      case "unread" -> (double) room.unread();
      case "mentions" -> (double) room.mentions();
      case "attention" -> (double) room.attention();
      case "isUncounted" -> room.isUncounted();
      case "closing" -> closing(room.closing());
      default -> throw new IllegalArgumentException((String) field);
    };
  }

  private static String retention(Room about) {
    Retention limit = about.getRetention();
    return about.hasRetention() ? limit.getAgeSecondsMax() + " s, " + limit.getEventsMax() : "";
  }

  private static String closing(RoomState.@Nullable Closing closing) {
    if (closing == null) {
      return "";
    }
    String reason = closing.reason().name().replace("UNFOLLOW_REASON_", "");
    return closing.by() == null ? reason : reason + " by " + closing.by().getName();
  }

  private static Map<?, ?> lines(Map<?, ?> expected, Model model) {
    Map<Object, Object> lines = new LinkedHashMap<>();
    expected.forEach((id, wanted) -> {
      List<String> shown = model.lines((String) id);
      lines.put(id, shown == null ? wanted : shown);
    });
    return lines;
  }

  private static String string(Struct from, String field) {
    return from.getFieldsOrThrow(field).getStringValue();
  }

  private static <B extends Message.Builder> B parsed(Value json, B builder) {
    try {
      JsonFormat.parser().merge(JsonFormat.printer().print(json), builder);
      return builder;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Map<String, Object> map(Struct struct) {
    Map<String, Object> map = new LinkedHashMap<>();
    struct.getFieldsMap().forEach((key, value) -> map.put(key, plain(value)));
    return map;
  }

  private static Object plain(Value value) {
    return switch (value.getKindCase()) {
      case STRING_VALUE -> value.getStringValue();
      case NUMBER_VALUE -> value.getNumberValue();
      case BOOL_VALUE -> value.getBoolValue();
      case STRUCT_VALUE -> map(value.getStructValue());
      case LIST_VALUE -> list(value.getListValue());
      case NULL_VALUE, KIND_NOT_SET -> throw new IllegalArgumentException("null");
    };
  }

  private static List<Object> list(ListValue values) {
    return values.getValuesList().stream().map(ConversationVector::plain).toList();
  }

  @Override
  public String toString() {
    return about;
  }
}
