package gochat.web;

import gochat.v1.Cursor;
import gochat.v1.ListHistoryRequest;
import gochat.v1.ListHistoryResponse;
import gochat.v1.MessageServiceGrpc.MessageServiceImplBase;
import gochat.v1.SendMessageRequest;
import gochat.v1.SendMessageResponse;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Records its requests, and answers or fails as the test wants.
final class RecordingMessages extends MessageServiceImplBase {
  /// The interceptor of a test sets it.
  static final Context.Key<String> CALLER = Context.key("caller");

  final CompletableFuture<SendMessageRequest> sent = new CompletableFuture<>();
  final CompletableFuture<String> caller = new CompletableFuture<>();
  final CompletableFuture<String> ended = new CompletableFuture<>();
  final CompletableFuture<ListHistoryRequest> listed = new CompletableFuture<>();
  @Nullable Supplier<? extends Exception> failure;
  boolean isStuck;

  @Override
  public void sendMessage(SendMessageRequest request, StreamObserver<SendMessageResponse> answers) {
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
  public void listHistory(ListHistoryRequest request, StreamObserver<ListHistoryResponse> answers) {
    listed.complete(request);
    answers.onNext(
        ListHistoryResponse.newBuilder()
            .setAsOf(Cursor.newBuilder().setRoom("lobby").setSeq(9_007_199_254_740_993L))
            .build());
    answers.onCompleted();
  }
}
