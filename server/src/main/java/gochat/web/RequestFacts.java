package gochat.web;

import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import gochat.edge.MetadataText;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.netty.channel.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSession;

/// What services know of a request, in gRPC's terms. Stateless.
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
    return attributes(WebConnection.channel(ctx));
  }

  static Attributes attributes(Channel channel) {
    Attributes.Builder attributes =
        Attributes.newBuilder().set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, channel.remoteAddress());
    SSLSession session = WebConnection.tlsSession(channel);
    if (session != null) {
      attributes.set(Grpc.TRANSPORT_ATTR_SSL_SESSION, session);
    }
    return attributes.build();
  }

  static Map<String, List<String>> query(ServiceRequestContext ctx) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    ctx.queryParams().names().forEach(name -> query.put(name, ctx.queryParams(name)));
    return query;
  }
}
