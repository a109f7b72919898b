package gochat.terminal.profile;

import gochat.client.ServerAddresses;
import gochat.client.markup.KnownNames;
import gochat.client.v1.Endpoint;
import gochat.terminal.text.Texts;
import gochat.v1.SignedIn;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The file of the session tokens, one for each server and name, and of the device tokens. Only its
/// owner may read it. Several processes may use it at the same time. For any thread; it waits for
/// the disk.
public final class CredentialStore {
  private static final String FIRST_LINE = "gochat-credentials 1";
  private static final String EXPECTED = "SERVER account|guest|device tls|plain NAME TOKEN";
  private static final Pattern LINE =
      Pattern.compile("(\\S+) (account|guest|device) (tls|plain) (\\S+) (\\S+)");

  private final Path file;
  private final Texts texts;

  public CredentialStore(Path file, Texts texts) {
    this.file = file;
    this.texts = texts.of("profile");
  }

  /// @throws ProfileException when the file can't be read, or others can read it
  public Optional<Credential> find(ServerAddresses server, String name) throws ProfileException {
    return load().stream()
        .filter(credential -> isOf(credential, server, name))
        .filter(credential -> !credential.isDevice())
        .findFirst();
  }

  /// The device token of an account at `server`; empty if the account was never signed in here, or
  /// if the token must not be sent to `server`.
  ///
  /// @throws ProfileException when the file can't be read, or others can read it
  public String deviceToken(Endpoint server, String name) throws ProfileException {
    return load().stream()
        .filter(credential -> isOf(credential, server.addresses(), name))
        .filter(credential -> credential.isDevice() && credential.isSafeWith(server))
        .findFirst()
        .map(Credential::token)
        .orElse("");
  }

  /// The names of the accounts that are signed in at `server`.
  ///
  /// @throws ProfileException when the file can't be read, or others can read it
  public List<Credential> accounts(ServerAddresses server) throws ProfileException {
    return load().stream()
        .filter(credential -> credential.server().isSameServer(server))
        .filter(credential -> credential.kind() == Credential.Kind.ACCOUNT)
        .toList();
  }

  /// Saves the tokens from a sign-in at `server`.
  ///
  /// @return the user's token
  /// @throws ProfileException when the file can't be read or written, or others can read it
  public Credential put(Endpoint server, SignedIn signedIn) throws ProfileException {
    Credential credential = Credential.of(server, signedIn);
    change(all -> {
      put(credential, all);
      Credential.ofDevice(server, signedIn).ifPresent(device -> put(device, all));
    });
    return credential;
  }

  /// Saves `credential`; it replaces the one for the same server and name.
  ///
  /// @throws ProfileException when the file can't be read or written, or others can read it
  public void put(Credential credential) throws ProfileException {
    change(all -> put(credential, all));
  }

  private static void put(Credential credential, List<Credential> all) {
    all.removeIf(other ->
        isOf(other, credential.server(), credential.name())
            && other.isDevice() == credential.isDevice());
    all.add(credential);
  }

  /// Saves a new device token of the account that is signed in at `server` with `token`, if it is
  /// one of this file.
  ///
  /// @throws ProfileException when the file can't be read or written, or others can read it
  public void putDevice(Endpoint server, String token, String deviceToken) throws ProfileException {
    for (Credential account : accounts(server.addresses())) {
      if (account.token().equals(token)) {
        put(account.deviceWith(deviceToken));
      }
    }
  }

  /// Deletes the user's token; the device token stays.
  ///
  /// @throws ProfileException when the file can't be read or written, or others can read it
  public void remove(ServerAddresses server, String name) throws ProfileException {
    change(all -> all.removeIf(other -> isOf(other, server, name) && !other.isDevice()));
  }

  // A file lock works between processes; a second one within this process would fail.
  private void change(Consumer<List<Credential>> change) throws ProfileException {
    synchronized (CredentialStore.class) {
      try {
        PrivateFiles.makeDirectory(file.toAbsolutePath().resolveSibling(""));
        try (FileChannel lockFile =
                FileChannel.open(
                    file.resolveSibling(file.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock _ = lockFile.lock()) {
          List<Credential> all = new ArrayList<>(load());
          change.accept(all);
          PrivateFiles.replace(file, text(all));
        }
      } catch (IOException e) {
        throw new ProfileException(texts.get("credentials.unwritable", file.toString(), reason(e)));
      }
    }
  }

  private static boolean isOf(Credential credential, ServerAddresses server, String name) {
    return credential.server().isSameServer(server) && KnownNames.areSame(credential.name(), name);
  }

  private List<Credential> load() throws ProfileException {
    try {
      if (PrivateFiles.isOpenToOthers(file)) {
        throw new ProfileException(texts.get("credentials.others", file.toString()));
      }
      return parse(Files.readAllLines(file));
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException e) {
      throw new ProfileException(texts.get("credentials.unreadable", file.toString(), reason(e)));
    }
  }

  private List<Credential> parse(List<String> lines) throws ProfileException {
    if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
      throw malformed(1, FIRST_LINE);
    }
    List<Credential> found = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      Matcher matcher = LINE.matcher(lines.get(i));
      if (!matcher.matches()) {
        throw malformed(i + 1, EXPECTED);
      }
      found.add(
          new Credential(
              server(matcher.group(1), i + 1),
              matcher.group(4),
              Credential.Kind.of(matcher.group(2)),
              matcher.group(3).equals("tls"),
              matcher.group(5)));
    }
    return found;
  }

  private ServerAddresses server(String text, int line) throws ProfileException {
    try {
      return ServerAddresses.parse(text);
    } catch (IllegalArgumentException _) {
      throw malformed(line, EXPECTED);
    }
  }

  private ProfileException malformed(int line, String expected) {
    return new ProfileException(
        texts.get("credentials.malformed", file.toString(), Integer.toString(line), expected));
  }

  private static String text(List<Credential> all) {
    return all.stream()
        .map(credential ->
            String.join(
                " ",
                credential.server().toString(),
                credential.kind().word(),
                credential.isEncrypted() ? "tls" : "plain",
                credential.name(),
                credential.token()))
        .map(line -> line + "\n")
        .collect(Collectors.joining("", FIRST_LINE + "\n", ""));
  }

  private String reason(IOException e) {
    return FileErrorText.reason(e, texts);
  }
}
