package gochat.ops;

import java.io.IOException;
import java.util.Optional;

/// A link of the page with a one-time code for a caller, or the code alone where the server does
/// not know its address.
///
/// @param qr the link for a camera, if the caller's terminal can show it
record CodeLink(HandedSecret secret, Optional<String> qr) {
  /// Prepares the handing over: see [HandedSecret#prepare].
  ///
  /// @param use the place of the code in the page's address, such as `invite`
  /// @param kind the beginning of the name of a file
  static CodeLink prepare(String use, String code, String kind, LiveServer server, Caller caller)
      throws IOException {
    boolean isLink = !server.url().isEmpty();
    String text = isLink ? server.url() + "/#/" + use + "/" + code : code;
    HandedSecret secret = HandedSecret.prepare(text, kind, server.directory(), caller);
    return new CodeLink(
        secret,
        isLink && caller.isTerminal() ? QrText.of(text, caller.columns()) : Optional.empty());
  }
}
