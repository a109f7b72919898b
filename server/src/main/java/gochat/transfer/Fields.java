package gochat.transfer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import gochat.account.UserName;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import gochat.room.AuditEntry;
import gochat.room.Author;
import gochat.room.Measure;
import gochat.room.Member;
import gochat.room.Person;
import gochat.room.RetentionRule;
import gochat.room.Role;
import gochat.room.RoomName;
import gochat.room.SlowMode;
import gochat.room.Standing;
import gochat.store.Measures;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object, in the order in which they were put. Absent fields are null, 0,
/// false or empty lists, and such values are not written.
final class Fields {
  @FunctionalInterface
  private interface Parse<T> {
    T of(JsonElement value) throws BadExport;
  }

  private final JsonObject json;

  private Fields(JsonObject json) {
    this.json = json;
  }

  Fields() {
    this(new JsonObject());
  }

  static Fields parse(String line) throws BadExport {
    try (JsonReader reader = new JsonReader(new StringReader(line))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement parsed = JsonParser.parseReader(reader);
      if (parsed instanceof JsonObject object && reader.peek() == JsonToken.END_DOCUMENT) {
        return new Fields(object);
      }
    } catch (IOException | JsonParseException _) {
      // The line is refused in any case.
    }
    throw new BadExport("not a JSON object");
  }

  String toJson() {
    return json.toString();
  }

  // Put

  Fields put(String name, @Nullable String value) {
    if (value != null) {
      json.addProperty(name, value);
    }
    return this;
  }

  Fields put(String name, long value) {
    if (value != 0) {
      json.addProperty(name, value);
    }
    return this;
  }

  Fields put(String name, boolean value) {
    if (value) {
      json.addProperty(name, true);
    }
    return this;
  }

  Fields put(String name, @Nullable UUID id) {
    return put(name, id == null ? null : id.toString());
  }

  Fields put(String name, @Nullable Enum<?> word) {
    return put(name, word == null ? null : word.name().toLowerCase(Locale.ROOT));
  }

  Fields put(String name, @Nullable RoomName roomName) {
    return put(name, roomName == null ? null : roomName.shown());
  }

  Fields put(String name, @Nullable Fields fields) {
    if (fields != null) {
      json.add(name, fields.json);
    }
    return this;
  }

  Fields put(String name, RetentionRule rule) {
    return rule.equals(RetentionRule.NONE)
        ? this
        : put(name, new Fields().put("age_ms", rule.ageMs()).put("events", rule.events()));
  }

  Fields put(String name, SlowMode slowMode) {
    return slowMode.isOn()
        ? put(
            name,
            new Fields().put("interval_ms", slowMode.intervalMs()).put("since", slowMode.since()))
        : this;
  }

  Fields put(String name, AuditEntry entry) {
    Fields details = new Fields();
    entry
        .details()
        .forEach((detail, value) -> details.put(detail.name().toLowerCase(Locale.ROOT), value));
    return put(
        name,
        new Fields()
            .put("actor", entry.actor())
            .put("action", entry.action())
            .put("account", entry.account() == null ? null : of(entry.account()))
            .put("details", details));
  }

  Fields put(String name, Person person) {
    return put(name, of(person));
  }

  Fields put(String name, Author author) {
    return put(name, of(author.person()).put("session", author.session()));
  }

  private static Fields of(Person person) {
    return new Fields()
        .put("id", person.user())
        .put("name", person.name())
        .put("standing", person.standing());
  }

  Fields putTime(String name, long atMs) {
    return put(name, Instant.ofEpochMilli(atMs).toString());
  }

  Fields putIds(String name, Collection<UUID> ids) {
    return putAll(name, ids, id -> new JsonPrimitive(id.toString()));
  }

  Fields putNumbers(String name, Collection<Long> numbers) {
    return putAll(name, numbers, JsonPrimitive::new);
  }

  Fields putMembers(String name, Collection<Member> members) {
    return putAll(
        name,
        members,
        member -> of(member.person()).put("role", member.role()).put("since", member.since()).json);
  }

  /// @param reason empty for none
  Fields putReason(String reason) {
    return put("reason", reason.isEmpty() ? null : reason);
  }

  /// @param untilMs 0 for no end
  Fields putUntil(long untilMs) {
    return untilMs == 0 ? this : putTime("until", untilMs);
  }

  /// One of which only the user is known is the user's id, as in exports of older versions.
  Fields putMeasures(String name, Collection<Measure> measures) {
    return putAll(
        name,
        measures.stream().sorted(Comparator.comparing(measure -> measure.member().user())).toList(),
        Fields::json);
  }

  private static JsonElement json(Measure measure) {
    Person by = measure.by();
    return by == null
        ? new JsonPrimitive(measure.member().user().toString())
        : of(measure.member())
            .put("by", by)
            .putReason(measure.reason())
            .putTime("since", measure.sinceMs())
            .putUntil(measure.untilMs())
            .json;
  }

  private <T> Fields putAll(String name, Collection<T> all, Function<T, JsonElement> each) {
    if (!all.isEmpty()) {
      JsonArray array = new JsonArray();
      all.forEach(element -> array.add(each.apply(element)));
      json.add(name, array);
    }
    return this;
  }

  // Get

  String text(String name) throws BadExport {
    return required(name, "a text", Fields::text);
  }

  @Nullable String textOrNull(String name) throws BadExport {
    return json.has(name) ? text(name) : null;
  }

  private static String text(JsonElement value) throws BadExport {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new BadExport("not a text");
  }

