package gochat.client.v1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Tokens as lines of text: the session's and the device's, after a first line with the format.
final class TokenFile implements TokenStore {
  private static final int LINES = 2;

  private final StateFile file;

  TokenFile(Path file) {
    this.file = new StateFile(file, "gochat-tokens 1");
  }

  @Override
  public Optional<Tokens> load() {
    Optional<List<String>> lines = file.read();
    lines
        .filter(found -> found.size() != LINES)
        .ifPresent(found -> {
          throw new UncheckedIOException(
              new IOException(
                  file
                      + ": "
                      + found.size()
                      + " lines behind the first (expected: "
                      + LINES
                      + ")"));
        });
    return lines.map(found -> new Tokens(found.get(0), found.get(1)));
  }

  @Override
  public void save(Tokens tokens) {
    file.replace(List.of(tokens.token(), tokens.deviceToken()));
  }
}
