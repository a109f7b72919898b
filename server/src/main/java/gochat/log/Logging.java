package gochat.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Configures the log, which goes to the standard error stream. Logback finds this class as a
/// service. A search for configuration files would make each start slower.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {
  /// Loggers that warn with a stack trace about clients: a client without TLS on a port with TLS
  /// only, a client whose connection was closed for its input, a client that disconnected early.
  private static final List<String> ABOUT_CLIENTS =
      List.of(
          "com.linecorp.armeria.server.HttpServerPipelineConfigurator",
          "com.linecorp.armeria.internal.common.AbstractHttp2ConnectionHandler",
          "io.netty.handler.ssl.SslHandler");

  /// The configuration until [#set] is called, and in tests.
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    set(context, LogFormat.TEXT, org.slf4j.event.Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /// @param level of GoChat's loggers; libraries log only warnings and errors
  public static void set(LogFormat format, org.slf4j.event.Level level) {
    set((LoggerContext) LoggerFactory.getILoggerFactory(), format, level);
  }

  private static void set(LoggerContext context, LogFormat format, org.slf4j.event.Level level) {
    // Without the bridge, the JDK's loggers would write by themselves, with line breaks and escapes
    // from clients.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    context.reset();
    var layout = new LogLayout(format);
    layout.setContext(context);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    // The driver reports the same by exceptions.
    context.getLogger("org.sqlite").setLevel(Level.OFF);
    // It warns for each connection that the end of a database breaks; the store says it once.
    context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
    ABOUT_CLIENTS.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    context.getLogger(LogLevels.OURS).setLevel(Level.convertAnSLF4JLevel(level));
  }
}
