package gochat.account;

import gochat.limit.NetworkList;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Names and tokens over accounts in memory, without threads.
public final class FakeIdentities {
  private final Accounts accounts;
  private final Names names;
  private final Tokens tokens;

  public FakeIdentities(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    Leases leases = new Leases();
    Guests guests =
        new Guests(
            accounts,
            leases,
            new GuestConfig(true, 1_000, 1_000),
            NetworkList.EMPTY,
            _ -> {},
            () -> 0);
    names = new Names(accounts);
    tokens = new Tokens(accounts, leases, guests, new SecureRandom(), clock, () -> 0);
  }

  public Names names() {
    return names;
  }

  public Tokens tokens() {
    return tokens;
  }

  /// Adds `user` with a token.
  ///
  /// @return the token
  public String register(User user) {
    Tokens.Issued issued = tokens.issue(user, "");
    Accounts.Addition addition = accounts.addAccount(user, "", issued.stored());
    if (addition != Accounts.Addition.ADDED) {
      throw new IllegalArgumentException(user.name() + ": " + addition);
    }
    return issued.token().text();
  }

  public static UserName name(String typed) {
    return ((UserName.Check.Valid) UserName.check(typed)).name();
  }
}
