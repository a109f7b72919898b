package gochat.backup;

import gochat.journal.JournalException;
import gochat.pause.Pause;
import gochat.store.Backups.Progress;
import gochat.store.Store;
import gochat.store.StoreException;
import gochat.verify.DefectText;
import gochat.verify.Verifier;
import gochat.verify.Verifier.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Verifies a copy before it becomes a backup or a server's data. Stateless.
final class CopyCheck {
  private static final int DEFECTS_NAMED_MAX = 5;

  private CopyCheck() {}

  /// @param directory with the data
  /// @param progress is told of no bytes many times a second; it may throw, which ends the check
  /// @throws IOException when the data is not sound or can't be read; its message is a list of
  ///   sentences
  static void run(DataStores stores, Path directory, Mode mode, Progress progress)
      throws IOException {
    List<String> named = new ArrayList<>();
    long[] count = {0};
    try (Store store = stores.openToVerify(directory)) {
      new Verifier(
              store,
              mode,
              duration -> {
                progress.copied(0);
                Pause.UNTIL_INTERRUPT.pause(duration);
              },
              defect -> {
                count[0]++;
                if (named.size() < DEFECTS_NAMED_MAX) {
                  named.add(DefectText.of(defect));
                }
              })
          .run();
    } catch (StoreException | JournalException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (count[0] > named.size()) {
      named.add("Further defects: %d.".formatted(count[0] - named.size()));
    }
    if (count[0] > 0) {
      throw new IOException(String.join(" ", named));
    }
  }
}
