package io.platen.device.printer.snmp.usm;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;

/** What a datagram of SNMP v3 that came unasked turned out to be. */
public sealed interface Notified {

  /**
   * A trap, or an inform.
   *
   * @param answer what an inform waits for; null for a trap
   */
  record Trap(PDU pdu, @Nullable ByteBuffer answer) implements Notified {}

  /** Somebody wants to know our engine or its time, and this tells it. */
  record Question(ByteBuffer answer) implements Notified {}

  /**
   * No user of ours has sent it so.
   *
   * @param answer why, to those who may be told; null for nothing
   */
  record Refused(@Nullable ByteBuffer answer) implements Notified {}

  /** No such message at all. */
  record Nothing() implements Notified {}
}