  long number(String name) throws BadExport {
    return json.has(name) ? required(name, "a number", Fields::number) : 0;
  }

  private static long number(JsonElement value) throws BadExport {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return primitive.getAsBigDecimal().longValueExact();
    }
    throw new BadExport("not a number");
  }

  boolean flag(String name) throws BadExport {
    return json.has(name) && required(name, "true or false", JsonElement::getAsBoolean);
  }

  long time(String name) throws BadExport {
    return required(name, "a time", value -> Instant.parse(text(value)).toEpochMilli());
  }

  UUID id(String name) throws BadExport {
    return required(name, "a UUID", Fields::id);
  }

  private static UUID id(JsonElement value) throws BadExport {
    return UUID.fromString(text(value));
  }

  @Nullable UUID idOrNull(String name) throws BadExport {
    return json.has(name) ? id(name) : null;
  }

  List<UUID> ids(String name) throws BadExport {
    return all(name, "a list of UUIDs", Fields::id);
  }

  List<Long> numbers(String name) throws BadExport {
    return all(name, "a list of numbers", Fields::number);
  }

  <E extends Enum<E>> E word(String name, Class<E> type) throws BadExport {
    return required(
        name,
        "one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT),
        value -> Enum.valueOf(type, text(value).toUpperCase(Locale.ROOT)));
  }

  <E extends Enum<E>> @Nullable E wordOrNull(String name, Class<E> type) throws BadExport {
    return json.has(name) ? word(name, type) : null;
  }

  RoomName roomName(String name) throws BadExport {
    String shown = text(name);
    return new RoomName(shown, UserName.stored(shown).folded());
  }

  @Nullable RoomName roomNameOrNull(String name) throws BadExport {
    return json.has(name) ? roomName(name) : null;
  }

  Fields fields(String name) throws BadExport {
    return required(name, "an object", value -> new Fields(value.getAsJsonObject()));
  }

  @Nullable Fields fieldsOrNull(String name) throws BadExport {
    return json.has(name) ? fields(name) : null;
  }

  AuditEntry audit(String name) throws BadExport {
    Fields entry = fields(name);
    Fields told = entry.fields("details");
    Map<AuditDetail, String> details = new EnumMap<>(AuditDetail.class);
    for (AuditDetail detail : AuditDetail.values()) {
      String value = told.textOrNull(detail.name().toLowerCase(Locale.ROOT));
      if (value != null) {
        details.put(detail, value);
      }
    }
    return new AuditEntry(
        entry.word("actor", AuditEntry.Actor.class),
        entry.word("action", AuditAction.class),
        entry.json.has("account") ? entry.person("account") : null,
        details);
  }

  RetentionRule retention(String name) throws BadExport {
    return json.has(name)
        ? required(name, "numbers from 0 on", value -> new Fields(value.getAsJsonObject()).rule())
        : RetentionRule.NONE;
  }

  private RetentionRule rule() throws BadExport {
    return new RetentionRule(number("age_ms"), number("events"));
  }

  SlowMode slowMode(String name) throws BadExport {
    Fields slowMode = fieldsOrNull(name);
    return slowMode == null
        ? SlowMode.OFF
        : new SlowMode(slowMode.number("interval_ms"), slowMode.number("since"));
  }

  Person person(String name) throws BadExport {
    return fields(name).person();
  }

  private Person person() throws BadExport {
    return new Person(id("id"), text("name"), word("standing", Standing.class));
  }

  Author author(String name) throws BadExport {
    Fields author = fields(name);
    Person person = author.person();
    return new Author(person.user(), author.id("session"), person.name(), person.standing());
  }

  List<Member> members(String name) throws BadExport {
    return all(
        name,
        "a list of members",
        value -> {
          Fields member = new Fields(value.getAsJsonObject());
          return new Member(
              member.person(), member.word("role", Role.class), member.number("since"));
        });
  }

  /// Empty for none.
  String reason() throws BadExport {
    String reason = textOrNull("reason");
    return reason == null ? "" : reason;
  }

  /// 0 for no end.
  long untilMs() throws BadExport {
    return json.has("until") ? time("until") : 0;
  }

  Map<UUID, Measure> measures(String name) throws BadExport {
    return Measures.byUser(all(name, "a list of UUIDs, or of bans or mutes", Fields::measure));
  }

  private static Measure measure(JsonElement value) throws BadExport {
    if (value instanceof JsonPrimitive) {
      return Measure.of(id(value));
    }
    Fields measure = new Fields(value.getAsJsonObject());
    return new Measure(
        measure.person(),
        measure.person("by"),
        measure.reason(),
        measure.time("since"),
        measure.untilMs());
  }

  private <T> List<T> all(String name, String expected, Parse<T> each) throws BadExport {
    List<T> all = new ArrayList<>();
    if (json.has(name)) {
      for (JsonElement element : required(name, expected, JsonElement::getAsJsonArray)) {
        all.add(parsed(name, element, expected, each));
      }
    }
    return all;
  }

  private <T> T required(String name, String expected, Parse<T> parse) throws BadExport {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new BadExport("\"" + name + "\" is missing (expected: " + expected + ")");
    }
    return parsed(name, value, expected, parse);
  }

  private static <T> T parsed(String name, JsonElement value, String expected, Parse<T> parse)
      throws BadExport {
    try {
      return parse.of(value);
    } catch (BadExport
        | IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | DateTimeException
        | UnsupportedOperationException _) {
      throw new BadExport("\"" + name + "\": " + value + " (expected: " + expected + ")");
    }
  }
}
