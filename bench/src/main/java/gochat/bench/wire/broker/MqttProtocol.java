package gochat.bench.wire.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import gochat.bench.wire.Client;
import gochat.bench.wire.Connection;
import gochat.bench.wire.Destination;
import gochat.bench.wire.Envelope;
import gochat.bench.wire.PacketConnection;
import gochat.bench.wire.Protocol;
import gochat.bench.wire.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/// MQTT 3.1.1 with QoS 0: a topic for each room and each user. A follower of a room would receive
/// its own messages.
///
/// <https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html>
public final class MqttProtocol implements Protocol {
  @Override
  public Connection connection(Client client, Connection.Listener listener) {
    return new Mqtt(client, listener);
  }

  @Override
  public SenderReceives senderReceives() {
    return SenderReceives.NOTHING;
  }

  private static final class Mqtt extends PacketConnection {
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    private static final int PUBLISH = 0x30;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 0x90;
    private static final int TYPE = 0xF0;
    private static final int PROTOCOL_LEVEL = 4;
    private static final int CLEAN_SESSION = 2;
    private static final int NO_KEEP_ALIVE = 0;
    private static final int REFUSED = 0x80;
    private static final int LENGTH_BYTES_MAX = 4;

    private final Client client;

    Mqtt(Client client, Listener listener) {
      super(listener);
      this.client = client;
    }

    @Override
    protected void writeOpening(ByteBuf out) {
      ByteBuf connect = Unpooled.buffer();
      string(connect, "MQTT");
      connect.writeByte(PROTOCOL_LEVEL).writeByte(CLEAN_SESSION).writeShort(NO_KEEP_ALIVE);
      string(connect, client.name());
      writePacket(out, CONNECT, connect);
      if (!client.follows().isEmpty()) {
        ByteBuf subscribe = Unpooled.buffer().writeShort(1);
        for (Destination followed : client.follows()) {
          string(subscribe, topic(followed));
          subscribe.writeByte(0);
        }
        writePacket(out, SUBSCRIBE, subscribe);
      }
    }

    private static String topic(Destination destination) {
      return switch (destination) {
        case Destination.Room(var name) -> "room/" + name;
        case Destination.User(var name) -> "user/" + name;
      };
    }

    @Override
    public Envelope envelope(Destination destination, int contentBytes) {
      ByteBuf publish = Unpooled.buffer();
      string(publish, topic(destination));
      publish.writeBytes("-".repeat(contentBytes).getBytes(UTF_8));
      ByteBuf out = Unpooled.buffer();
      writePacket(out, PUBLISH, publish);
      return new Template(ByteBufUtil.getBytes(out), out.readableBytes() - contentBytes);
    }

    private static void string(ByteBuf out, String value) {
      out.writeShort(value.length()).writeBytes(value.getBytes(UTF_8));
    }

    private static void writePacket(ByteBuf out, int header, ByteBuf body) {
      out.writeByte(header);
      int length = body.readableBytes();
      while (length > 0x7F) {
        out.writeByte((length & 0x7F) | 0x80);
        length >>>= 7;
      }
      out.writeByte(length).writeBytes(body);
    }

    @Override
    protected int packet(ByteBuf in, int offset, int end) {
      int length = 0;
      int at = offset + 1;
      int digit = 0x80;
      for (int shift = 0; (digit & 0x80) != 0; shift += 7) {
        if (at == end) {
          return 0;
        }
        if (at - offset > LENGTH_BYTES_MAX) {
          throw new IllegalArgumentException("MQTT: a length of more than 4 bytes");
        }
        digit = in.getByte(at++);
        length |= (digit & 0x7F) << shift;
      }
      if (length > end - at) {
        return 0;
      }
      body(in.getByte(offset) & TYPE, in, at, length);
      return at + length - offset;
    }

    private void body(int type, ByteBuf in, int offset, int length) {
      switch (type) {
        case PUBLISH -> {
          int topicBytes = 2 + in.getUnsignedShort(offset);
          listener().onContent(in, offset + topicBytes, length - topicBytes);
        }
        case CONNACK -> {
          int code = in.getByte(offset + 1);
          if (code != 0) {
            lose("CONNACK " + code);
          } else if (client.follows().isEmpty()) {
            listener().onRegistered();
          }
        }
        case SUBACK -> {
          if ((in.getByte(offset + length - 1) & REFUSED) != 0) {
            lose("SUBACK: refused");
          }
          listener().onRegistered();
        }
        default -> throw new IllegalArgumentException("MQTT: packet type " + (type >>> 4));
      }
    }
  }
}
