package gochat.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// A directory stands for a file on a broken disk: both can be opened, and every read fails.
/// `bench/faults` lets real reads of a server fail.
@DisabledOnOs(OS.WINDOWS)
class DiskFailureTest {
  private final SQLException malformed =
      new SQLiteException("malformed", SQLiteErrorCode.SQLITE_CORRUPT);

  @TempDir private Path directory;

  @Test
  void aFileThatCannotBeReadIsNotCalledDamaged() throws IOException {
    Path database = Files.createDirectory(directory.resolve("gochat.db"));
    SQLException cause = DiskFailure.causeOf(malformed, database);

    assertThat(cause.getMessage()).contains("a read failed");
    assertThat(Advice.of(cause, database)).isEqualTo(StoreException.DISK_FAILED);
  }

  @Test
  void aWriteAheadLogThatCannotBeReadCountsToo() throws IOException {
    Path database = Files.createFile(directory.resolve("gochat.db"));
    Files.createDirectory(directory.resolve("gochat.db-wal"));

    assertThat(DiskFailure.causeOf(malformed, database).getMessage()).contains("a read failed");
  }

  @Test
  void readableFilesAreDamaged() throws IOException {
    Path database = Files.writeString(directory.resolve("gochat.db"), "noise");

    assertThat(DiskFailure.causeOf(malformed, database).getMessage()).isEqualTo("malformed");
    assertThat(Advice.of(malformed, database)).isEqualTo(Advice.DAMAGED);
  }

  @Test
  void whileTheServerRunsBothAreNamed() {
    assertThat(DiskFailure.sentence(malformed)).contains("damaged", "disk can't be read");
  }
}
