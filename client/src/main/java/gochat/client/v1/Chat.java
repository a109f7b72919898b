package gochat.client.v1;

import gochat.client.v1.Unanswered.Repeat;
import gochat.v1.ClientFrame;
import gochat.v1.Cursor;
import gochat.v1.Event;
import gochat.v1.Reply;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One user's place in the conversation of a server, kept over lost connections until it is closed.
///
/// **Threads.** Any thread may call any method. The listener is called by one thread, with one
/// event after the other; while it is slow, the server is slowed down. The listener may call
/// everything here, and wait for it too. Two virtual threads serve a chat, so a program may have
/// thousands.
///
/// **Sending.** A message goes out under one client message id until the server has said what
/// became of it, over as many connections as that takes, and is stored once. Messages to one room
/// are stored in the order in which they were sent.
///
/// **Receiving.** See [ChatEvent.Happened] and [CursorStore].
public final class Chat implements AutoCloseable {
  /// Is told what happens. What it throws ends the chat, as [Ending.Failed].
  @FunctionalInterface
  public interface Listener {
    void on(Chat chat, ChatEvent event) throws Exception;
  }

  /// What servers take in one piece, 4 MiB, less what goes around it.
  private static final int REQUEST_BYTES_MAX = (4 << 20) - 1_024;

  private final Patience patience;
  private final Loop loop = new Loop(this::fail);
  private final Intake intake = new Intake();
  private final MessageIds messageIds = new MessageIds();
  private final AtomicLong nextId = new AtomicLong(Conversation.FIRST_ID);
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final Requests requests = new Requests(this::ask);
  private final Delivery delivery;
  private final Conversation conversation;

  Chat(Endpoint server, String token, Options options, Listener listener) {
    patience = options.patience();
    List<Cursor> kept = options.cursors().load();
    delivery = new Delivery(options.cursors(), kept, new DeliveryOwner(listener));
    conversation = new Conversation(server, token, options, kept, loop, delivery, intake);
    delivery.start();
    loop.execute(conversation::attempt);
  }

  /// Sends a text to a room.
  ///
  /// @param room its id or `#name`
  public CompletableFuture<Outcome> send(String room, String text) {
    return send(SendMessageRequest.newBuilder().setRoom(room).setText(text).build());
  }

  public CompletableFuture<Outcome> send(SendMessageRequest message) {
    return send(message, Duration.ofMillis(patience.giveUpMs()));
  }

  /// Sends a message. Waits while there is no room for it because too much is unanswered.
  ///
  /// @param message without a client message id it gets one. Who gives it one, of [MessageIds] or
  ///   any other UUID, can send the same message again after a crash, and it is still stored once.
  /// @param giveUp after which the message is given up if nothing is known about it: it is never
  ///   tried without end
  /// @return never fails
  public CompletableFuture<Outcome> send(SendMessageRequest message, Duration giveUp) {
    SendMessageRequest.Builder complete = message.toBuilder();
    if (message.getClientMessageId().isEmpty()) {
      complete.setClientMessageId(messageIds.next());
    }
    return send(newFrame().setSendMessage(complete), Repeat.ALWAYS, giveUp.toMillis());
  }

  /// Answers a message in its room. There is one answer to one message: its client message id is
  /// made from the message's position, so that a program which gets the message twice, because it
  /// crashed in between, answers once.
  ///
  /// @param to an event of a room, mostly a message
  public CompletableFuture<Outcome> answer(Event to, String text) {
    String position = "answer to " + to.getRoomId() + " " + to.getSeq();
    return send(
        SendMessageRequest.newBuilder()
            .setRoom(to.getRoomId())
            .setClientMessageId(
                UUID.nameUUIDFromBytes(position.getBytes(StandardCharsets.UTF_8)).toString())
            .setText(text)
            .setReplyTo(to.hasMessagePosted() ? to.getSeq() : 0)
            .build());
  }

