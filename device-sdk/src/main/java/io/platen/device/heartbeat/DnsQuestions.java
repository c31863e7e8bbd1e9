package io.platen.device.heartbeat;

import io.platen.device.port.Datagrams;
import io.platen.device.port.Streams;
import io.platen.protocol.heartbeat.HeartbeatAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Asks the site's resolvers for one TXT record: each by UDP, and by TCP where the answer was cut
 * off. Anybody may answer what is asked by UDP: only a text that its reader accepts ends the wait,
 * so that a forged answer which comes first hides nothing. RFC 1035; dnsjava reads and writes
 * messages and does nothing else here, for its own resolvers run threads.
 */
final class DnsQuestions {
  private static final int ROUNDS = 2;
  private static final int MOST_RESOLVERS = 3;
  private static final int MOST_BYTES = 4096;
  private static final int MOST_DATAGRAMS = 64;
  private static final int IDS = 1 << Short.SIZE;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Datagrams datagrams;
  private final Streams streams;
  private final Resolvers resolvers;
  private final RandomGenerator random;

  DnsQuestions(Datagrams datagrams, Streams streams, Resolvers resolvers, RandomGenerator random) {
    this.datagrams = datagrams;
    this.streams = streams;
    this.resolvers = resolvers;
    this.random = random;
  }

  /**
   * What came back.
   *
   * @param said a text that its reader has accepted
   * @param noSuchName whether somebody said that there is no such name
   */
  record Answer(Optional<HeartbeatAnswer> said, boolean noSuchName) {}

  /** What reads the text of a TXT record; empty where it is not the answer. */
  interface Reader extends Function<String, Optional<HeartbeatAnswer>> {}

  /** What one resolver has said until now. */
  private static final class Heard {
    private @Nullable HeartbeatAnswer said;
    private boolean noSuchName;
    private boolean cutOff;
  }

  /** [PLT-HBT-006] Those of the site, in their order, twice. */
  Answer ask(String name, Reader reader) throws InterruptedException {
    List<InetSocketAddress> asked = resolvers.list().stream().limit(MOST_RESOLVERS).toList();
    boolean noSuchName = false;
    for (int round = 0; round < ROUNDS; round++) {
      for (InetSocketAddress resolver : asked) {
        Heard heard = ask(name, resolver, reader);
        noSuchName |= heard.noSuchName;
        if (heard.said != null) {
          return new Answer(Optional.of(heard.said), false);
        }
      }
    }
    return new Answer(Optional.empty(), noSuchName);
  }

  private Heard ask(String name, InetSocketAddress resolver, Reader reader)
      throws InterruptedException {
    Heard heard = new Heard();
    Message question = question(name);
    try {
      byUdp(question, resolver, reader, heard);
      if (heard.cutOff && heard.said == null) {
        byTcp(question, resolver, reader, heard);
      }
    } catch (IOException e) {
      return heard; // no way to it, or not in time: the next one's turn
    }
    return heard;
  }

  /** [PLT-HBT-005] The name, and nothing that it does not need. */
  private Message question(String name) {
    try {
      Message question =
          Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.TXT, DClass.IN));
      question.getHeader().setID(random.nextInt(IDS));
      return question;
    } catch (IOException e) { // the schema's zones are names
      throw new UncheckedIOException(e);
    }
  }

  private void byUdp(Message question, InetSocketAddress resolver, Reader reader, Heard heard)
      throws IOException, InterruptedException {
    try (Datagrams.Endpoint endpoint = datagrams.open()) {
      endpoint.send(ByteBuffer.wrap(question.toWire()), resolver);
      Duration end = endpoint.elapsed().plus(PATIENCE);
      for (int i = 0; i < MOST_DATAGRAMS && heard.said == null && !heard.cutOff; i++) {
        Duration left = end.minus(endpoint.elapsed());
        Optional<Datagrams.Datagram> datagram =
            left.isNegative() ? Optional.empty() : endpoint.receive(left);
        if (datagram.isEmpty()) {
          return;
        }
        if (datagram.get().from().equals(resolver)) {
          read(bytes(datagram.get().payload()), question, reader, heard);
        }
      }
    }
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[Math.min(payload.remaining(), MOST_BYTES)];
    payload.get(bytes);
    return bytes;
  }

  /** RFC 7766: two bytes of length before each message. */
  private void byTcp(Message question, InetSocketAddress resolver, Reader reader, Heard heard)
      throws IOException, InterruptedException {
    try (Streams.Endpoint endpoint = streams.open()) {
      Duration end = endpoint.elapsed().plus(PATIENCE);
      endpoint.connect(resolver, PATIENCE);
      byte[] wire = question.toWire();
      byte[] framed =
          ByteBuffer.allocate(Short.BYTES + wire.length)
              .putShort((short) wire.length)
              .put(wire)
              .array();
      endpoint.write(framed, 0, framed.length, end.minus(endpoint.elapsed()));
      int length = ByteBuffer.wrap(read(endpoint, Short.BYTES, end)).getShort() & 0xffff;
      if (length <= MOST_BYTES) {
        read(read(endpoint, length, end), question, reader, heard);
      }
    }
  }

  private static byte[] read(Streams.Endpoint from, int length, Duration end)
      throws IOException, InterruptedException {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      int read = from.read(bytes, done, length - done, end.minus(from.elapsed()));
      if (read < 0) {
        throw new IOException("The resolver ended its answer after " + done + " bytes");
      }
      done += read;
      if (from.elapsed().compareTo(end) > 0) {
        throw new IOException("The resolver is slower than " + PATIENCE);
      }
    }
    return bytes;
  }

  /** What does not fit the question is nothing: anybody may have sent it. */
  private static void read(byte[] wire, Message question, Reader reader, Heard heard) {
    Message answer;
    try {
      answer = new Message(wire);
    } catch (IOException | RuntimeException e) {
      return;
    }
    if (!isTo(question, answer)) {
      return;
    }
    heard.noSuchName |= answer.getRcode() == Rcode.NXDOMAIN;
    heard.cutOff |= answer.getHeader().getFlag(Flags.TC);
    for (Record record : answer.getSection(Section.ANSWER)) {
      if (record instanceof TXTRecord text
          && text.getName().equals(question.getQuestion().getName())
          && text.getStrings().size() == 1) {
        // [PLT-HBT-007]
        reader.apply(text.getStrings().get(0)).ifPresent(said -> heard.said = said);
      }
    }
  }

  private static boolean isTo(Message question, Message answer) {
    Record asked = question.getQuestion();
    Record repeated = answer.getQuestion();
    return answer.getHeader().getFlag(Flags.QR)
        && answer.getHeader().getID() == question.getHeader().getID()
        && repeated != null
        && repeated.getName().equals(asked.getName())
        && repeated.getType() == asked.getType()
        && repeated.getDClass() == asked.getDClass();
  }
}
