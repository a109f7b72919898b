package gochat.transfer;

import java.io.IOException;

/// After a transfer, the stores differ. The message is one line for the operator.
public final class TransferMismatch extends IOException {
  /// @param differing the part that differs
  TransferMismatch(String differing, Object expected, Object found) {
    super(
        "after the transfer, "
            + differing
            + " differ: the target has "
            + found
            + " (expected: "
            + expected
            + ")");
  }
}
