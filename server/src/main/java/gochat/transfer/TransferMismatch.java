package gochat.transfer;

import java.io.IOException;

/// After a transfer, the stores differ. The message is one line for the operator.
public final class TransferMismatch extends IOException {
  /// @param difference such as `room lobby differs`
  TransferMismatch(String difference, Object expected, Object found) {
    super(
        difference
            + " after the transfer: the target has "
            + found
            + " (expected: "
            + expected
            + ")");
  }
}
