package gochat.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Code;
import com.google.rpc.Status;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.ClientFrame;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.PresenceServiceGrpc;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.ServerFrame;
import gochat.v1.StreamServiceGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The doors of a server. Each sends a request and describes the answer in the same words: its
/// status, reason, status over HTTP, and sentence.
final class RequestDoors {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();
  private static final Pattern TRAILER = Pattern.compile("grpc-status-details-bin: (\\S+)");
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private final ServerFixture server;
  private final HttpClient http;

  RequestDoors(ServerFixture server, HttpClient http) {
    this.server = server;
    this.http = http;
  }

  /// The answers to a call of the API, by the names of the doors that have the call.
  ///
  /// @param channel of the caller
  /// @param token of the caller, null without one
  Map<String, String> call(Channel channel, @Nullable String token, String call, String json)
      throws Exception {
    MethodDescriptor<Message, Message> method = method(call);
    Message request = AnswerText.parse(json, prototype(method.getRequestMarshaller()));
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("gRPC", grpc(channel, method, request));
    answers.put("JSON", json(token, method, request));
    answers.put("gRPC-Web", grpcWeb(token, method, request));
    answers.put("Connect", connect(token, method, request));
    FieldDescriptor field = frameField(request);
    if (field != null && token != null) {
      ClientFrame frame = ClientFrame.newBuilder().setId(7).setField(field, request).build();
      answers.put("WebSocket", webSocket(token, PRINTER.print(frame)));
    }
    return answers;
  }

  // Generated services have these marshallers.
  @SuppressWarnings("unchecked")
  private static MethodDescriptor<Message, Message> method(String call) {
    return Stream.of(
            AccountServiceGrpc.getServiceDescriptor(),
            AdminServiceGrpc.getServiceDescriptor(),
            RoomServiceGrpc.getServiceDescriptor(),
            MessageServiceGrpc.getServiceDescriptor(),
            PresenceServiceGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream())
        .filter(each -> call.equals(each.getBareMethodName()))
        .map(each -> (MethodDescriptor<Message, Message>) each)
        .findFirst()
        .orElseThrow();
  }

  private static Message prototype(Marshaller<Message> marshaller) {
    return requireNonNull(((PrototypeMarshaller<Message>) marshaller).getMessagePrototype());
  }

  private static @Nullable FieldDescriptor frameField(Message request) {
    return ClientFrame.getDescriptor().getFields().stream()
        .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
        .filter(field -> field.getMessageType().equals(request.getDescriptorForType()))
        .findFirst()
        .orElse(null);
  }

