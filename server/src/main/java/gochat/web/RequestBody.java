package gochat.web;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Collects the body of a request in one buffer, so that the number of its parts costs no memory.
/// Armeria itself would keep each part. The server's limit bounds its length.
final class RequestBody implements Subscriber<HttpObject> {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

  private RequestBody() {}

  /// Completes on the request's event loop with the whole body; fails when the request breaks off.
  static CompletableFuture<byte[]> await(HttpRequest request) {
    RequestBody body = new RequestBody();
    request.subscribe(body);
    return body.whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject part) {
    // Trailers are ignored.
    if (part instanceof HttpData data) {
      body.writeBytes(data.array());
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(body.toByteArray());
  }
}
