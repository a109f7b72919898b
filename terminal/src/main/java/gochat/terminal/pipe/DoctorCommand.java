package gochat.terminal.pipe;

import com.google.protobuf.Timestamp;
import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.v1.Chat;
import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.GetRoomRequest;
import gochat.v1.UserKind;
import io.grpc.Status;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Checks step by step what a chat needs, and reports the result of each step and what to do.
final class DoctorCommand implements PipeCommand {
  private static final int CONNECT_TIMEOUT_MS = 5_000;
  private static final int ROUND_TRIPS = 5;
  private static final long LATENCY_MS_MAX = 500;
  private static final Duration SKEW_MAX = Duration.ofSeconds(5);

  private final InstantSource clock;

  DoctorCommand() {
    this(InstantSource.system());
  }

  DoctorCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void declare(CommandSpec spec, Texts texts) {
    // The command has no options of its own.
  }

  @Override
  public void run(ParseResult parsed, CommandContext context)
      throws Failure, ProfileException, IOException, InterruptedException {
    DoctorReport report = new DoctorReport(context);
    settings(context, report);
    if (isReached(context, report) && isChatServer(context, report)) {
      conversation(context, report);
    }
    report.conclude();
  }

  private static void settings(CommandContext context, DoctorReport report) throws IOException {
    Path file = context.setup().directories().profileFile();
    report.ok(Files.exists(file) ? "doctor.settings" : "doctor.no-settings", file.toString());
    try {
      context.credentials().accounts(context.setup().server().addresses());
    } catch (ProfileException e) {
      report.problem(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isReached(CommandContext context, DoctorReport report) throws IOException {
    boolean isReached = false;
    for (ServerAddress address : context.setup().server().addresses().all()) {
      isReached |= isReached(address, context, report);
    }
    return isReached;
  }

  private static boolean isReached(
      ServerAddress server, CommandContext context, DoctorReport report) throws IOException {
    Texts common = context.setup().texts();
    String reason;
    try (Socket socket = new Socket()) {
      InetAddress address = InetAddress.getByName(server.host());
      long startNanos = System.nanoTime();
      socket.connect(new InetSocketAddress(address, server.port()), CONNECT_TIMEOUT_MS);
      report.ok("doctor.reached", server.toString(), msSince(startNanos));
      return true;
    } catch (UnknownHostException _) {
      reason = common.get("problem.host-unknown");
    } catch (ConnectException _) {
      reason = common.get("problem.connection-refused");
    } catch (SocketTimeoutException _) {
      reason = common.get("problem.no-answer");
    } catch (IOException e) {
      reason = VisibleText.sentence(String.valueOf(e.getMessage()));
    }
    report.problem(
        context.texts().get("doctor.unreachable", server.toString(), reason),
        "doctor.unreachable.hint",
        Integer.toString(ServerAddress.DEFAULT_PORT));
    return false;
  }

  private static boolean isChatServer(CommandContext context, DoctorReport report)
      throws IOException {
    Endpoint server = context.setup().server();
    try {
      var _ = server.describe();
    } catch (ChatException e) {
      if (e.reason() instanceof ChatException.Failed(var code, _)
          && code == Status.Code.UNIMPLEMENTED) {
        encryption(server, context, report);
        report.problem(context.texts().get("doctor.old"), "doctor.old.hint");
      } else {
        report.problem(String.valueOf(context.failures().of(e).getMessage()));
      }
      return false;
    }
    encryption(server, context, report);
    report.ok("doctor.version");
    return true;
  }

  private static void encryption(Endpoint server, CommandContext context, DoctorReport report)
      throws IOException {
    if (server.security() instanceof Security.Tls) {
      report.ok("doctor.tls");
    } else if (TokenSource.isOnThisMachine(server.addresses())) {
      report.ok("doctor.plain");
    } else {
      report.note(context.texts().get("doctor.plain-far"), "doctor.plain-far.hint");
    }
  }

  private void conversation(CommandContext context, DoctorReport report)
      throws IOException, InterruptedException {
    try {
      try (PipeChat chat = PipeChat.begin(context)) {
        String name = EventFormatter.name(chat.self());
        if (chat.self().getKind() == UserKind.USER_KIND_GUEST) {
          report.note(context.texts().get("doctor.guest", name), "doctor.identity.hint");
        } else {
          report.ok("doctor.account", name);
        }
        latency(chat, report, context);
      }
      skew(report, context);
    } catch (Failure e) {
      report.problem(String.valueOf(e.getMessage()), "doctor.identity.hint");
    } catch (ChatException e) {
      report.problem(String.valueOf(context.failures().of(e).getMessage()), "doctor.identity.hint");
    }
  }

  private static void latency(PipeChat chat, DoctorReport report, CommandContext context)
      throws Failure, IOException, InterruptedException {
    GetRoomRequest request = GetRoomRequest.newBuilder().setRoom(Chat.LOBBY).build();
    long[] tookMs = new long[ROUND_TRIPS];
    for (int i = 0; i < ROUND_TRIPS; i++) {
      long startNanos = System.nanoTime();
      var _ = chat.await(chat.requests().getRoom(request));
      tookMs[i] = msSince(startNanos);
    }
    long medianMs = LongStream.of(tookMs).sorted().skip(ROUND_TRIPS / 2).findFirst().orElseThrow();
    if (medianMs > LATENCY_MS_MAX) {
      report.note(context.texts().get("doctor.latency", medianMs), "doctor.latency.hint");
    } else {
      report.ok("doctor.latency", medianMs);
    }
  }

  private void skew(DoctorReport report, CommandContext context) throws IOException {
    Instant before = clock.instant();
    Timestamp told = context.setup().server().describe().getTime();
    Instant after = clock.instant();
    Instant server = Instant.ofEpochSecond(told.getSeconds(), told.getNanos());
    Duration skew = Duration.ZERO;
    if (server.isBefore(before)) {
      skew = Duration.between(server, before);
    } else if (server.isAfter(after)) {
      skew = Duration.between(after, server);
    }
    if (skew.compareTo(SKEW_MAX) > 0) {
      report.problem(context.texts().get("doctor.clock", skew.toSeconds()), "doctor.clock.hint");
    } else {
      report.ok("doctor.clock", skew.toSeconds());
    }
  }

  private static long msSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
