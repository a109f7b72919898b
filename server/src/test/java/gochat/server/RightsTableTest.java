package gochat.server;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import gochat.error.Reason;
import gochat.limit.Limits;
import gochat.limit.RateLimit;
import gochat.limit.RoomLimit;
import gochat.v1.Refusal;
import gochat.v1.ServerFrame;
import gochat.v1.UnfollowReason;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What each user may do: every call of the API is made by every kind of user, in every kind of
/// room, over gRPC. `docs/security.md` has the outcomes.
@SuppressWarnings("NullAway.Init") // set before each test
class RightsTableTest {
  private static final Path PAGE = Path.of("../docs/security.md");
  private static final String BEGIN = "<!-- rights -->\n";
  private static final String END = "<!-- /rights -->\n";
  private static final String DONE = "✓";

  /// So many calls in a few seconds are not what limits are for.
  private static final Limits LIMITS =
      Limits.STANDARD
          .with(RoomLimit.MADE_PER_HOUR, 1_000)
          .with(RoomLimit.INVITATIONS_PER_HOUR, 1_000)
          .with(RateLimit.ACCOUNT_CHANGES, 1_000_000)
          .with(RateLimit.GUEST_CHANGES, 1_000_000);

  @RegisterExtension
  final ServerFixture server = new ServerFixture(LIMITS, Map.of(Setting.DURABILITY, "memory"));

  private RightsCast cast;

  @BeforeEach
  void register() {
    cast = new RightsCast(server.channel(), server.adminCode());
  }

  /// With `-Dgochat.docs.write=true` it writes the page instead.
  @Test
  void thePageSaysWhichUserMayMakeWhichCall() throws IOException {
    String text =
        Stream.of(RightsPlace.values()).map(this::table).collect(joining("\n", BEGIN, END));
    String page = Files.readString(PAGE);
    String written =
        page.substring(0, page.indexOf(BEGIN))
            + text
            + page.substring(page.indexOf(END) + END.length());
    if (Boolean.getBoolean("gochat.docs.write")) {
      Files.writeString(PAGE, written);
    }

    assertThat(PAGE).hasContent(written);
  }

