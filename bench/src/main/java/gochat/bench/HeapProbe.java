package gochat.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/// Reads the heap of another Java process of the same user.
final class HeapProbe implements AutoCloseable {
  private final JMXConnector connector;
  private final MemoryMXBean memory;

  private HeapProbe(JMXConnector connector) throws IOException {
    this.connector = connector;
    memory =
        ManagementFactory.getPlatformMXBean(
            connector.getMBeanServerConnection(), MemoryMXBean.class);
  }

  @SuppressWarnings("BanJNDI") // the address is that of a process of the same user
  static HeapProbe attach(long pid) throws LoadException {
    try {
      VirtualMachine process = VirtualMachine.attach(Long.toString(pid));
      try {
        JMXServiceURL url = new JMXServiceURL(process.startLocalManagementAgent());
        return new HeapProbe(JMXConnectorFactory.connect(url));
      } finally {
        process.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new LoadException("--pid " + pid + ": its heap can't be read (" + e + ")");
    }
  }

  /// The used heap after a full collection, in bytes.
  long usedBytes() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}
