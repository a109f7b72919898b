package gochat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The description of the calls: a document of OpenAPI for programs, and a page for people. They
/// are made of the protos when they are first asked for. Thread-safe.
final class ApiPages {
  private final WebServices services;

  ApiPages(WebServices services) {
    this.services = services;
  }

  Map<String, HttpService> all() {
    Once<JsonObject> document = new Once<>(() -> OpenApi.of(services));
    return Map.of(
        "/v1/openapi.json",
        file("/v1/openapi.json", MediaType.JSON_UTF_8, () -> json(document.get())),
        "/docs",
        file("/docs", MediaType.HTML_UTF_8, () -> ApiPage.html(document.get())),
        "/docs.css",
        file("/docs.css", MediaType.CSS_UTF_8, ApiPages::style));
  }

  private static String json(JsonObject document) {
    return new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(document)
        + "\n";
  }

  private static String style() {
    try (InputStream in = ApiPages.class.getResourceAsStream("docs.css")) {
      return new String(requireNonNull(in, "packaged").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the style can't be read", e);
    }
  }

  private static HttpService file(String path, MediaType type, Supplier<String> content) {
    Once<PageFile> file = new Once<>(() -> new PageFile(path, type, content.get().getBytes(UTF_8)));
    // To make it takes a while, so it must not be done on the event loop.
    return (ctx, request) ->
        HttpResponse.of(
            CompletableFuture.supplyAsync(file::get, Thread::startVirtualThread)
                .thenApply(made -> made.serve(ctx, request)));
  }

  /// A value that is made at its first use.
  private static final class Once<T> {
    private final CompletableFuture<T> value = new CompletableFuture<>();
    private final Supplier<T> maker;

    Once(Supplier<T> maker) {
      this.maker = maker;
    }

    synchronized T get() {
      if (!value.isDone()) {
        value.complete(maker.get());
      }
      return value.join();
    }
  }
}
