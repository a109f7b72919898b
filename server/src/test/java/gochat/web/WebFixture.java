package gochat.web;

import gochat.edge.ConnectionCounts;
import gochat.edge.Encryption;
import gochat.edge.Transport;
import gochat.limit.Limits;
import gochat.limit.MessageLimit;
import gochat.limit.NetworkList;
import gochat.limit.RequestLimit;
import gochat.tls.HttpChallenges;
import gochat.tls.TlsIdentity;
import gochat.v1.Cursor;
import gochat.v1.HistoryPage;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.MessageServiceGrpc.MessageServiceImplBase;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import io.grpc.Context;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// A web port on a free port of the loopback address, and a client.
final class WebFixture implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final EventLoopGroup LOOPS = Transport.best().newLoops(2);

  final WebServer server;
  final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private WebFixture(
      WebServices services,
      Limits limits,
      ConnectionCounts connections,
      Encryption encryption,
      WebServer.Site site)
      throws IOException {
    server =
        WebServer.start("localhost", 0, LOOPS, services, limits, connections, encryption, site);
  }

  WebFixture(
      WebServices services, Limits limits, ConnectionCounts connections, Encryption encryption)
      throws IOException {
    this(services, limits, connections, encryption, WebServer.Site.LOCAL);
  }

  WebFixture(WebServices services, Limits limits, Encryption encryption) throws IOException {
    this(services, limits, new ConnectionCounts(Limits.STANDARD, NetworkList.EMPTY), encryption);
  }

  WebFixture(WebServices services, Limits limits) throws IOException {
    this(services, limits, Encryption.NONE);
  }

  /// Limits whose largest request has this many bytes.
  static Limits ofTexts(int bytes) {
    return Limits.STANDARD
        .with(MessageLimit.TEXT_BYTES, 1)
        .with(RequestLimit.BESIDE_TEXT_BYTES, bytes - 6);
  }

  static WebFixture of(ServerServiceDefinition... calls) throws IOException {
    return new WebFixture(new WebServices(List.of(calls), null, null), Limits.STANDARD);
  }

  static WebFixture of(WebServer.Site site, ServerServiceDefinition... calls) throws IOException {
    return new WebFixture(
        new WebServices(List.of(calls), null, null),
        Limits.STANDARD,
        new ConnectionCounts(Limits.STANDARD, NetworkList.EMPTY),
        Encryption.NONE,
        site);
  }

  static WebFixture of(HttpChallenges challenges, Encryption encryption) throws IOException {
    return new WebFixture(
        new WebServices(List.of(), null, null),
        Limits.STANDARD,
        new ConnectionCounts(Limits.STANDARD, NetworkList.EMPTY),
        encryption,
        new WebServer.Site(List.of(), Set.of(), NetworkList.EMPTY, challenges));
  }

  static WebFixture ofConnect(TextService connect) throws IOException {
    return new WebFixture(new WebServices(List.of(), connect, null), Limits.STANDARD);
  }

  static WebFixture ofFollow(FollowService follow) throws IOException {
    return new WebFixture(new WebServices(List.of(), null, follow), Limits.STANDARD);
  }

  static WebFixture ofTls(TlsIdentity identity, boolean plaintextToo) throws IOException {
    return new WebFixture(
        new WebServices(List.of(), null, null),
        Limits.STANDARD,
        Encryption.with(identity, plaintextToo));
  }

  int port() {
    return server.port();
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String verb, String path, @Nullable String type, String body)
      throws Exception {
    HttpRequest.Builder request =
        request(path).method(verb, HttpRequest.BodyPublishers.ofString(body));
    if (type != null) {
      request.header("content-type", type);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /// A new connection, for bytes that no client would send.
  Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /// A client that trusts every certificate.
  static HttpClient trusting(String protocol) throws Exception {
    SSLContext context = SSLContext.getInstance(protocol);
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    return HttpClient.newBuilder()
        .sslContext(context)
        .sslParameters(new SSLParameters(null, new String[] {protocol}))
        .connectTimeout(PATIENCE)
        .build();
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }

  /// Records its requests, and answers or fails as the test wants.
  static final class RecordingMessages extends MessageServiceImplBase {
    /// The interceptor of a test sets it.
    static final Context.Key<String> CALLER = Context.key("caller");

    final CompletableFuture<SendMessageRequest> sent = new CompletableFuture<>();
    final CompletableFuture<String> caller = new CompletableFuture<>();
    final CompletableFuture<String> ended = new CompletableFuture<>();
    final CompletableFuture<ListHistoryRequest> listed = new CompletableFuture<>();
    @Nullable Supplier<? extends Exception> failure;
    boolean isStuck;

    @Override
    public void sendMessage(
        SendMessageRequest request, StreamObserver<SendMessageResponse> answers) {
      sent.complete(request);
      caller.complete(CALLER.get());
      if (isStuck) {
        Context.current().addListener(_ -> ended.complete("cancelled"), Runnable::run);
        return;
      }
      if (failure != null) {
        switch (failure.get()) {
          case RuntimeException e -> throw e;
          case Exception e -> answers.onError(e);
        }
        return;
      }
      answers.onNext(SendMessageResponse.getDefaultInstance());
      answers.onCompleted();
    }

    @Override
    public void listHistory(
        ListHistoryRequest request, StreamObserver<ListHistoryResponse> answers) {
      listed.complete(request);
      answers.onNext(
          ListHistoryResponse.newBuilder()
              .setPage(
                  HistoryPage.newBuilder()
                      .setAsOf(Cursor.newBuilder().setRoom("lobby").setSeq(9_007_199_254_740_993L)))
              .build());
      answers.onCompleted();
    }
  }
}
