package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gochat.grpc.NoLeaks;
import gochat.v1.GetRoomRequest;
import gochat.v1.GetRoomResponse;
import gochat.v1.Room;
import gochat.v1.RoomServiceGrpc.RoomServiceImplBase;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Unary methods over gRPC-Web, frame by frame.
@Timeout(60)
@ExtendWith(NoLeaks.class)
class GrpcWebTest {
  private static final String GET_ROOM = "/gochat.v1.RoomService/GetRoom";

  private WebFixture web;

  @BeforeEach
  void start() throws Exception {
    web =
        WebFixture.of(
            new Rooms().bindService(), new HealthStatusManager().getHealthService().bindService());
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private static final class Rooms extends RoomServiceImplBase {
    @Override
    public void getRoom(GetRoomRequest request, StreamObserver<GetRoomResponse> answers) {
      if (request.getRoom().isEmpty()) {
        answers.onError(Status.NOT_FOUND.withDescription("没有 100 %").asException());
        return;
      }
      answers.onNext(
          GetRoomResponse.newBuilder()
              .setRoom(Room.newBuilder().setName(request.getRoom()))
              .build());
      answers.onCompleted();
    }
  }

  private static byte[] frame(int flag, byte[] bytes) {
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) flag)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private HttpResponse<byte[]> call(String path, String type, byte[] body) throws Exception {
    return web.client.send(
        web.request(path)
            .header("content-type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static byte[] join(byte[]... parts) {
    return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
  }

  private static final byte[] QUESTION =
      frame(0, GetRoomRequest.newBuilder().setRoom("lobby").build().toByteArray());

  private static final byte[] ANSWER =
      join(
          frame(
              0,
              GetRoomResponse.newBuilder()
                  .setRoom(Room.newBuilder().setName("lobby"))
                  .build()
                  .toByteArray()),
          frame(0x80, "grpc-status: 0\r\n".getBytes(UTF_8)));

  @ParameterizedTest
  @ValueSource(strings = {"application/grpc-web", "application/grpc-web+proto"})
  void aMessageIsAnsweredByOneAndTrailers(String type) throws Exception {
    HttpResponse<byte[]> answer = call(GET_ROOM, type, QUESTION);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/grpc-web+proto");
    assertThat(answer.body()).isEqualTo(ANSWER);
  }

  @Test
  void aCallMayBeBase64() throws Exception {
    HttpResponse<byte[]> answer =
        call(GET_ROOM, "application/grpc-web-text", Base64.getEncoder().encode(QUESTION));

    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/grpc-web-text+proto");
    assertThat(BodyPart.decoded(answer.body())).isEqualTo(ANSWER);
  }

  @Test
  void aRefusalIsInTheTrailers() throws Exception {
    HttpResponse<byte[]> answer =
        call(GET_ROOM, "application/grpc-web+proto", frame(0, new byte[0]));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), 5, answer.body().length - 5, UTF_8))
        .startsWith("grpc-status: 5\r\ngrpc-message: %E6%B2%A1%E6%9C%89 100 %25\r\n")
        .contains("grpc-status-details-bin: ");
  }

  @Test
  void standardServicesAreServedToo() throws Exception {
    HttpResponse<byte[]> answer =
        call(
            "/grpc.health.v1.Health/Check",
            "application/grpc-web+proto",
            frame(0, HealthCheckRequest.getDefaultInstance().toByteArray()));

    assertThat(answer.body()).startsWith(frame(0, new byte[] {8, 1}));
  }

  @Test
  void aBodyThatIsNotOneUncompressedMessageIsRefused() throws Exception {
    for (byte[] body :
        new byte[][] {
          {}, {0, 0, 0, 0}, {0, 0, 0, 0, 9, 1}, {1, 0, 0, 0, 0}, join(QUESTION, QUESTION)
        }) {
      assertThat(new String(call(GET_ROOM, "application/grpc-web+proto", body).body(), UTF_8))
          .contains("grpc-status: 3\r\n");
    }
    assertThat(
            new String(
                call(GET_ROOM, "application/grpc-web+proto", frame(0, new byte[] {10, 9})).body(),
                UTF_8))
        .contains("grpc-message: The message can't be decoded");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/grpc",
        "application/grpc-web+thrift",
        "application/connect+json",
        "x"
      })
  void otherTypesAreRefused(String type) throws Exception {
    HttpResponse<byte[]> answer = call(GET_ROOM, type, QUESTION);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(new String(answer.body(), UTF_8)).contains("application/grpc-web+proto");
  }

  @Test
  void anotherStreamingMethodIsNotServed() throws Exception {
    HttpResponse<byte[]> answer =
        call("/grpc.health.v1.Health/Watch", "application/grpc-web+proto", frame(0, new byte[0]));

    assertThat(new String(answer.body(), UTF_8)).contains("grpc-status: 12\r\n");
  }

  @Test
  void aMessageMayBeCompressed() throws Exception {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(QUESTION, 5, QUESTION.length - 5);
    }
    var request =
        web.request(GET_ROOM)
            .header("content-type", "application/grpc-web+proto")
            .header("grpc-encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(frame(1, gzip.toByteArray())))
            .build();

    assertThat(web.client.send(request, BodyHandlers.ofByteArray()).body()).isEqualTo(ANSWER);
  }
}
