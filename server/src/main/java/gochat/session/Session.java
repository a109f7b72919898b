package gochat.session;

import static java.util.Objects.requireNonNull;

import gochat.account.AccountsException;
import gochat.account.Identity;
import gochat.account.Lease;
import gochat.account.LeaseHolder;
import gochat.account.User;
import gochat.journal.JournalException;
import gochat.presence.PresenceTracker;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client's stream of either contract. The client's first message opens it; it brings what the
/// contract follows, holds the message that can't be handled yet, and ends once.
///
/// Confined to the lane of its stream, except where a method says otherwise.
///
/// @param <M> a message of the client
public final class Session<M> implements Inbound<M>, PresenceTracker.Watcher {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  enum State {
    NEW,
    /// The client is being identified.
    OPENING,
    OPEN,
    /// The client sends no more, and still gets what it waits for.
    LEAVING,
    ENDED
  }

  private final UUID id;
  private final Lane lane;
  private final Services services;
  private final Client client;
  private final Contract<M> contract;
  private final SessionCounts.Part counted;
  private final long madeNanos = System.nanoTime();

  /// Changed on the lane. Look-ups for this stream read it, to stop when the stream has ended.
  private volatile State state = State.NEW;

  /// The message that the contract did not take yet. The client is paused meanwhile.
  private @Nullable M held;

  private boolean isHalfClosed;

  /// Set before other threads know the session. Changes when the client's guest becomes an account,
  /// and when the account has another kind.
  private volatile @Nullable Identity identity;

  /// The account, changed before the session was open.
  private @Nullable User earlyAccount;

  private @Nullable Lease lease;

  /// The epoch of the logs when the client was admitted.
  private long epoch;

  private Session(
      UUID id,
      Lane lane,
      Services services,
      Client client,
      Function<Session<M>, Contract<M>> contracts) {
    this.id = id;
    this.lane = lane;
    this.services = services;
    this.client = client;
    contract = contracts.apply(this);
    counted = services.counts().opened(client.kind());
  }

  /// A client of the first contract. It has a name while its stream is open, follows `lobby` from
  /// the log's end on, and never gets its own messages.
  ///
  /// @param id never used before, in any run of the server
  /// @param from the client's address
  /// @param proof the client's proof of identity, null for none
  public static Session<SeedMessage> seed(
      UUID id,
      InetAddress from,
      @Nullable Proof proof,
      Lane lane,
      Services services,
      Client client) {
    return new Session<>(
        id, lane, services, client, session -> new SeedContract(session, from, proof));
  }

  /// A client of the v1 API. It follows all rooms that its user is a member of, each from its
  /// cursor on, and further ones according to the user's memberships.
  ///
  /// @param id never used before, in any run of the server
  /// @param requests calls [#opening] and [#open] after the first request
  public static <M> Session<M> v1(
      UUID id, Requests<M> requests, Lane lane, Services services, Client client) {
    return new Session<>(
        id, lane, services, client, session -> new V1Contract<>(session, requests));
  }

  public UUID id() {
    return id;
  }

  Lane lane() {
    return lane;
  }

  Services services() {
    return services;
  }

  Client client() {
    return client;
  }

  State state() {
    return state;
  }

  /// Whether the client has not asked to open the session yet.
  public boolean isNew() {
    return state == State.NEW;
  }

  /// Whether the stream has ended. For any thread.
  public boolean isEnded() {
    return state == State.ENDED;
  }

  /// The client's identity. For any thread once the client is admitted, as the following methods.
  Identity identity() {
    return requireNonNull(identity, "admitted");
  }

  /// Whether the user has a name but no token. Then this is the only stream of the user at any
  /// server.
  boolean isNameOnly() {
    return identity().user().id().equals(id);
  }

  PrivateQueue privateQueue() {
    return contract.privateQueue();
  }

  void tell(Signal signal) {
    contract.tell(signal);
  }

  @Override
  public void changed(UUID user, PresenceTracker.Presence presence) {
    tell(new Item.PresenceChanged(user, presence));
  }

  /// The client is being identified.
  public void opening() {
    state = State.OPENING;
  }

  /// Ends the stream with the client's token, and has it act for the account that its guest
  /// becomes, or that has another kind.
  public LeaseHolder leaseHolder() {
    return new LeaseHolder() {
      @Override
      public void ended() {
        lane.execute(() -> end(Ending.REVOKED));
      }

      @Override
      public void changed(User account) {
        lane.execute(() -> change(account));
      }
    };
  }

