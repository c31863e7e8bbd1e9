package io.platen.device.discovery.mdns;

import io.platen.device.testing.SimulatedNetwork;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What answers to a multicast query: messages of records that a test makes up. */
public final class MdnsHost implements SimulatedNetwork.Host {
  public static final InetSocketAddress GROUP = new InetSocketAddress("224.0.0.251", 5_353);

  private final List<Message> messages = new ArrayList<>();

  /** A printer that announces a service with its place. */
  public MdnsHost printer(String service, String name, int port, String address) {
    messages.add(
        new Message()
            .pointer(service, name + "." + service)
            .service(name + "." + service, port, name + ".local")
            .address(name + ".local", address));
    return this;
  }

  MdnsHost saying(Message message) {
    messages.add(message);
    return this;
  }

  @Override
  public List<ByteBuffer> hear(ByteBuffer query) {
    return messages.stream().map(each -> each.bytes(query.getShort(query.position()))).toList();
  }

  /** Records in the form of RFC 1035. */
  static final class Message {
    private final ByteBuffer records = ByteBuffer.allocate(4_096);
    private int count;
    private int flags = 0x8400;

    Message flags(int other) {
      flags = other;
      return this;
    }

    Message pointer(String owner, String instance) {
      return record(owner, 12, name(instance));
    }

    Message service(String owner, int port, String host) {
      byte[] name = name(host);
      return record(
          owner,
          33,
          ByteBuffer.allocate(6 + name.length).putInt(0).putShort((short) port).put(name).array());
    }

    Message address(String owner, String address) {
      return record(owner, 1, new InetSocketAddress(address, 1).getAddress().getAddress());
    }

    Message record(String owner, int type, byte[] value) {
      records.put(name(owner)).putShort((short) type).putShort((short) 0x8001).putInt(10);
      records.putShort((short) value.length).put(value);
      count++;
      return this;
    }

    ByteBuffer bytes(short id) {
      ByteBuffer written = records.duplicate().flip();
      return ByteBuffer.allocate(12 + written.remaining())
          .putShort(id)
          .putShort((short) flags)
          .putInt(count)
          .putInt(0)
          .put(written)
          .flip();
    }

    private static byte[] name(String text) {
      ByteBuffer name = ByteBuffer.allocate(300);
      for (String label : text.split("\\.", 0)) {
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        name.put((byte) bytes.length).put(bytes);
      }
      name.put((byte) 0).flip();
      byte[] bytes = new byte[name.remaining()];
      name.get(bytes);
      return bytes;
    }
  }
}
