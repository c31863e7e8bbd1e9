package io.platen.device.printer.snmp;

import io.platen.device.snmp.Mib;
import java.util.ArrayList;
import java.util.List;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Instances that follow one another: each is asked for as the one after the instance before it, so
 * that one OID of a request can bring many. Of an open chain only the beginning is known.
 */
class Chain {
  /** The i-th instance is the one after the i-th of these. */
  final List<OID> asked;

  final boolean open;

  /** What one answer takes beside its OID, as far as it can be guessed. */
  final int valueBytes;

  private Chain(List<OID> asked, boolean open, int valueBytes) {
    this.asked = List.copyOf(asked);
    this.open = open;
    this.valueBytes = valueBytes;
  }

  static Chain of(List<OID> asked, int valueBytes) {
    return new Chain(asked, false, valueBytes);
  }

  /** All rows after a place, however many there are. */
  static Chain openAfter(OID last, int valueBytes) {
    return new Chain(List.of(last), true, valueBytes);
  }

  /** Cells of a column for rows that its table is known to have. */
  static Chain cells(OID column, OID before, List<OID> rows, int valueBytes) {
    List<OID> asked = new ArrayList<>(rows.size());
    OID last = before;
    for (OID row : rows) {
      asked.add(Mib.at(column, last.getValue()));
      last = row;
    }
    return of(asked, valueBytes);
  }

  Chain part(int from, int to) {
    return new Chain(asked.subList(from, to), open, valueBytes);
  }

  /** The bytes of one varbind in an answer. */
  int answerBytes() {
    return VARBIND_HEAD + asked.get(0).getBERLength() + valueBytes;
  }

  /** The bytes of one varbind in a request. */
  int requestBytes() {
    return VARBIND_HEAD + asked.get(0).getBERLength() + NULL;
  }

  private static final int VARBIND_HEAD = 2;
  private static final int NULL = 2;

  /** What came after an instance. */
  record Answer(OID asked, VariableBinding got) {}
}
