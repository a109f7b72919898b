package gochat.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Verifies a copy of the data.
@FunctionalInterface
public interface Verifier {
  /// @param directory with a copy, which stays as it is
  /// @return a sentence for each fault; empty when the data is whole
  /// @throws IOException when the copy can't be read
  List<String> verify(Path directory) throws IOException;
}
