package gochat.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import gochat.v1.AccountServiceGrpc;
import gochat.v1.AdminServiceGrpc;
import gochat.v1.MessageServiceGrpc;
import gochat.v1.PresenceServiceGrpc;
import gochat.v1.RoomServiceGrpc;
import gochat.v1.ServerServiceGrpc;
import gochat.v1.StreamServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples of docs/api.md and the recipes of docs/programs.md, run as they stand there against
/// a real server.
class ApiExamplesTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Path BUF = CHECKOUT.resolve("protocol/node_modules/.bin/buf");
  private static final int MINUTES_MAX = 5;

  private static final Pattern EXAMPLE = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern HTTP_CALL =
      Pattern.compile("curl [^\n]*localhost:8080(/[^\\s'\"?)]*)[^\n]*");

  @TempDir Path directory;

  @Test
  void theyAllSucceedOneAfterTheOther() throws Exception {
    String curl = "curl() { command curl -sS --fail-with-body \"$@\"; echo; }\n";
    assertThat(printedBy(curl + examples().collect(Collectors.joining())))
        .contains("你好！", "Over a stream", "caughtUp")
        .doesNotContain("refusal");
  }

  @Test
  void theRecipesForScriptsFailWhenAMessageIsRefused() throws Exception {
    assumeTrue(isInstalled("jq"), "needs jq (Debian: jq)");
    String page = Files.readString(CHECKOUT.resolve("docs/programs.md"));
    List<String> recipes = examples(page.substring(0, page.indexOf("\n## Bots"))).toList();
    String roomOfOthers =
        """
        curl -sS -d '{"name": "PingBot", "password": "correct horse"}' localhost:8080/v1/register
        owner=$(curl -sS -d '{"name": "owner", "password": "correct horse"}' localhost:8080/v1/register |
          jq -er .signedIn.token)
        curl -sS -H "authorization: Bearer $owner" -d '{"name": "ops", "kind": "ROOM_KIND_PUBLIC"}' localhost:8080/v1/rooms
        """;
    String refused =
        """
        if say %%23ops hello; then exit 3; fi
        if %s
        then exit 4; fi
        """
            .formatted(recipes.getLast().strip().replace("#lobby", "#ops"));
    assertThat(printedBy(roomOfOthers + String.join("", recipes) + refused))
        .contains("REFUSAL_REASON_NOT_A_MEMBER");
  }

  /// Runs a script, which has to succeed, against a new server.
  private String printedBy(String examples) throws Exception {
    assumeTrue(Files.isExecutable(BUF), "needs buf, which protocol/check installs (Debian: npm)");
    assumeTrue(isInstalled("curl"), "needs curl (Debian: curl)");
    Path script = directory.resolve("examples.sh");
    Path printed = directory.resolve("printed");
    Path grpcurl = directory.resolve("bin/grpcurl");
    Files.createDirectories(grpcurl.getParent());
    try (InputStream source = ApiExamplesTest.class.getResourceAsStream("grpcurl")) {
      Files.copy(source, grpcurl);
    }
    assertThat(grpcurl.toFile().setExecutable(true)).isTrue();
    Config config = ServerFixture.config(directory.resolve("data"), Map.of(Setting.WEB_PORT, "0"));
    try (ChatServer server =
        ChatServer.start(
            config,
            fatal -> {
              throw new AssertionError(fatal);
            })) {
      var _ = AdminCodeFile.write(config.dataDir(), server.adminCode());
      Files.writeString(
          script,
          // A shell ignores these failures by default; here they are errors.
          "set -euo pipefail\n"
              + examples
                  .replace("localhost:1234", "127.0.0.1:" + server.port())
                  .replace("localhost:8080", "127.0.0.1:" + server.webPort().orElseThrow()));
      ProcessBuilder shell =
          new ProcessBuilder("bash", "-x", script.toString())
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile());
      shell.environment().put("BUF", BUF.toString());
      shell.environment().merge("PATH", "", (path, _) -> grpcurl.getParent() + ":" + path);
      Process running = shell.start();
      try {
        assertThat(running.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).isTrue();
      } finally {
        running.destroyForcibly();
      }
      String text = Files.readString(printed);
      assertThat(running.exitValue()).as(text).isZero();
      return text;
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyCallHasOneWithGrpcurl(MethodDescriptor<?, ?> method) throws IOException {
    assertThat(examples().collect(Collectors.joining()))
        .containsPattern("localhost:1234 \\\\?\\s*" + Pattern.quote(method.getFullMethodName()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyUnaryCallHasOneWithCurl(MethodDescriptor<?, ?> method) throws IOException {
    if (method.getType() == MethodType.UNARY) {
      var schema =
          (ProtoMethodDescriptorSupplier) requireNonNull(method.getSchemaDescriptor(), "generated");
      HttpRule rule = schema.getMethodDescriptor().getOptions().getExtension(AnnotationsProto.http);
      assertThat(httpCalls()).anyMatch(call -> call.matches(pattern(rule)));
    }
  }

  static Stream<MethodDescriptor<?, ?>> methods() {
    return Stream.of(
            ServerServiceGrpc.getServiceDescriptor(),
            AccountServiceGrpc.getServiceDescriptor(),
            AdminServiceGrpc.getServiceDescriptor(),
            RoomServiceGrpc.getServiceDescriptor(),
            MessageServiceGrpc.getServiceDescriptor(),
            PresenceServiceGrpc.getServiceDescriptor(),
            StreamServiceGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream());
  }

  private static Stream<String> examples() throws IOException {
    return examples(Files.readString(CHECKOUT.resolve("docs/api.md")));
  }

  private static Stream<String> examples(String page) {
    return EXAMPLE.matcher(page).results().map(block -> block.group(1));
  }

  /// Such as `POST /v1/rooms`.
  private static List<String> httpCalls() throws IOException {
    return HTTP_CALL
        .matcher(examples().collect(Collectors.joining()))
        .results()
        .map(call -> verb(call.group()) + " " + call.group(1))
        .toList();
  }

  private static String verb(String call) {
    Matcher given = Pattern.compile("-X (\\S+)").matcher(call);
    return given.find() ? given.group(1) : call.contains(" -d ") ? "POST" : "GET";
  }

  private static String pattern(HttpRule rule) {
    String verb = rule.getPatternCase().name();
    String path =
        switch (rule.getPatternCase()) {
          case GET -> rule.getGet();
          case PUT -> rule.getPut();
          case POST -> rule.getPost();
          case DELETE -> rule.getDelete();
          case PATCH -> rule.getPatch();
          case CUSTOM, PATTERN_NOT_SET -> throw new AssertionError(rule);
        };
    return verb + " " + path.replaceAll("\\{[^}]*}", "[^/]+");
  }

  private static boolean isInstalled(String command) throws Exception {
    return new ProcessBuilder("bash", "-c", "command -v " + command).start().waitFor() == 0;
  }
}
