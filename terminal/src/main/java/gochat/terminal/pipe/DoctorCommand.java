package gochat.terminal.pipe;

import gochat.client.Security;
import gochat.client.ServerAddress;
import gochat.client.v1.ChatException;
import gochat.client.v1.Endpoint;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.GetRoomRequest;
import gochat.v1.GetSelfRequest;
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
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Looks at everything that a conversation needs, one thing after the other, and says of each how
/// it is and what to do.
final class DoctorCommand implements Command {
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
    // Everything there is to say is said by the options of all commands.
  }

  @Override
  public void run(ParseResult parsed, Errand errand)
      throws Failure, ProfileException, IOException, InterruptedException {
    Findings findings = new Findings(errand);
    settings(errand, findings);
    if (isReached(errand, findings) && isChatServer(errand, findings)) {
      conversation(errand, findings);
    }
    findings.conclude();
  }

  private static void settings(Errand errand, Findings findings) throws IOException {
    Path file = errand.setup().directories().profileFile();
    findings.ok(Files.exists(file) ? "doctor.settings" : "doctor.no-settings", file.toString());
    try {
      errand.credentials().accounts(errand.setup().server().address());
    } catch (ProfileException e) {
      findings.problem(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isReached(Errand errand, Findings findings) throws IOException {
    ServerAddress server = errand.setup().server().address();
    Texts common = errand.setup().texts();
    String reason;
    try (Socket socket = new Socket()) {
      InetAddress address = InetAddress.getByName(server.host());
      long startNanos = System.nanoTime();
      socket.connect(new InetSocketAddress(address, server.port()), CONNECT_TIMEOUT_MS);
      findings.ok("doctor.reached", server.toString(), msSince(startNanos));
      return true;
    } catch (UnknownHostException _) {
      reason = common.get("trouble.host-unknown");
    } catch (ConnectException _) {
      reason = common.get("trouble.nobody-listens");
    } catch (SocketTimeoutException _) {
      reason = common.get("trouble.no-answer");
    } catch (IOException e) {
      reason = VisibleText.sentence(String.valueOf(e.getMessage()));
    }
    findings.problem(
        errand.texts().get("doctor.unreachable", server.toString(), reason),
        "doctor.unreachable.hint",
        Integer.toString(ServerAddress.DEFAULT_PORT));
    return false;
  }

  /// Asks without a token: whoever refuses that for its lack is a server that this client knows.
  private static boolean isChatServer(Errand errand, Findings findings) throws IOException {
    Endpoint server = errand.setup().server();
    try {
      var _ = server.accounts("", stub -> stub.getSelf(GetSelfRequest.getDefaultInstance()));
    } catch (ChatException e) {
      if (!(e.reason() instanceof ChatException.Failed(var code, _))) {
        findings.problem(String.valueOf(errand.failures().of(e).getMessage()));
        return false;
      }
      if (code == Status.Code.UNIMPLEMENTED) {
        encryption(server, errand, findings);
        findings.problem(errand.texts().get("doctor.old"), "doctor.old.hint");
        return false;
      }
      if (code != Status.Code.UNAUTHENTICATED) {
        findings.problem(String.valueOf(errand.failures().of(e).getMessage()));
        return false;
      }
    }
    encryption(server, errand, findings);
    findings.ok("doctor.version");
    return true;
  }

  private static void encryption(Endpoint server, Errand errand, Findings findings)
      throws IOException {
    if (server.security() instanceof Security.Tls) {
      findings.ok("doctor.tls");
    } else if (Identity.isOnThisMachine(server.address())) {
      findings.ok("doctor.plain");
    } else {
      findings.note(errand.texts().get("doctor.plain-far"), "doctor.plain-far.hint");
    }
  }

  private void conversation(Errand errand, Findings findings)
      throws IOException, InterruptedException {
    try {
      ClockComparison comparison;
      try (Visit visit = Visit.begin(errand)) {
        String name = Wording.name(visit.self());
        if (visit.self().getKind() == UserKind.USER_KIND_GUEST) {
          findings.note(errand.texts().get("doctor.guest", name), "doctor.identity.hint");
        } else {
          findings.ok("doctor.account", name);
        }
        latency(visit, findings, errand);
        comparison = new ClockComparison(visit, clock);
      }
      skew(comparison.skew(errand.setup().server()), findings, errand);
    } catch (Failure e) {
      findings.problem(String.valueOf(e.getMessage()), "doctor.identity.hint");
    } catch (ChatException e) {
      findings.problem(
          String.valueOf(errand.failures().of(e).getMessage()), "doctor.identity.hint");
    }
  }

  private static void latency(Visit visit, Findings findings, Errand errand)
      throws Failure, IOException, InterruptedException {
    GetRoomRequest request = GetRoomRequest.newBuilder().setRoom(Place.LOBBY).build();
    long[] tookMs = new long[ROUND_TRIPS];
    for (int i = 0; i < ROUND_TRIPS; i++) {
      long startNanos = System.nanoTime();
      var _ = visit.await(visit.requests().getRoom(request));
      tookMs[i] = msSince(startNanos);
    }
    long medianMs = LongStream.of(tookMs).sorted().skip(ROUND_TRIPS / 2).findFirst().orElseThrow();
    if (medianMs > LATENCY_MS_MAX) {
      findings.note(errand.texts().get("doctor.latency", medianMs), "doctor.latency.hint");
    } else {
      findings.ok("doctor.latency", medianMs);
    }
  }

  private static void skew(Optional<Duration> found, Findings findings, Errand errand)
      throws IOException {
    if (found.isEmpty()) {
      findings.note(errand.texts().get("doctor.clock-unknown"), "doctor.clock-unknown.hint");
      return;
    }
    Duration skew = found.get().abs();
    if (skew.compareTo(SKEW_MAX) > 0) {
      findings.problem(errand.texts().get("doctor.clock", skew.toSeconds()), "doctor.clock.hint");
    } else {
      findings.ok("doctor.clock", skew.toSeconds());
    }
  }

  private static long msSince(long startNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
