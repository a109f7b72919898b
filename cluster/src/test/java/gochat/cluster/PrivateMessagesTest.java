package gochat.cluster;

import gochat.server.Setting;
import java.util.Map;

class PrivateMessagesTest extends PrivateMessagesContract {
  @Override
  Map<Setting, String> bus() {
    return Map.of();
  }
}
