package gochat.store.postgres;

import gochat.account.Account;
import gochat.account.AccountDeletion;
import gochat.account.Accounts;
import gochat.account.AccountsException;
import gochat.account.PasswordReset;
import gochat.account.StoredToken;
import gochat.account.TokenInfo;
import gochat.account.User;
import gochat.account.UserKind;
import gochat.account.UserName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Accounts in the database.
final class PostgresAccounts implements Accounts {
  @FunctionalInterface
  private interface Query<T> {
    T run(AccountReader reader) throws SQLException;
  }

  @FunctionalInterface
  private interface Change<T> {
    T run(AccountWriter writer) throws SQLException;
  }

  @FunctionalInterface
  private interface StateChange<T> {
    T run(AccountStateWriter writer) throws SQLException;
  }

  private final Database database;

  private final RecentTokens recent;

  /// @param nanoTime [System#nanoTime]
  PostgresAccounts(Database database, LongSupplier nanoTime) {
    this.database = database;
    recent = new RecentTokens(nanoTime);
  }

  @Override
  public Addition addAccount(NewAccount account) {
    return add(sql -> new AccountWriter(sql).add(database.life().id(), account));
  }

  @Override
  public Addition upgradeGuest(NewAccount account) {
    return add(sql -> new GuestUpgrade(sql).make(database.life().id(), account));
  }

  @Override
  public Addition addGuest(User guest, StoredToken token) {
    return add(sql -> new AccountWriter(sql).addGuest(database.life().id(), guest, token));
  }

  private Addition add(Writer.Work<Addition> addition) {
    try {
      return change(addition, Addition.ADDED::equals);
    } catch (AccountsException e) {
      if (e.getCause() instanceof SQLException cause && SqlState.isTaken(cause)) {
        // Another server was first, and the user that it has added is there now.
        return change(addition, Addition.ADDED::equals);
      }
      throw e;
    }
  }

  @Override
  public Optional<User> find(UUID id) {
    return query(reader -> reader.find(id));
  }

  @Override
  public Optional<User> find(UserName name) {
    return query(reader -> reader.find(name));
  }

  @Override
  public List<User> find(Collection<UUID> ids, Collection<UserName> names) {
    return query(reader -> reader.find(ids, names));
  }

  @Override
  public Optional<User> findAlike(UserName name) {
    return query(reader -> reader.findAlike(name));
  }

  @Override
  public Optional<Credentials> credentials(UserName name) {
    return query(reader -> reader.credentials(name));
  }

  @Override
  public boolean hasAdministrator() {
    return query(AccountReader::hasAdministrator);
  }

  @Override
  public boolean wasOpen() {
    return query(AccountReader::wasOpen);
  }

  @Override
  public List<Bearer> guests() {
    return query(AccountReader::guests);
  }

  @Override
  public void removeGuest(UUID id) {
    change(writer -> {
      writer.removeGuest(id);
      return true;
    });
  }

  @Override
  public Optional<List<UUID>> addToken(StoredToken token, String password, int tokensMax) {
    return change(writer -> writer.addToken(token, password, tokensMax));
  }

  @Override
  public Optional<List<UUID>> changePassword(
      UUID account, String password, String changed, UUID kept) {
    return change(writer -> writer.changePassword(account, password, changed, kept));
  }

  @Override
  public Optional<Bearer> bearer(UUID tokenId) {
    return query(reader -> reader.bearer(tokenId));
  }

  @Override
  public Optional<Bearer> recentBearer(UUID tokenId) {
    try {
      return recent.find(
          tokenId, () -> database.read(sql -> new AccountReader(sql).bearer(tokenId)));
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<TokenInfo> tokens(UUID user) {
    return query(reader -> reader.tokens(user));
  }

  @Override
  public void touch(Collection<UUID> tokenIds, long usedMs, long expiresMs) {
    change(writer -> {
      writer.touch(tokenIds, usedMs, expiresMs);
      return true;
    });
  }

  @Override
  public boolean removeToken(UUID user, UUID tokenId) {
    return change(writer -> writer.removeToken(user, tokenId));
  }

  @Override
  public List<UUID> removeExpired(long nowMs) {
    return change(writer -> writer.removeExpired(nowMs));
  }

  @Override
  public List<Account> list(String prefix, String after, int max) {
    return query(reader -> reader.list(prefix, after, max));
  }

  @Override
  public Optional<List<UUID>> disable(UUID account) {
    return changeState(writer -> writer.disable(account));
  }

  @Override
  public boolean enable(UUID account, long nowMs) {
    return changeState(writer -> writer.enable(account, nowMs));
  }

  @Override
  public Optional<List<UUID>> delete(UUID account, AccountDeletion deletion) {
    return changeState(writer -> writer.delete(account, deletion));
  }

  @Override
  public List<DeletedAccount> deleted() {
    return query(AccountReader::deleted);
  }

  @Override
  public void erase(UUID account, long nowMs) {
    changeState(writer -> writer.erase(account, nowMs));
  }

  @Override
  public boolean setKind(UUID account, UserKind kind) {
    return changeState(writer -> writer.setKind(account, kind));
  }

  @Override
  public List<UUID> removeTokens(UUID account) {
    return changeState(writer -> writer.removeTokens(account));
  }

  @Override
  public void setReset(UUID account, PasswordReset reset) {
    changeState(writer -> {
      writer.setReset(account, reset);
      return true;
    });
  }

  @Override
  public boolean setRecoveryCodes(UUID account, String password, List<String> hashes) {
    return changeState(writer -> writer.setRecoveryCodes(account, password, hashes));
  }

  @Override
  public int recoveryCodes(UUID account) {
    return query(reader -> reader.recoveryCodes(account));
  }

  @Override
  public Optional<Credentials> resetting(String hash, long nowMs) {
    return query(reader -> reader.resetting(hash, nowMs));
  }

  @Override
  public Optional<List<UUID>> resetPassword(
      String code, long nowMs, String changed, StoredToken token) {
    return changeState(writer -> writer.resetPassword(code, nowMs, changed, token));
  }

  @Override
  public int removeResets() {
    return changeState(AccountStateWriter::removeResets);
  }

  @Override
  public void endSessions() {
    change(writer -> {
      writer.endSessions();
      return true;
    });
  }

  private <T> T query(Query<T> query) {
    try {
      return database.read(sql -> query.run(new AccountReader(sql)));
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static AccountsException unreadable(SQLException cause) {
    return SqlState.accounts("accounts can't be read", cause);
  }

  private <T> T change(Change<T> change) {
    return change(sql -> change.run(new AccountWriter(sql)), _ -> true);
  }

  private <T> T changeState(StateChange<T> change) {
    return change(sql -> change.run(new AccountStateWriter(sql)), _ -> true);
  }

  /// @param isKept as for [Writer#transact]
  private <T> T change(Writer.Work<T> change, Predicate<T> isKept) {
    try {
      return database.others().transact(change, isKept);
    } catch (SQLException e) {
      throw SqlState.accounts("accounts can't be written", e);
    } finally {
      recent.changed();
    }
  }
}
