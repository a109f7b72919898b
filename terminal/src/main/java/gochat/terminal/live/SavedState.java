package gochat.terminal.live;

import gochat.terminal.chat.Draft;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The state that a restart restores.
///
/// @param roomId the current room
/// @param drafts by room id
/// @param entries the history of the input line, oldest first
record SavedState(@Nullable String roomId, Map<String, Draft> drafts, List<String> entries) {
  static final SavedState NOTHING = new SavedState(null, Map.of(), List.of());

  private static final String ROOM = "room";
  private static final String DRAFT = "draft.";
  private static final String CURSOR = "cursor.";
  private static final String ENTRY = "entry.";

  /// An unreadable file counts as empty: its content is not worth refusing to start.
  static SavedState load(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException _) {
      return NOTHING;
    } catch (IOException | IllegalArgumentException _) {
      return NOTHING;
    }
    Map<String, Draft> drafts = new LinkedHashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(DRAFT)) {
        String roomId = key.substring(DRAFT.length());
        drafts.put(
            roomId,
            new Draft(
                properties.getProperty(key), number(properties.getProperty(CURSOR + roomId))));
      }
    }
    List<String> entries = new ArrayList<>();
    String entry = properties.getProperty(ENTRY + 0);
    for (int i = 1; entry != null; i++) {
      entries.add(entry);
      entry = properties.getProperty(ENTRY + i);
    }
    return new SavedState(properties.getProperty(ROOM), drafts, entries);
  }

  private static int number(@Nullable String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /// Replaces the file atomically; only the user may read it.
  void save(Path file) throws IOException {
    Properties properties = new Properties();
    if (roomId != null) {
      properties.setProperty(ROOM, roomId);
    }
    drafts.forEach((id, draft) -> {
      properties.setProperty(DRAFT + id, draft.text());
      properties.setProperty(CURSOR + id, String.valueOf(draft.cursor()));
    });
    for (int i = 0; i < entries.size(); i++) {
      properties.setProperty(ENTRY + i, entries.get(i));
    }
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Files.createDirectories(file.getParent());
    Path next =
        Files.createTempFile(
            file.getParent(),
            "next",
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(next, text.toString(), StandardCharsets.UTF_8);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
