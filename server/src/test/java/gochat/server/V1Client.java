package gochat.server;

import gochat.v1.AccountServiceGrpc;
import gochat.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import gochat.v1.Event;
import gochat.v1.FollowRequest;
import gochat.v1.HistoryEntry;
import gochat.v1.ListHistoryRequest;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.MessageServiceGrpc.MessageServiceBlockingStub;
import gochat.v1.RegisterRequest;
import gochat.v1.RegisterResponse;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.RoomServiceGrpc.RoomServiceBlockingStub;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import gochat.v1.ServerFrame;
import gochat.v1.SignInAsGuestRequest;
import gochat.v1.SignInRequest;
import gochat.v1.SignedIn;
import gochat.v1.StreamServiceGrpc;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A user who is signed in to the v1 API, on the generated stubs.
public record V1Client(SignedIn signedIn, Channel channel) {
  public static final String PASSWORD = "correct horse";

  public static V1Client register(ManagedChannel channel, String name) {
    return new V1Client(tryRegister(channel, name).getSignedIn(), channel);
  }

  /// Registers the administrator.
  ///
  /// @param code that the server made at its start
  public static V1Client administrator(ManagedChannel channel, String name, String code) {
    RegisterRequest request =
        RegisterRequest.newBuilder().setName(name).setPassword(PASSWORD).setAdminCode(code).build();
    return new V1Client(
        AccountServiceGrpc.newBlockingStub(channel).register(request).getSignedIn(), channel);
  }

  public static RegisterResponse tryRegister(ManagedChannel channel, String name) {
    return AccountServiceGrpc.newBlockingStub(channel)
        .register(RegisterRequest.newBuilder().setName(name).setPassword(PASSWORD).build());
  }

  /// Signs in to an account that [#register] made, perhaps on an earlier server.
  public static V1Client signIn(ManagedChannel channel, String name) {
    SignedIn signedIn =
        AccountServiceGrpc.newBlockingStub(channel)
            .signIn(SignInRequest.newBuilder().setName(name).setPassword(PASSWORD).build())
            .getSignedIn();
    return new V1Client(signedIn, channel);
  }

  public static V1Client guest(ManagedChannel channel, String name) {
    SignedIn signedIn =
        AccountServiceGrpc.newBlockingStub(channel)
            .signInAsGuest(SignInAsGuestRequest.newBuilder().setName(name).build())
            .getSignedIn();
    return new V1Client(signedIn, channel);
  }

  /// The user's id.
  public String id() {
    return signedIn.getUser().getId();
  }

  /// A connection that sends the token with every call.
  public Channel asSelf() {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + signedIn.getToken());
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  public AccountServiceBlockingStub accounts() {
    return AccountServiceGrpc.newBlockingStub(asSelf());
  }

  public RoomServiceBlockingStub rooms() {
    return RoomServiceGrpc.newBlockingStub(asSelf());
  }

  public MessageServiceBlockingStub messages() {
    return MessageServiceGrpc.newBlockingStub(asSelf());
  }

  public SendMessageResponse send(String room, String text) {
    return messages()
        .sendMessage(SendMessageRequest.newBuilder().setRoom(room).setText(text).build());
  }

  /// The newest 200 events that the room's history shows, the oldest first.
  public List<Event> history(String room) {
    return messages()
        .listHistory(ListHistoryRequest.newBuilder().setRoom(room).setPageSize(200).build())
        .getPage()
        .getEntriesList()
        .stream()
        .map(HistoryEntry::getEvent)
        .toList();
  }

  /// A stream that has caught up; the missed events are skipped.
  Iterator<ServerFrame> follow() {
    Iterator<ServerFrame> stream = follow(FollowRequest.getDefaultInstance());
    untilCaughtUp(stream);
    return stream;
  }

  Iterator<ServerFrame> follow(FollowRequest request) {
    return StreamServiceGrpc.newBlockingStub(asSelf())
        .withDeadlineAfter(TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .follow(request);
  }

  static List<ServerFrame> untilCaughtUp(Iterator<ServerFrame> stream) {
    List<ServerFrame> frames = new ArrayList<>();
    do {
      frames.add(stream.next());
    } while (!frames.getLast().hasCaughtUp());
    return frames;
  }
}
