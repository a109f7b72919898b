package gochat.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.ChatServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The services that every gRPC tool expects, as grpc-java ships them.
@ExtendWith(NoLeaks.class)
class StandardServicesTest {
  private final HealthStatusManager health = new HealthStatusManager();
  private EdgeFixture edge;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    edge =
        new EdgeFixture(
            ServiceRegistry.builder()
                .add(health.getHealthService().bindService())
                .add(ProtoReflectionServiceV1.newInstance().bindService())
                .add(new ChatServiceGrpc.ChatServiceImplBase() {}.bindService())
                .build(65_536));
    channel = edge.channel();
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void healthIsServedAndWatched() {
    health.setStatus("gochat", HealthCheckResponse.ServingStatus.SERVING);
    HealthCheckRequest request = HealthCheckRequest.newBuilder().setService("gochat").build();
    HealthGrpc.HealthBlockingStub stub = HealthGrpc.newBlockingStub(channel);

    assertThat(stub.check(request).getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    Iterator<HealthCheckResponse> watched = stub.watch(request);
    assertThat(watched.next().getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    health.enterTerminalState();
    assertThat(watched.next().getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.NOT_SERVING);
  }

  @Test
  void reflectionListsEveryServiceAndKnowsTheFrozenContract() throws Exception {
    ServerReflectionResponse services =
        reflect(ServerReflectionRequest.newBuilder().setListServices("").build());
    assertThat(services.getListServicesResponse().getServiceList())
        .extracting(ServiceResponse::getName)
        .contains("gochat.ChatService", "grpc.health.v1.Health");

    ServerReflectionResponse file =
        reflect(
            ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol("gochat.ChatService")
                .build());
    assertThat(file.getFileDescriptorResponse().getFileDescriptorProtoCount()).isEqualTo(1);
  }

  private ServerReflectionResponse reflect(ServerReflectionRequest request) throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable cause) {
                    answer.completeExceptionally(cause);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(request);
    requests.onCompleted();
    return answer.get(60, TimeUnit.SECONDS);
  }
}
