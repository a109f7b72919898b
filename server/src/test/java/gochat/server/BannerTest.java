package gochat.server;

import static org.assertj.core.api.Assertions.assertThat;

import gochat.account.Registration;
import gochat.ops.Messages;
import gochat.server.LanAddress.Candidate;
import gochat.tls.SelfSigned;
import gochat.tls.TlsIdentity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BannerTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  private OpenFiles openFiles = new OpenFiles(OptionalInt.empty());
  private @Nullable Path adminCodeFile;
  private Registration registration = Registration.INVITE;

  @Test
  void theBannerShowsHowToJoinWhereTheDataIsAndThatPlaintextIsInsecure() throws Exception {
    assertThat(banner("en_US.UTF-8", Map.of(), 1234))
        .startsWith(
            """
            GoChat 1.2.3
            gochat listening on 0.0.0.0:1234
            """)
        .contains("bin/client -name Alice\n")
        .contains("bin/client -name Bob -server 192.168.1.20:1234\n")
        .contains(HOME.resolve("data") + "\n")
        .contains("Not encrypted")
        .contains("are accepted over TLS or from this machine only")
        .contains("the first user who registers with the code sesame")
        .doesNotContain("Durability", "\u001b");
  }

  @Test
  void theBannerIsChineseInAChineseLocaleExceptTheLineForPrograms() throws Exception {
    assertThat(banner("zh_CN.UTF-8", Map.of(), 1234))
        .contains("gochat listening on 0.0.0.0:1234\n")
        .contains("他人加入")
        .contains("未加密")
        .doesNotContain("Join");
  }

  @Test
  void anotherPortIsPartOfEveryCommand() throws Exception {
    assertThat(banner("en", Map.of(), 4711))
        .contains("-name Alice -server localhost:4711\n")
        .contains("-server 192.168.1.20:4711\n");
  }

  @Test
  void aServerOnLoopbackIsNotOfferedToOthers() throws Exception {
    assertThat(banner("en", Map.of(Setting.HOST, "127.0.0.1"), 1234))
        .contains("gochat listening on 127.0.0.1:1234\n")
        .doesNotContain("elsewhere");
    assertThat(banner("en", Map.of(Setting.HOST, "::1"), 1234))
        .contains("gochat listening on [::1]:1234\n");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.2, 127.0.0.2", "::1, [::1]", "0:0:0:0:0:0:0:1, [::1]"})
  void whereLocalhostMayBeAnotherAddressTheHintNamesTheServersOwn(String host, String shown)
      throws Exception {
    assertThat(banner("en", Map.of(Setting.HOST, host), 1234))
        .contains("-name Alice -server " + shown + ":1234\n");
  }

  @Test
  void allAddressesOfIpv6AreWrittenShort() throws Exception {
    assertThat(banner("en", Map.of(Setting.HOST, "::"), 1234))
        .contains("gochat listening on [::]:1234\n", "bin/client -name Alice\n");
  }

  @ParameterizedTest
  @CsvSource({
    "20000, 1048576, false",
    "20000, 20000, false",
    "20000, 1024, true",
    "30000, 30000, true",
    "700, 1024, false"
  })
  void fewerConnectionsAreMentionedWhereTheyMatter(String wanted, int files, boolean isMentioned)
      throws Exception {
    openFiles = new OpenFiles(OptionalInt.of(files));
    String banner = banner("en", Map.of(Setting.CONNECTION_MAX, wanted), 1234);

    assertThat(banner.contains("limit of open files")).isEqualTo(isMentioned);
  }

  @Test
  void theBannerSaysWhoCanRegisterAndWhatToDo() throws Exception {
    assertThat(banner("en", Map.of(), 1234))
        .contains(
            "Accounts                by invitation: bin/server admin invitation add, or admin");
    registration = Registration.OFF;
    assertThat(banner("en", Map.of(Setting.REGISTRATION, "off"), 1234))
        .contains("nobody can register; bin/server admin account add NAME");
    registration = Registration.OPEN;
    assertThat(banner("en", Map.of(Setting.REGISTRATION, "open"), 1234))
        .contains("Accounts                everybody can register\n");
    assertThat(banner("en", Map.of(Setting.HOST, "::1"), 1234))
        .contains("Accounts                everybody can register\n");
    assertThat(banner("en", Map.of(), 1234))
        .contains("everybody can register, as before the upgrade; --registration invite or open");
    assertThat(banner("zh", Map.of(), 1234)).contains("账号        与升级前一样");
  }

  @Test
  void theBannerSaysWhomTheServerTakesWhenItIsNotEverybody() throws Exception {
    assertThat(banner("en", Map.of(), 1234)).doesNotContain("First contract", "Guests");
    Map<Setting, String> closed =
        Map.of(Setting.FIRST_CONTRACT, "accounts", Setting.GUEST_ALLOWED, "off");
    assertThat(banner("en", closed, 1234))
        .contains("First contract          gochat.ChatService takes accounts only")
        .contains("Guests                  are refused by the v1 API");
    assertThat(banner("zh", closed, 1234)).contains("最初约定    gochat.ChatService 只接受");
  }

  @Test
  void aCodeThatMustNotBeShownIsNamedByItsFile() throws Exception {
    adminCodeFile = Path.of("/var/lib/gochat/admin-code");

    assertThat(banner("en", Map.of(), 1234))
        .contains("the code in /var/lib/gochat/admin-code\n")
        .doesNotContain("sesame");
  }

  @Test
  void aServerOnOneAddressIsJoinedThere() throws Exception {
    assertThat(banner("en", Map.of(Setting.HOST, "192.0.2.1"), 1234))
        .contains("-name Alice -server 192.0.2.1:1234\n")
        .contains("-name Bob -server 192.0.2.1:1234\n");
  }

  @Test
  void thePossibleLossOfADurabilityIsSaidInOneLine() throws Exception {
    assertThat(banner("en", Map.of(Setting.DURABILITY, "async"), 1234))
        .contains("power failure")
        .contains(HOME.resolve("data").toString());
    assertThat(banner("en", Map.of(Setting.DURABILITY, "memory"), 1234))
        .contains("all messages are lost when the server stops")
        .doesNotContain(HOME.resolve("data").toString());
  }

  @Test
  void theFingerprintOfASelfSignedCertificateIsShown() throws Exception {
    TlsIdentity identity = SelfSigned.inMemory();
    String fingerprint = identity.fingerprint();

    assertThat(banner("en", Map.of(Setting.TLS, "self-signed"), 1234, identity))
        .contains("bin/client -name Alice\n")
        .contains("-name Bob -server 192.168.1.20:1234 -fingerprint " + fingerprint + "\n")
        .contains("Fingerprint (SHA-256)   " + fingerprint + "\n")
        .contains("connections without it can be read by others")
        .doesNotContain("Not encrypted");
    assertThat(banner("zh", Map.of(Setting.TLS, "self-signed"), 1234, identity))
        .contains("证书指纹    " + fingerprint)
        .contains("部分加密");
    Map<Setting, String> strict = Map.of(Setting.TLS, "self-signed", Setting.PLAINTEXT, "off");
    assertThat(banner("en", strict, 1234, identity))
        .contains("-name Alice -server localhost:1234 -fingerprint " + fingerprint + "\n")
        .contains("all connections, with TLS");
  }

  @Test
  void withACertificateFromFilesTheClientChecksItsName() throws Exception {
    Map<Setting, String> files =
        Map.of(Setting.TLS_CERT, "cert.pem", Setting.TLS_KEY, "key.pem", Setting.PLAINTEXT, "off");

    assertThat(banner("en", files, 1234, SelfSigned.inMemory()))
        .contains("-name Alice -server localhost:1234 -tls\n")
        .contains("-name Bob -server localhost:1234 -tls\n");
  }

  @Test
  void theWebPortIsNamed() throws Exception {
    OptionalInt free = OptionalInt.of(8080);

    assertThat(banner("en", Map.of(), 1234, free, null))
        .contains("Open in a browser       http://localhost:8080/\n")
        .contains("Browsers elsewhere      http://192.168.1.20:8080/\n");
    assertThat(banner("zh", Map.of(Setting.HOST, "::1"), 1234, free, null))
        .contains("浏览器打开  http://[::1]:8080/\n");
    assertThat(banner("en", Map.of(Setting.TLS, "self-signed"), 1234, free, SelfSigned.inMemory()))
        .contains("https://192.168.1.20:8080/\n");
    assertThat(banner("en", Map.of(Setting.WEB_URL, "https://chat.example.org"), 1234, free, null))
        .contains("Browsers elsewhere      https://chat.example.org/\n")
        .doesNotContain("http://192.168.1.20");
    assertThat(banner("en", Map.of(Setting.HOST, "127.0.0.1"), 1234, free, null))
        .contains("http://127.0.0.1:8080/\n")
        .doesNotContain("Browsers elsewhere");
  }

  @Test
  void aWebPortThatWasTakenIsSaidAndOneThatIsOffIsNot() throws Exception {
    assertThat(banner("en", Map.of(), 1234)).contains("another program has 8080");
    assertThat(banner("zh", Map.of(), 1234)).contains("8080 已被其他程序占用");
    assertThat(banner("en", Map.of(Setting.WEB_PORT, "off"), 1234))
        .doesNotContain("8080", "eb port");
  }

  @Test
  void thePortForMetricsIsNamed() throws Exception {
    assertThat(banner("en", Map.of(), 1234))
        .contains("Metrics and health      127.0.0.1:9464, from this machine\n");
  }

  @Test
  void aPrivateAddressOfARealNetworkIsPreferred() throws Exception {
    assertThat(
            LanAddress.best(
                List.of(
                    candidate("lo", "127.0.0.1"),
                    candidate("docker0", "172.17.0.1"),
                    candidate("eth0", "fe80::1"),
                    candidate("eth0", "2001:db8::1"),
                    candidate("eth1", "192.0.2.1"),
                    candidate("wlan0", "192.168.1.20"))))
        .contains(InetAddress.getByName("192.168.1.20"));
    assertThat(LanAddress.best(List.of(candidate("docker0", "172.17.0.1"))))
        .contains(InetAddress.getByName("172.17.0.1"));
    assertThat(LanAddress.best(List.of(candidate("lo", "127.0.0.1"), candidate("e", "fe80::1"))))
        .isEmpty();
  }

  @Test
  void bothLanguagesSayTheSameThings() throws Exception {
    assertThat(keys("messages_zh")).isEqualTo(keys("messages"));
    assertThat(keys("messages"))
        .containsAll(Arrays.stream(Setting.values()).map(s -> "setting." + s.key()).toList());
  }

  private static Set<Object> keys(String bundle) throws Exception {
    var properties = new Properties();
    try (var in = Messages.class.getResourceAsStream(bundle + ".properties")) {
      properties.load(in);
    }
    return properties.keySet();
  }

  /// @param webPort empty when it was taken or is off
  private record StandInServer(
      int port,
      OptionalInt webPort,
      String url,
      Optional<TlsIdentity> identity,
      Registration registration)
      implements RunningServer {
    @Override
    public OptionalInt opsPort() {
      return OptionalInt.of(9464);
    }

    @Override
    public Registration registration() {
      return registration;
    }

    @Override
    public Optional<String> adminCode() {
      return Optional.of("sesame");
    }

    @Override
    public void close() {}
  }

  private String banner(String language, Map<Setting, String> flags, int port)
      throws UnknownHostException {
    return banner(language, flags, port, null);
  }

  private String banner(
      String language, Map<Setting, String> flags, int port, @Nullable TlsIdentity identity)
      throws UnknownHostException {
    return banner(language, flags, port, OptionalInt.empty(), identity);
  }

  private String banner(
      String language,
      Map<Setting, String> flags,
      int port,
      OptionalInt webPort,
      @Nullable TlsIdentity identity)
      throws UnknownHostException {
    Config config = Config.of(HOME, flags);
    Optional<TlsIdentity> own = Optional.ofNullable(identity);
    Optional<InetAddress> lan = Optional.of(InetAddress.getByName("192.168.1.20"));
    return String.join(
            "\n",
            Banner.lines(
                Messages.of(Map.of("GOCHAT_LANG", language)),
                "1.2.3",
                config,
                new StandInServer(
                    port, webPort, WebUrl.of(config, own, webPort, lan), own, registration),
                new Banner.Surroundings(lan, openFiles, Optional.ofNullable(adminCodeFile))))
        + "\n";
  }

  private static Candidate candidate(String name, String address) throws UnknownHostException {
    return new Candidate(name, InetAddress.getByName(address));
  }
}
