package gochat.bench;

import gochat.bench.wire.Protocol;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.List;
import javax.net.ssl.SSLException;

/// TLS that trusts any certificate. It has one version and one cipher, so that all servers do the
/// same work.
final class TrustingTls {
  private static final String VERSION = "TLSv1.3";
  private static final String CIPHER = "TLS_AES_128_GCM_SHA256";

  private final SslContext context;
  private final boolean isGreeted;

  TrustingTls(Protocol protocol) throws LoadException {
    isGreeted = protocol.greetsBeforeTls();
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null)
            .protocols(VERSION)
            .ciphers(List.of(CIPHER));
    if (!protocol.applicationProtocols().isEmpty()) {
      builder.applicationProtocolConfig(
          new ApplicationProtocolConfig(
              ApplicationProtocolConfig.Protocol.ALPN,
              ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
              ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
              protocol.applicationProtocols()));
    }
    try {
      context = builder.build();
    } catch (SSLException e) {
      throw new LoadException("TLS: " + e.getMessage());
    }
  }

  /// Puts TLS between the network and the handlers that are added to the pipeline after it.
  void addTo(Channel channel) {
    channel.pipeline().addLast(isGreeted ? new Greeting() : handler(channel));
  }

  private SslHandler handler(Channel channel) {
    return context.newHandler(channel.alloc());
  }

  /// Drops the server's plaintext line, then starts TLS.
  private final class Greeting extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      // The next handlers have to wait until TLS begins.
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) {
      ByteBuf in = (ByteBuf) read;
      boolean isWhole = in.getByte(in.writerIndex() - 1) == '\n';
      in.release();
      if (isWhole) {
        SslHandler tls = handler(ctx.channel());
        ctx.pipeline().replace(this, null, tls);
        ctx.pipeline().context(tls).fireChannelActive();
      }
    }
  }
}
