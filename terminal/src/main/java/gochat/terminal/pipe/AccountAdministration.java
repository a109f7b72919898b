package gochat.terminal.pipe;

import gochat.client.v1.Administration;
import gochat.terminal.profile.ProfileException;
import gochat.terminal.text.DeviceList;
import gochat.terminal.text.Texts;
import gochat.terminal.text.VisibleText;
import gochat.v1.ServerAccount;
import gochat.v1.UserKind;
import java.io.IOException;

/// The accounts of a server in the hands of an administrator.
final class AccountAdministration {
  private final Administration server;
  private final CommandContext context;

  AccountAdministration(Administration server, CommandContext context) {
    this.server = server;
    this.context = context;
  }

  /// @param namePrefix the beginning of their names; empty for all
  void list(String namePrefix, boolean isJson) throws IOException {
    for (ServerAccount account : server.accounts(namePrefix)) {
      if (isJson) {
        context.output().json(account);
      } else {
        context.output().line(line(account, context.texts()));
      }
    }
  }

  /// Columns separated by one tab, for people and for `cut`.
  private static String line(ServerAccount account, Texts texts) {
    boolean isAdministrator = account.getUser().getKind() == UserKind.USER_KIND_ADMINISTRATOR;
    return String.join(
        "\t",
        VisibleText.name(account.getUser().getName()),
        texts.get(isAdministrator ? "admin.administrator" : "admin.account"),
        DeviceList.time(account.getCreateTime()),
        account.hasLastUseTime() ? DeviceList.time(account.getLastUseTime()) : "-",
        Integer.toString(account.getSessions()),
        state(account, texts));
  }

  private static String state(ServerAccount account, Texts texts) {
    return account.hasEraseTime()
        ? texts.get("admin.deleted", DeviceList.time(account.getEraseTime()))
        : account.getDisabled() ? texts.get("admin.disabled") : "-";
  }

  void disable(String name) throws IOException {
    server.disable(name);
    done("admin.is-disabled", name, "");
  }

  void delete(String name, boolean erasesMessages) throws IOException {
    server.delete(name, erasesMessages);
    done("admin.is-deleted", name, "");
  }

  void enable(String name) throws IOException {
    server.enable(name);
    done("admin.is-enabled", name, "");
  }

  /// @param role `administrator` or `account`
  void setRole(String name, String role) throws Failure, IOException {
    switch (role) {
      case "administrator" -> {
        server.setKind(name, UserKind.USER_KIND_ADMINISTRATOR);
        done("admin.is-administrator", name, "");
      }
      case "account" -> {
        server.setKind(name, UserKind.USER_KIND_ACCOUNT);
        done("admin.is-account", name, "");
      }
      default -> throw Parameters.wrong("ROLE", role, "administrator, account", context);
    }
  }

  void endSessions(String name) throws IOException {
    server.endSessions(name);
    done("admin.is-signed-out", name, "");
  }

  void reset(String name) throws ProfileException, IOException {
    try (CodeLink link = CodeLink.prepare("reset", context)) {
      String code = server.createPasswordReset(name).getCode();
      done(link.key("admin.reset"), name, link.handOver(code));
    }
  }

  private void done(String key, String name, String link) throws IOException {
    context.output().line(context.texts().get(key, VisibleText.name(name), link));
  }
}