  private static String grpc(
      Channel channel, MethodDescriptor<Message, Message> method, Message request) {
    try {
      return AnswerText.of(
          ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request));
    } catch (StatusRuntimeException e) {
      return AnswerText.of(requireNonNull(StatusProto.fromThrowable(e)));
    }
  }

  private String json(
      @Nullable String token, MethodDescriptor<Message, Message> method, Message request)
      throws Exception {
    var schema = (ProtoMethodDescriptorSupplier) requireNonNull(method.getSchemaDescriptor());
    HttpRule rule = schema.getMethodDescriptor().getOptions().getExtension(AnnotationsProto.http);
    Map.Entry<FieldDescriptor, Object> binding =
        rule.getAllFields().entrySet().stream()
            .filter(entry -> !entry.getKey().getName().equals("body"))
            .findFirst()
            .orElseThrow();
    Message.Builder rest = request.toBuilder();
    String path =
        VARIABLE
            .matcher((String) binding.getValue())
            .replaceAll(variable -> {
              FieldDescriptor field =
                  request.getDescriptorForType().findFieldByName(variable.group(1));
              rest.clearField(field);
              return Matcher.quoteReplacement(encoded(request.getField(field)));
            });
    boolean hasBody = !rule.getBody().isEmpty();
    String query =
        rest.getAllFields().entrySet().stream()
            .flatMap(entry ->
                values(entry.getValue())
                    .map(value -> entry.getKey().getJsonName() + "=" + encoded(value)))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        http(
            token,
            binding.getKey().getName().toUpperCase(Locale.ROOT),
            hasBody || query.isEmpty() ? path : path + "?" + query,
            "application/json",
            hasBody ? PRINTER.print(rest) : "");
    return AnswerText.of(answer);
  }

  private static Stream<?> values(Object value) {
    return value instanceof List<?> list ? list.stream() : Stream.of(value);
  }

  private static String encoded(Object value) {
    return URLEncoder.encode(value.toString(), UTF_8).replace("+", "%20");
  }

  private String grpcWeb(
      @Nullable String token, MethodDescriptor<Message, Message> method, Message request)
      throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream framed = new DataOutputStream(body);
    framed.write(0);
    framed.writeInt(request.getSerializedSize());
    request.writeTo(framed);
    HttpRequest.Builder call =
        HttpRequest.newBuilder(uri("http", "/" + method.getFullMethodName()))
            .header("content-type", "application/grpc-web+proto")
            .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    if (token != null) {
      call.header("authorization", "Bearer " + token);
    }
    byte[] answer = http.send(call.build(), BodyHandlers.ofByteArray()).body();
    Matcher details = TRAILER.matcher(new String(answer, ISO_8859_1));
    if (details.find()) {
      return AnswerText.of(Status.parseFrom(Base64.getDecoder().decode(details.group(1))));
    }
    int bytes = ByteBuffer.wrap(answer).getInt(1);
    return AnswerText.of(method.parseResponse(new ByteArrayInputStream(answer, 5, bytes)));
  }

  private String connect(
      @Nullable String token, MethodDescriptor<Message, Message> method, Message request)
      throws Exception {
    HttpResponse<String> answer =
        http(
            token,
            "POST",
            "/" + method.getFullMethodName(),
            "application/json",
            PRINTER.print(request));
    JsonObject body = JsonParser.parseString(answer.body()).getAsJsonObject();
    if (!body.has("code")) {
      return AnswerText.of(
          AnswerText.parse(answer.body(), prototype(method.getResponseMarshaller())));
    }
    Status.Builder status =
        Status.newBuilder()
            .setCode(
                Code.valueOf(body.get("code").getAsString().toUpperCase(Locale.ROOT)).getNumber())
            .setMessage(body.get("message").getAsString());
    for (JsonElement detail : body.getAsJsonArray("details")) {
      JsonObject any = detail.getAsJsonObject();
      status
          .addDetailsBuilder()
          .setTypeUrl("type.googleapis.com/" + any.get("type").getAsString())
          .setValue(
              ByteString.copyFrom(Base64.getDecoder().decode(any.get("value").getAsString())));
    }
    return AnswerText.of(status.build());
  }

  /// The answer to one frame on a WebSocket that has started.
  String webSocket(String token, String frame) throws Exception {
    CompletableFuture<ServerFrame> reply = new CompletableFuture<>();
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(uri("ws", "/v1/connect"), new Listener(reply))
            .get(60, TimeUnit.SECONDS);
    try {
      socket.sendText("{\"id\": 1, \"start\": {\"token\": \"" + token + "\"}}", true).join();
      socket.sendText(frame, true).join();
      return AnswerText.of(reply.get(60, TimeUnit.SECONDS));
    } finally {
      socket.abort();
    }
  }

  private record Listener(CompletableFuture<ServerFrame> reply, StringBuilder text)
      implements WebSocket.Listener {
    Listener(CompletableFuture<ServerFrame> reply) {
      this(reply, new StringBuilder());
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      text.append(data);
      if (isLast) {
        ServerFrame.Builder frame = ServerFrame.newBuilder();
        try {
          AnswerText.PARSER.merge(text.toString(), frame);
        } catch (InvalidProtocolBufferException e) {
          reply.completeExceptionally(e);
        }
        text.setLength(0);
        if (frame.hasReply() && !frame.getReply().hasStart()) {
          reply.complete(frame.build());
        }
      }
      from.request(1);
      return null;
    }
  }

  /// The answer to frames on a stream of gRPC: the first reply that is not the one to a good start,
  /// or the end of the stream.
  String stream(Channel channel, List<String> frames) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    StreamObserver<ClientFrame> requests =
        StreamServiceGrpc.newStub(channel)
            .connect(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerFrame frame) {
                    if (frame.hasReply() && !frame.getReply().hasStart()) {
                      answer.complete(AnswerText.of(frame));
                    }
                  }

                  @Override
                  public void onError(Throwable end) {
                    answer.complete(AnswerText.of(requireNonNull(StatusProto.fromThrowable(end))));
                  }

                  @Override
                  public void onCompleted() {
                    answer.complete("the end");
                  }
                });
    for (String frame : frames) {
      requests.onNext((ClientFrame) AnswerText.parse(frame, ClientFrame.getDefaultInstance()));
    }
    try {
      return answer.get(60, TimeUnit.SECONDS);
    } finally {
      requests.onCompleted();
    }
  }

  HttpResponse<String> http(
      @Nullable String token, String verb, String target, String type, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("http", target))
            .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("content-type", type);
    }
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    // A wrong request may end the connection, which must not be kept for the next one.
    try (HttpClient once = HttpClient.newHttpClient()) {
      return once.send(request.build(), BodyHandlers.ofString());
    }
  }

  /// The answer to bytes on a connection of HTTP/1.1.
  String raw(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.webPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      int head = answer.indexOf("\r\n\r\n");
      return AnswerText.of(
          Integer.parseInt(answer.substring(9, 12)), answer.substring(head + 4), "");
    }
  }

  private URI uri(String scheme, String target) {
    return URI.create(scheme + "://127.0.0.1:" + server.webPort() + target);
  }
}
