package gochat.server;

import gochat.account.AccountsException;
import gochat.account.AuditLog;
import gochat.account.AuditLog.Actor;
import gochat.api.Build;
import gochat.room.AuditAction;
import gochat.room.AuditDetail;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The entry of the audit log for a start of this server.
///
/// @param address of this server, for the operator
record StartEntry(Config config, String address) {
  private static final Logger log = LoggerFactory.getLogger(StartEntry.class);

  /// Waits for the disk. A full disk is no reason not to start: the operator needs the server to
  /// see what fills it.
  void recordIn(AuditLog audit) {
    try {
      audit.record(Actor.SERVER, AuditAction.SERVER_STARTED, /* account= */ null, details());
    } catch (AccountsException e) {
      log.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("the start of the server is not in the audit log");
    }
  }

  private Map<AuditDetail, String> details() {
    Map<AuditDetail, String> details = new EnumMap<>(AuditDetail.class);
    Build build = Build.current();
    details.put(AuditDetail.SERVER_ADDRESS, address);
    details.put(AuditDetail.VERSION, build.version());
    if (!build.commit().isEmpty()) {
      details.put(AuditDetail.BUILD, build.commit());
    }
    String changes = new ConfigFile(config).differences(ConfigSources.ofThisProgram().config());
    if (!changes.isEmpty()) {
      details.put(AuditDetail.SETTINGS, changes);
    }
    return details;
  }
}
