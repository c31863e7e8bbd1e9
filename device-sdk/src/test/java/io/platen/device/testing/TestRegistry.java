package io.platen.device.testing;

import io.platen.protocol.heartbeat.HeartbeatAnswer;
import io.platen.protocol.heartbeat.HeartbeatKeys;
import io.platen.protocol.sync.Heartbeat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** A resolver behind which a registry knows one device; it does what a test tells it instead. */
public final class TestRegistry implements SimulatedNetwork.Host {
  private final Heartbeat by;
  private final List<Long> counters = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private long last = -1;
  private boolean syncs;

  public TestRegistry(Heartbeat by) {
    this.by = by;
  }

  /** Answers only heartbeats above this one as heard. */
  public TestRegistry heard(long counter) {
    last = counter;
    return this;
  }

  /** Asks the device to sync from now on. */
  public TestRegistry syncing() {
    syncs = true;
    return this;
  }

  /** The counters of all heartbeats, in their order. */
  public List<Long> counters() {
    return List.copyOf(counters);
  }

  /** The names that were asked for. */
  public List<String> names() {
    return List.copyOf(names);
  }

  @Override
  public List<ByteBuffer> hear(ByteBuffer datagram) {
    return List.of(ByteBuffer.wrap(answer(datagram).toWire()));
  }

  /** The right answer to a question. */
  public Message answer(ByteBuffer question) {
    Message asked = parsed(question);
    String name = asked.getQuestion().getName().toString(true);
    names.add(name);
    for (long counter = 0; counter < 2 * HeartbeatKeys.PERIOD + last + 1; counter++) {
      if (name.equals(by.keys().name(counter, by.zone()).text())) {
        return answer(asked, by.keys().answer(counter, said(counter)));
      }
    }
    Message unknown = answered(asked);
    unknown.getHeader().setRcode(Rcode.NXDOMAIN);
    return unknown;
  }

  private HeartbeatAnswer said(long counter) {
    counters.add(counter);
    if (counter <= last) {
      return HeartbeatAnswer.stale(last);
    }
    last = counter;
    return syncs ? HeartbeatAnswer.SYNC : HeartbeatAnswer.FINE;
  }

  /** An answer with this text. */
  public static Message answer(Message asked, String text) {
    Message answer = answered(asked);
    answer.addRecord(
        new TXTRecord(asked.getQuestion().getName(), DClass.IN, 0, text), Section.ANSWER);
    return answer;
  }

  /** An answer without a record. */
  public static Message answered(Message asked) {
    Message answer = new Message(asked.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(asked.getQuestion(), Section.QUESTION);
    return answer;
  }

  public static Message parsed(ByteBuffer wire) {
    try {
      return new Message(wire.duplicate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