  /// Sends a text to one user.
  ///
  /// @param user its id or name
  public CompletableFuture<Outcome> sendDirect(String user, String text) {
    return sendDirect(SendDirectMessageRequest.newBuilder().setUser(user).setText(text).build());
  }

  /// Sends a message to one user. Between accounts it is stored, once. A guest's message, and one
  /// to a guest, is not: a guest's is not tried again when the connection breaks before the answer
  /// came, but ends as [Outcome.Unknown]; a guest whom an account writes to may get it twice then.
  ///
  /// @return never fails
  public CompletableFuture<Outcome> sendDirect(SendDirectMessageRequest message) {
    SendDirectMessageRequest.Builder complete = message.toBuilder();
    if (message.getClientMessageId().isEmpty()) {
      complete.setClientMessageId(messageIds.next());
    }
    return send(
        newFrame().setSendDirectMessage(complete), Repeat.WITH_ACCOUNT, patience.giveUpMs());
  }

  private CompletableFuture<Outcome> send(ClientFrame.Builder frame, Repeat repeat, long giveUpMs) {
    Sending sending = new Sending(frame.build(), repeat, giveUpMs);
    submit(sending);
    return sending.outcome();
  }

  /// Everything else that can be asked for.
  public Requests requests() {
    return requests;
  }

  private <R> CompletableFuture<R> ask(
      ClientFrame.Builder frame, Repeat repeat, Function<Reply, R> response) {
    ClientFrame complete = frame.setId(nextId.getAndIncrement()).build();
    var asking = new Asking<>(complete, repeat, patience.giveUpMs(), response);
    submit(asking);
    return asking.answer();
  }

  private ClientFrame.Builder newFrame() {
    return ClientFrame.newBuilder().setId(nextId.getAndIncrement());
  }

  private void submit(Unanswered request) {
    if (request.bytes() > REQUEST_BYTES_MAX) {
      request.fail(
          Status.Code.INVALID_ARGUMENT,
          "request: " + request.bytes() + " bytes (expected: at most " + REQUEST_BYTES_MAX + ")");
      return;
    }
    try {
      switch (intake.enter(request)) {
        case FIRST -> loop.execute(conversation::takeIn);
        case BEHIND_OTHERS -> {}
        case CLOSED -> request.fail(Status.Code.CANCELLED, "the chat has ended");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      request.fail(Status.Code.CANCELLED, "interrupted while waiting for room to send");
    }
  }

  /// Waits until the chat has ended, of itself or because it was closed.
  public Ending awaitEnd() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
  }

  /// Closes within [Patience#closeMs()].
  @Override
  public void close() {
    close(Duration.ofMillis(patience.closeMs()));
  }

  /// Takes no more requests, waits for the answers to those under way, says goodbye to the server
  /// and waits for the end. Events that the listener has not been told are left for the next time.
  /// Called by the listener it only begins to do so.
  ///
  /// @param atMost how long that may take; zero ends at once
  public void close(Duration atMost) {
    loop.execute(conversation::beginToClose);
    var _ = loop.schedule(conversation::closeAtOnce, atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (delivery.isCurrentThread()) {
      return;
    }
    try {
      // The listener may be held by something that does not end.
      var _ = ended.get(atMost.toMillis() + 200, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // It is over all the same.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError("never completed exceptionally", e);
    }
  }

  private void fail(Throwable cause) {
    conversation.finish(new Ending.Failed(cause));
  }

  private final class DeliveryOwner implements Delivery.Owner {
    private final Listener listener;

    DeliveryOwner(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void tell(ChatEvent event) throws Exception {
      listener.on(Chat.this, event);
    }

    @Override
    public void drained() {
      loop.execute(conversation::drained);
    }

    @Override
    public void done(@Nullable Throwable cause) {
      loop.execute(() -> {
        Ending ending =
            conversation.finish(
                cause == null ? new Ending.Closed(false) : new Ending.Failed(cause));
        loop.shutdown();
        ended.complete(ending);
      });
    }
  }
}
