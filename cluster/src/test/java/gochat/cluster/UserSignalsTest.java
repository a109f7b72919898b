package gochat.cluster;

import gochat.server.Setting;
import java.util.Map;

class UserSignalsTest extends UserSignalsContract {
  @Override
  Map<Setting, String> bus() {
    return Map.of();
  }
}