  private void change(User account) {
    switch (state) {
      case NEW, OPENING -> earlyAccount = account;
      case OPEN -> {
        User before = identity().user();
        // Servers hear of their own changes again.
        if (!account.equals(before)) {
          identity = new Identity(account, identity().tokenId());
          services.online().changed(account);
          contract.changed(before);
        }
      }
      case LEAVING, ENDED -> {}
    }
  }

  /// Opens the session, unless the user has too many streams.
  ///
  /// @param lease closed with the stream; null when the client has no token
  public void open(Identity identity, @Nullable Lease lease, FollowWishes wishes) {
    if (state == State.ENDED) {
      close(lease);
      return;
    }
    this.lease = lease;
    User account = earlyAccount;
    this.identity = account == null ? identity : new Identity(account, identity.tokenId());
    epoch = services.journal().epoch();
    contract.admitted();
    Optional<Ending> refusal = services.online().enter(this);
    if (refusal.isPresent()) {
      end(refusal.get());
      return;
    }
    state = State.OPEN;
    contract.open(wishes);
  }

  /// Replaces the users whose presence the client watches.
  public void watch(Set<UUID> users) {
    if (state != State.ENDED) {
      services.presenceTracker().watch(this, users);
    }
  }

  @Override
  public void receive(M message) {
    if (held != null) {
      throw new IllegalStateException("a message came while the stream was paused");
    }
    if (!contract.take(message)) {
      held = message;
      client.pause();
    }
  }

  @Override
  public void tooLong(long bytes, int bytesMax) {
    contract.tooLong(bytes, bytesMax);
  }

  /// Tries again: a refused message may be taken now, or all taken messages are done.
  public void goOn() {
    if (held != null && contract.take(held)) {
      held = null;
      client.resume();
    }
    leaveIfDone();
  }

  @Override
  public void halfClosed() {
    isHalfClosed = true;
    if (state == State.NEW) {
      end(Ending.DONE);
    } else {
      leaveIfDone();
    }
  }

  private void leaveIfDone() {
    if (isHalfClosed && held == null && state == State.OPEN && contract.isDone()) {
      depart();
      contract.onceTold(() -> end(Ending.DONE));
    }
  }

  @Override
  public void shutDown() {
    switch (state) {
      case NEW, OPENING -> end(Ending.SHUTDOWN);
      // A leaving client that is behind ends too, because there is no time to catch up.
      case OPEN, LEAVING -> {
        depart();
        contract.onceEnded(() -> end(Ending.SHUTDOWN));
      }
      case ENDED -> {}
    }
  }

  /// Ends the session as other users see it.
  private void depart() {
    state = State.LEAVING;
    contract.leaving();
    services.online().leave(this);
  }

  @Override
  public void drained() {
    contract.drained();
  }

  /// The epoch of the logs that it brings.
  long epoch() {
    return epoch;
  }

  @Override
  public void sweep(long nowNanos) {
    if (state == State.ENDED) {
      return;
    }
    counted.waiting(client.waitingBytes());
    if (state == State.OPEN && services.journal().epoch() != epoch) {
      end(Ending.OLDER_LOGS);
      return;
    }
    if (state == State.NEW && nowNanos - madeNanos >= contract.silentNanosMax()) {
      end(contract.silent());
    }
  }

  @Override
  public void disconnected() {
    if (state == State.ENDED) {
      return;
    }
    if (state == State.OPEN) {
      depart();
    }
    state = State.ENDED;
    held = null;
    counted.end();
    services.presenceTracker().unwatch(this);
    contract.close();
    close(lease);
  }

  private static void close(@Nullable Lease lease) {
    if (lease != null) {
      lease.close();
    }
  }

  void end(Ending ending) {
    if (state != State.ENDED) {
      disconnected();
      client.end(ending);
    }
  }

  /// The store or a feed failed.
  void broken(Ending ending, @Nullable RuntimeException cause) {
    // The store has logged damaged data.
    if (cause != null && ending.reason() != Ending.Reason.DATA_DAMAGED) {
      var event = log.atError().addKeyValue("session", id);
      switch (cause) {
        // Without a stack trace, because a broken disk causes many of them.
        case JournalException _, AccountsException _ ->
            event.addKeyValue("reason", cause.getMessage()).log("the store failed");
        default -> event.setCause(cause).log("a session failed");
      }
    }
    end(ending);
  }

  void failed(RuntimeException cause) {
    broken(Ending.after(cause), cause);
  }
}
