package gochat.transfer;

import java.io.IOException;

/// A file is no whole export that this server understands. The message is one line for the
/// operator.
public final class BadExport extends IOException {
  BadExport(String message) {
    super(message);
  }
}
