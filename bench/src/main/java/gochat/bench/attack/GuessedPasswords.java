package gochat.bench.attack;

import java.io.IOException;

/// Guesses the password of one account again and again.
final class GuessedPasswords extends SignInFlood {
  GuessedPasswords() {
    super(40, "An address may guess a few times; then each guess has to wait longer.");
  }

  @Override
  void call(RawHttp1 client, String name, int turn) throws IOException {
    client.call(Requests.SIGN_IN, "{\"name\":\"" + name + "\",\"password\":\"a guess\"}");
  }
}
