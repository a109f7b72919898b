package gochat.bench.attack;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import gochat.v1.Refusal;
import gochat.v1.Reply;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts refusals of the API. One thread adds, any thread may read.
final class Refusals {
  private static final Pattern REASON =
      Pattern.compile("\"reason\": ?\"(?:REFUSAL_REASON_)?([A-Z_]+)");

  private final AtomicInteger count = new AtomicInteger();
  private final Set<String> reasons = ConcurrentHashMap.newKeySet();

  int count() {
    return count.get();
  }

  /// Their reasons, such as `BUSY`.
  Set<String> reasons() {
    return reasons;
  }

  /// Adds a refusal if the JSON contains one.
  void find(CharSequence json) {
    Matcher found = REASON.matcher(json);
    if (found.find()) {
      add(found.group(1));
    }
  }

  void find(Reply reply) throws InvalidProtocolBufferException {
    for (Any detail : reply.getError().getDetailsList()) {
      if (detail.is(ErrorInfo.class)) {
        add(detail.unpack(ErrorInfo.class).getReason());
      }
    }
    for (Object answer : reply.getAllFields().values()) {
      if (answer instanceof Message message) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName("refusal");
        if (field != null && message.hasField(field)) {
          add(
              ((Refusal) message.getField(field))
                  .getReason()
                  .name()
                  .replace("REFUSAL_REASON_", ""));
        }
      }
    }
  }

  private void add(String what) {
    reasons.add(what);
    count.incrementAndGet();
  }
}
