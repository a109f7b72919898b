package gochat.bench.attack;

import java.io.IOException;

/// Signs in as one guest after the other.
final class GuestFlood extends SignInFlood {
  GuestFlood() {
    super(550, "The guests of an address are limited; beyond the limit it gets one a second.");
  }

  @Override
  void call(RawHttp1 client, String name, int turn) throws IOException {
    client.call(Requests.GUEST_SIGN_IN, "{\"name\":\"" + name + "-" + turn + "\"}");
  }
}
