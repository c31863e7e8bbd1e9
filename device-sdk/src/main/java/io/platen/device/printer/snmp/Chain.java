package io.platen.device.printer.snmp;

import java.util.List;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Instances that follow one another: each is asked for as the one after the instance before it, so
 * that one OID of a request can bring many. Of an open chain only the beginning is known.
 */
final class Chain {
  private static final int VARBIND_HEAD = 2;
  private static final int NULL = 2;

  /** The i-th instance is the one after the i-th of these. */
  final List<OID> asked;

  /** How many of its instances are wanted; of an open chain more than are known. */
  final int expected;

  /** What one answer takes beside its OID, as far as it can be guessed. */
  final int valueBytes;

  private Chain(List<OID> asked, int expected, int valueBytes) {
    this.asked = List.copyOf(asked);
    this.expected = expected;
    this.valueBytes = valueBytes;
  }

  static Chain of(List<OID> asked, int valueBytes) {
    return new Chain(asked, asked.size(), valueBytes);
  }

  /**
   * What comes after a place.
   *
   * @param expected so much of it is of use, two at the least
   */
  static Chain openAfter(OID place, int expected, int valueBytes) {
    return new Chain(List.of(place), expected, valueBytes);
  }

  boolean isOpen() {
    return expected > asked.size();
  }

  Chain part(int from, int to) {
    return of(asked.subList(from, to), valueBytes);
  }

  /** The bytes of one varbind in an answer. */
  int answerBytes() {
    return VARBIND_HEAD + asked.get(0).getBERLength() + valueBytes;
  }

  /** The bytes of one varbind in a request. */
  int requestBytes() {
    return VARBIND_HEAD + asked.get(0).getBERLength() + NULL;
  }

  /** What came after an instance. */
  record Answer(OID asked, VariableBinding got) {}
}