  @Test
  void theTableHasAllCalls() {
    Set<String> called = new TreeSet<>();
    Stream.of(RightsCall.ofServer(), RightsCall.ofRoom())
        .flatMap(List::stream)
        .forEach(call -> called.add(call.method().getFullMethodName()));

    assertThat(called)
        .containsExactlyInAnyOrderElementsOf(
            RightsCall.SERVICES.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getFullMethodName)
                .toList());
  }

  @Test
  void noCallThatConcernsARoomIsServedWithoutATokenOrToADisabledAccount() {
    for (RightsCall call : RightsCall.ofRoom()) {
      assertThat(outcome(call, RightsPlace.PUBLIC, RightsUser.NO_TOKEN))
          .as(call.text())
          .isEqualTo("token missing");
      assertThat(outcome(call, RightsPlace.PUBLIC, RightsUser.DISABLED))
          .as(call.text())
          .isEqualTo("token refused");
    }
  }

  /// Calls with the same outcomes share a row.
  private String table(RightsPlace place) {
    Map<List<String>, List<String>> rows = new LinkedHashMap<>();
    List<RightsCall> calls =
        place == RightsPlace.SERVER ? RightsCall.ofServer() : RightsCall.ofRoom();
    for (RightsCall call : calls) {
      List<String> outcomes =
          place.users().stream().map(user -> outcome(call, place, user)).toList();
      rows.computeIfAbsent(outcomes, _ -> new ArrayList<>()).add(call.text());
    }
    StringBuilder table = new StringBuilder(place.sentence()).append("\n\n");
    table.append(row("call", place.users().stream().map(RightsUser::text).toList()));
    table.append("|---".repeat(place.users().size() + 1)).append("|\n");
    rows.forEach((outcomes, names) -> table.append(row(String.join(", ", names), outcomes)));
    return table.toString();
  }

  private static String row(String first, List<String> others) {
    return "| %s | %s |\n".formatted(first, String.join(" | ", others));
  }

  /// In words: that the call was served, or the reason why not. A call that is not served has
  /// recorded nothing.
  private String outcome(RightsCall call, RightsPlace place, RightsUser user) {
    RightsScene scene = new RightsScene(cast, place, user);
    Message request = call.request().apply(scene);
    long head = scene.head();
    String reason = tried(() -> refusal(scene, call.method(), request));
    if (reason.isEmpty()) {
      return DONE;
    }
    assertThat(scene.head()).as("%s by %s in %s", call.text(), user, place).isEqualTo(head);
    return reason.replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  private static String tried(Supplier<String> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      return reason(e);
    }
  }

  private static String reason(StatusRuntimeException failure) {
    return StatusProto.fromStatusAndTrailers(failure.getStatus(), failure.getTrailers())
        .getDetailsList()
        .stream()
        .filter(detail -> detail.is(ErrorInfo.class))
        .map(detail -> {
          try {
            return detail.unpack(ErrorInfo.class).getReason();
          } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
          }
        })
        .findFirst()
        .orElseThrow(() -> new AssertionError("a failure without a reason", failure));
  }

  /// The reason of a refusal, empty when the call was served.
  private static String refusal(
      RightsScene scene, MethodDescriptor<Message, Message> method, Message request) {
    CallOptions options =
        CallOptions.DEFAULT.withDeadlineAfter(TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (method.getType() == MethodType.UNARY) {
      return refusal(ClientCalls.blockingUnaryCall(scene.connection(), method, options, request));
    }
    Context.CancellableContext stream = Context.current().withCancellation();
    Context before = stream.attach();
    try {
      return unfollowed(frames(scene.connection(), method, options, request));
    } finally {
      stream.detachAndCancel(before, null);
    }
  }

  private static Iterator<Message> frames(
      Channel connection,
      MethodDescriptor<Message, Message> method,
      CallOptions options,
      Message request) {
    if (method.getType() == MethodType.SERVER_STREAMING) {
      return ClientCalls.blockingServerStreamingCall(connection, method, options, request);
    }
    var frames = new FrameQueue();
    // The requests stay open, or the stream would end.
    ClientCalls.asyncBidiStreamingCall(connection.newCall(method, options), frames).onNext(request);
    return frames;
  }

  /// The reason why a stream does not have the room, empty when it has.
  private static String unfollowed(Iterator<Message> frames) {
    String reason = "";
    ServerFrame frame;
    do {
      frame = (ServerFrame) frames.next();
      if (frame.hasRoomUnfollowed()) {
        reason = reason(frame.getRoomUnfollowed().getReason());
      }
    } while (!frame.hasCaughtUp());
    return reason;
  }

  /// Calls have other words for rooms that are not found.
  private static String reason(UnfollowReason reason) {
    return reason == UnfollowReason.UNFOLLOW_REASON_NOT_FOUND
        ? Reason.ROOM_NOT_FOUND.name()
        : reason.name().substring("UNFOLLOW_REASON_".length());
  }

  private static String refusal(Message response) {
    OneofDescriptor outcome = response.getDescriptorForType().getOneofs().getFirst();
    return response.getField(response.getOneofFieldDescriptor(outcome)) instanceof Refusal refused
        ? refused.getReason().name().substring("REFUSAL_REASON_".length())
        : "";
  }

  static void requireServed(Message response) {
    assertThat(refusal(response)).as(response.toString()).isEmpty();
  }

  /// The frames of a stream that takes requests. It ends with the stream's failure.
  private static final class FrameQueue implements Iterator<Message>, StreamObserver<Message> {
    private final BlockingQueue<Supplier<Message>> frames = new LinkedBlockingQueue<>();

    @Override
    public void onNext(Message frame) {
      frames.add(() -> frame);
    }

    @Override
    public void onError(Throwable failure) {
      frames.add(() -> {
        throw (StatusRuntimeException) failure;
      });
    }

    @Override
    public void onCompleted() {
      frames.add(() -> {
        throw new AssertionError("the stream has ended");
      });
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Message next() {
      try {
        return frames.take().get();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
