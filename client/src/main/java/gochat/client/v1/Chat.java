package gochat.client.v1;

import com.google.protobuf.Message;
import gochat.client.v1.PendingRequest.Repeat;
import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.Event;
import gochat.v1.SendDirectMessageRequest;
import gochat.v1.SendMessageRequest;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One user's connection to a server, restored after each loss until it is closed.
///
/// **Threads.** Any thread may call any method. One thread calls the listener, with one event after
/// the other; a slow listener slows the server down. The listener may call all methods and wait for
/// their results. A chat has two virtual threads, so a program may have thousands of chats.
///
/// **Sending.** A message has one client message id, under which it is sent until the server
/// answers, over as many connections as necessary; the server stores it once. Messages to one room
/// are stored in the order of sending. A message whose refusal was lost with a connection is
/// repeated too: if it is accepted then, it may be stored behind later ones.
///
/// **Receiving.** See [ChatEvent.Happened] and [CursorStore].
public final class Chat implements AutoCloseable {
  /// Receives the events. An exception ends the chat, as [Ending.Failed].
  @FunctionalInterface
  public interface Listener {
    void on(Chat chat, ChatEvent event) throws Exception;
  }

  /// The id of the lobby, the room of which every user is a member.
  public static final String LOBBY = "lobby";

  /// The limit of servers for a request, 4 MiB, less the overhead of a frame.
  private static final int REQUEST_BYTES_MAX = (4 << 20) - 1_024;

  private final Timeouts timeouts;
  private final Loop loop = new Loop(this::fail);
  private final SubmissionQueue submissions = new SubmissionQueue();
  private final MessageIds messageIds = new MessageIds();
  private final AtomicLong nextId = new AtomicLong(ReconnectingStream.FIRST_ID);
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final Requests requests = new Requests(this::ask);
  private final EventDispatcher dispatcher;
  private final TokenSource tokens;
  private final ReconnectingStream stream;

  Chat(Endpoint server, Credential credential, Options options, Listener listener) {
    timeouts = options.timeouts();
    List<Cursor> kept = options.cursors().load();
    dispatcher = new EventDispatcher(options.cursors(), kept, new DispatcherOwner(listener));
    tokens = new TokenSource(server, credential, loop);
    stream = new ReconnectingStream(server, tokens, options, kept, loop, dispatcher, submissions);
    dispatcher.start();
    loop.execute(stream::attempt);
  }

  /// The chat's guest has become an account: connects with this token from now on. The connection
  /// that is open goes on. See [Endpoint#upgradeGuest].
  public void replaceToken(String token) {
    loop.execute(() -> tokens.replace(token));
  }

  /// Sends a text to a room.
  ///
  /// @param room its id or `#name`
  public CompletableFuture<Outcome> send(String room, String text) {
    return send(SendMessageRequest.newBuilder().setRoom(room).setText(text).build());
  }

  public CompletableFuture<Outcome> send(SendMessageRequest message) {
    return send(message, Duration.ofMillis(timeouts.giveUpMs()));
  }

  /// Sends a message. Waits for room if too many requests are unanswered.
  ///
  /// @param message gets a client message id if it has none. A program that sets one, from
  ///   [MessageIds] or any other UUID, can send the message again after a crash; it is still stored
  ///   once.
  /// @param giveUp until the message fails if there is no answer
  /// @return never completes exceptionally
  public CompletableFuture<Outcome> send(SendMessageRequest message, Duration giveUp) {
    SendMessageRequest.Builder complete = message.toBuilder();
    if (message.getClientMessageId().isEmpty()) {
      complete.setClientMessageId(messageIds.next());
    }
    return send(newFrame().setSendMessage(complete), Repeat.ALWAYS, giveUp.toMillis());
  }

  /// Answers a message in its room. The client message id is derived from the position of the
  /// message, so that a program that receives a message twice, because it crashed in between,
  /// answers once.
  ///
  /// @param to an event of a room, usually a message
  public CompletableFuture<Outcome> answer(Event to, String text) {
    String position = "answer to " + to.getRoomId() + " " + to.getSeq();
    return send(
        SendMessageRequest.newBuilder()
            .setRoom(to.getRoomId())
            .setClientMessageId(
                UUID.nameUUIDFromBytes(position.getBytes(StandardCharsets.UTF_8)).toString())
            .setText(text)
            .setReplyToSeq(to.hasMessagePosted() ? to.getSeq() : 0)
            .build());
  }

