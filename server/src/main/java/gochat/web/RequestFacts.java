package gochat.web;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.api.Origin;
import gochat.edge.ConnectionCounts;
import gochat.edge.MetadataText;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Describes a request to services, in gRPC's terms. Stateless.
final class RequestFacts {
  private RequestFacts() {}

  static Metadata metadata(RequestHeaders headers) {
    Metadata metadata = new Metadata();
    headers.forEach((name, value) -> {
      String key = name.toString();
      if (!key.startsWith(":")) {
        MetadataText.put(metadata, key, value);
      }
    });
    return metadata;
  }

  static Attributes attributes(ServiceRequestContext ctx) {
    return attributes(WebConnection.channel(ctx), ctx.attr(Proxies.CLIENT));
  }

  /// @param client the client of the proxy through which the request came, null for none
  static Attributes attributes(Channel channel, Origin.@Nullable Forwarded client) {
    Attributes.Builder attributes =
        Attributes.newBuilder()
            .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, channel.remoteAddress())
            .set(Origin.ON_IDENTIFIED, () -> ConnectionCounts.named(channel))
            .set(Origin.LANE, channel.eventLoop());
    SSLSession session = WebConnection.tlsSession(channel);
    if (session != null) {
      attributes.set(Grpc.TRANSPORT_ATTR_SSL_SESSION, session);
    }
    if (client != null) {
      attributes.set(Origin.BEHIND_PROXY, client);
    }
    return attributes.build();
  }

  static Map<String, List<String>> query(ServiceRequestContext ctx) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    ctx.queryParams().names().forEach(name -> query.put(name, ctx.queryParams(name)));
    return query;
  }
}
