package gochat.terminal.profile;

import static gochat.terminal.profile.Credential.Kind.ACCOUNT;
import static gochat.terminal.profile.Credential.Kind.DEVICE;
import static gochat.terminal.profile.Credential.Kind.GUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gochat.client.Security;
import gochat.client.ServerAddresses;
import gochat.client.v1.Endpoint;
import gochat.terminal.text.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialStoreTest {
  private static final ServerAddresses HERE = ServerAddresses.parse("here:1");
  private static final Credential ALICE = new Credential(HERE, "alice", ACCOUNT, true, "secret");

  @TempDir Path directory;

  @Test
  void aTokenIsForOneServerAndOneName() throws Exception {
    store().put(ALICE);
    store().put(new Credential(HERE, "张三", GUEST, false, "other"));

    assertThat(store().find(HERE, "Alice")).contains(ALICE);
    assertThat(store().find(ServerAddresses.parse("here:2"), "alice")).isEmpty();
    assertThat(store().find(HERE, "bob")).isEmpty();
    assertThat(store().accounts(HERE)).containsExactly(ALICE);

    store().put(new Credential(HERE, "alice", ACCOUNT, true, "newer"));
    assertThat(store().find(HERE, "alice").orElseThrow().token()).isEqualTo("newer");
    store().remove(HERE, "alice");
    assertThat(store().find(HERE, "alice")).isEmpty();
    assertThat(store().find(HERE, "张三")).isPresent();
  }

  @Test
  void aTokenIsFoundByEachAddressOfItsServer() throws Exception {
    store().put(ALICE);
    ServerAddresses both = ServerAddresses.parse("there:2,here:1");
    assertThat(store().find(both, "alice")).contains(ALICE);

    Credential newer = new Credential(both, "alice", ACCOUNT, true, "newer");
    store().put(newer);
    assertThat(store().accounts(HERE)).containsExactly(newer);
    assertThat(store().find(ServerAddresses.parse("there:2"), "alice")).contains(newer);
  }

  @Test
  void theDeviceSecretSurvivesASignOutAndIsNoToken() throws Exception {
    Endpoint here = new Endpoint(HERE, new Security.Authorities(List.of()));
    store().put(new Credential(HERE, "alice", DEVICE, true, "older"));
    store().put(new Credential(HERE, "alice", DEVICE, true, "device"));
    store().put(ALICE);
    store().remove(HERE, "alice");

    assertThat(store().deviceToken(here, "Alice")).isEqualTo("device");
    assertThat(store().find(HERE, "alice")).isEmpty();
    assertThat(store().accounts(HERE)).isEmpty();
    assertThat(store().deviceToken(here, "bob")).isEmpty();
    assertThat(store().deviceToken(new Endpoint(HERE, new Security.Plaintext()), "alice"))
        .isEmpty();
  }

  @Test
  void onlyTheOwnerMayReadFileAndDirectory() throws Exception {
    store().put(ALICE);
    assertThat(mode(file())).isEqualTo("rw-------");
    assertThat(mode(own())).isEqualTo("rwx------");
    store().put(ALICE);
    assertThat(mode(file())).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void aFileThatOthersMayReadIsNotUsed(String mode) throws Exception {
    store().put(ALICE);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> store().find(HERE, "alice"))
        .isInstanceOf(ProfileException.class)
        .hasMessageContainingAll("chmod 600", file().toString());
    assertThatThrownBy(() -> store().put(ALICE)).isInstanceOf(ProfileException.class);
  }

  @Test
  void aDirectoryThatOthersMayReadIsClosed() throws Exception {
    Files.createDirectories(own());
    Files.setPosixFilePermissions(own(), PosixFilePermissions.fromString("rwxr-xr-x"));
    store().put(ALICE);
    assertThat(mode(own())).isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "something else", "gochat-credentials 1\nhere:1 alice secret"})
  void aFileThatIsSomethingElseIsNamed(String text) throws Exception {
    store().put(ALICE);
    Files.writeString(file(), text);
    assertThatThrownBy(() -> store().find(HERE, "alice"))
        .isInstanceOf(ProfileException.class)
        .message()
        .contains(file().toString())
        .doesNotContain("secret");
  }

  @Test
  void severalMayWriteAtTheSameTime() throws Exception {
    List<Callable<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Credential credential = new Credential(HERE, "user" + i, ACCOUNT, false, "token");
      writers.add(() -> {
        store().put(credential);
        return null;
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var written : threads.invokeAll(writers)) {
        written.get();
      }
    }
    assertThat(store().accounts(HERE)).hasSize(20);
  }

  @Test
  void aCredentialDoesNotTellItsToken() {
    assertThat(ALICE.toString()).doesNotContain("secret");
  }

  /// A directory that nobody can write to, as a home directory may be; root may write to most.
  @Test
  void aFailedWriteIsReportedWithItsFileAndReason() throws Exception {
    Files.createFile(directory.resolve("state"));

    assertThatThrownBy(() -> store().put(ALICE))
        .isInstanceOf(ProfileException.class)
        .hasMessageStartingWith(file() + " can't be written: ")
        .hasMessageNotContaining("Exception");
    assertThat(store().find(HERE, "alice")).isEmpty();
  }

  private CredentialStore store() {
    return new CredentialStore(file(), new Texts(Locale.ENGLISH));
  }

  private Path own() {
    return directory.resolve("state/gochat");
  }

  private Path file() {
    return own().resolve("credentials");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
