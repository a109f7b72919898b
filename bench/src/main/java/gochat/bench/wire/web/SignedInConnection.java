package gochat.bench.wire.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import gochat.bench.wire.Client;
import gochat.bench.wire.PacketConnection;
import io.netty.buffer.ByteBuf;
import java.util.regex.Matcher;

/// A guest of the v1 API on the server's web port. It signs in over HTTP/1.1, then requests a
/// stream over the same connection.
abstract class SignedInConnection extends PacketConnection {
  private enum Stage {
    SIGNING_IN,
    OPENING,
    OPEN
  }

  protected final String authority;
  protected final Client client;
  private Stage stage = Stage.SIGNING_IN;
  private String token = "";

  SignedInConnection(String authority, Client client, Listener listener) {
    super(listener);
    this.authority = authority;
    this.client = client;
  }

  /// The request that opens the stream.
  protected abstract byte[] openingRequest(String token);

  /// The beginning of the response that opens the stream.
  protected abstract String openingStatus();

  /// The stream is open; by default nothing is sent.
  protected void opened(String token) {}

  /// Reads from the stream what [#packet] reads from a connection.
  protected abstract int streamPacket(ByteBuf in, int offset, int end);

  @Override
  protected final void writeOpening(ByteBuf out) {
    out.writeBytes(ClientTexts.signIn(authority, client.name()));
  }

  @Override
  protected final int packet(ByteBuf in, int offset, int end) {
    return stage == Stage.OPEN ? streamPacket(in, offset, end) : response(in, offset, end);
  }

  private int response(ByteBuf in, int offset, int end) {
    String read = in.toString(offset, end - offset, ISO_8859_1);
    int bytes = ClientTexts.responseBytes(read);
    if (bytes > 0) {
      onResponse(read.substring(0, bytes));
    }
    return bytes;
  }

  private void onResponse(String response) {
    switch (stage) {
      case SIGNING_IN -> {
        Matcher found = ClientTexts.TOKEN.matcher(response);
        if (!found.find()) {
          lose("sign-in refused: " + response);
          return;
        }
        token = found.group(1);
        stage = Stage.OPENING;
        say(openingRequest(token));
      }
      case OPENING -> {
        if (!response.startsWith(openingStatus())) {
          lose("no stream: " + response);
          return;
        }
        stage = Stage.OPEN;
        opened(token);
      }
      case OPEN -> throw new IllegalStateException("a response on an open stream");
    }
  }

  protected final void say(byte[] bytes) {
    write(buffer(bytes.length).writeBytes(bytes));
  }
}