  /// Sends a text to one user.
  ///
  /// @param user its id or name
  public CompletableFuture<Outcome> sendDirect(String user, String text) {
    return sendDirect(SendDirectMessageRequest.newBuilder().setUser(user).setText(text).build());
  }

  /// Sends a message to one user. A message between accounts is stored, once. A message of or to a
  /// guest is not stored. A guest's message is not repeated if the connection breaks before the
  /// answer, but ends as [Outcome.Unknown]; a message of an account is repeated, so that a guest
  /// may receive it twice.
  ///
  /// @return never completes exceptionally
  public CompletableFuture<Outcome> sendDirect(SendDirectMessageRequest message) {
    SendDirectMessageRequest.Builder complete = message.toBuilder();
    if (message.getClientMessageId().isEmpty()) {
      complete.setClientMessageId(messageIds.next());
    }
    return send(
        newFrame().setSendDirectMessage(complete), Repeat.WITH_ACCOUNT, timeouts.giveUpMs());
  }

  private CompletableFuture<Outcome> send(ClientFrame.Builder frame, Repeat repeat, long giveUpMs) {
    PendingMessage message = new PendingMessage(frame.build(), repeat, giveUpMs);
    submit(message);
    return message.outcome();
  }

  /// All other requests.
  public Requests requests() {
    return requests;
  }

  private <T extends Message> CompletableFuture<T> ask(
      ClientFrame.Builder frame, Repeat repeat, Class<T> outcome) {
    ClientFrame complete = frame.setId(nextId.getAndIncrement()).build();
    var call = new PendingCall<>(complete, repeat, timeouts.giveUpMs(), outcome);
    submit(call);
    return call.outcome();
  }

  private ClientFrame.Builder newFrame() {
    return ClientFrame.newBuilder().setId(nextId.getAndIncrement());
  }

  private void submit(PendingRequest request) {
    if (request.bytes() > REQUEST_BYTES_MAX) {
      request.fail(
          Status.Code.INVALID_ARGUMENT,
          "request: " + request.bytes() + " bytes (expected: at most " + REQUEST_BYTES_MAX + ")");
      return;
    }
    try {
      switch (submissions.put(request)) {
        case FIRST -> loop.execute(stream::takeRequests);
        case QUEUED -> {}
        case CLOSED -> request.fail(Status.Code.CANCELLED, "the chat has ended");
      }
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
      request.fail(Status.Code.CANCELLED, "interrupted while waiting for room to send");
    }
  }

  /// Waits until the chat has ended.
  public Ending awaitEnd() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
  }

  /// Closes within [Timeouts#closeMs()].
  @Override
  public void close() {
    close(Duration.ofMillis(timeouts.closeMs()));
  }

  /// Accepts no more requests, waits for the answers to earlier ones and for the server's
  /// confirmation. Events that the listener has not handled come again after the next start. If the
  /// listener calls this, it returns at once.
  ///
  /// @param atMost the longest time to wait; zero ends the chat at once
  public void close(Duration atMost) {
    loop.execute(stream::beginToClose);
    loop.schedule(
        () -> stream.finish(new Ending.Closed(false)), atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (dispatcher.isCurrentThread()) {
      return;
    }
    try {
      // The listener may be blocked without end.
      ended.get(atMost.toMillis() + 200, TimeUnit.MILLISECONDS);
    } catch (TimeoutException ignored) {
      // The chat has ended anyway.
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
  }

  private void fail(Throwable cause) {
    stream.finish(new Ending.Failed(cause));
  }

  private final class DispatcherOwner implements EventDispatcher.Owner {
    private final Listener listener;

    DispatcherOwner(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void tell(ChatEvent event) throws Exception {
      listener.on(Chat.this, event);
    }

    @Override
    public void drained() {
      loop.execute(stream::drained);
    }

    @Override
    public void done(@Nullable Throwable cause) {
      loop.execute(() -> {
        Ending ending =
            stream.finish(cause == null ? new Ending.Closed(false) : new Ending.Failed(cause));
        loop.shutdown();
        ended.complete(ending);
      });
    }
  }
}
