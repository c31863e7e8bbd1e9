package io.platen.device.printer.snmp;

import io.platen.device.printer.snmp.Chain.Answer;
import java.util.ArrayList;
import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * One GETBULK for several chains (RFC 3416 4.2.3): pieces of a common length are repeaters, what is
 * left over are non-repeaters. The length is the one that costs the fewest bytes both ways.
 */
final class Packet {
  private static final int LONGEST = 24;

  private final List<OID> singles = new ArrayList<>();
  private final List<Chain> pieces = new ArrayList<>();
  private final int length;
  private int bytes;

  private Packet(List<Chain> chains, int length) {
    this.length = length;
    for (Chain chain : chains) {
      add(chain);
    }
  }

  static Packet of(List<Chain> chains, int rowsOfOpen) {
    boolean open = chains.stream().anyMatch(chain -> chain.open);
    Packet best = new Packet(chains, open ? rowsOfOpen : 1);
    int longest = chains.stream().mapToInt(chain -> chain.asked.size()).max().orElse(1);
    for (int length = 2; !open && length <= Math.min(LONGEST, longest); length++) {
      Packet other = new Packet(chains, length);
      if (other.bytes < best.bytes) {
        best = other;
      }
    }
    return best;
  }

  private void add(Chain chain) {
    int whole = chain.asked.size();
    int from = 0;
    while (!chain.open && from + length <= whole && length > 1) {
      addPiece(chain.part(from, from + length));
      from += length;
    }
    int rest = whole - from;
    int apart = rest * (chain.requestBytes() + chain.answerBytes());
    int together = chain.requestBytes() + length * chain.answerBytes();
    if (chain.open || (rest > 0 && length > 1 && together < apart)) {
      addPiece(chain.part(from, whole));
    } else {
      singles.addAll(chain.asked.subList(from, whole));
      bytes += apart;
    }
  }

  private void addPiece(Chain piece) {
    pieces.add(piece);
    bytes += piece.requestBytes() + length * piece.answerBytes();
  }

  /** GETNEXT where nothing repeats. */
  PDU request() {
    List<OID> names = new ArrayList<>(singles);
    pieces.forEach(piece -> names.add(piece.asked.get(0)));
    PDU request = Agent.request(pieces.isEmpty() ? PDU.GETNEXT : PDU.GETBULK, names);
    if (!pieces.isEmpty()) {
      request.setNonRepeaters(singles.size());
      request.setMaxRepetitions(length);
    }
    return request;
  }

  /** All that was asked for by name; of an open chain its beginning. */
  List<OID> asked() {
    List<OID> all = new ArrayList<>(singles);
    pieces.forEach(piece -> all.addAll(piece.asked));
    return all;
  }

  /**
   * What an answer says, piece by piece. An answer may be cut short, and a piece may run on past
   * what was asked: of an open one that is wanted, of others it is left out.
   */
  List<Answer> answers(PDU answer) {
    List<Answer> all = new ArrayList<>();
    for (int i = 0; i < Math.min(singles.size(), answer.size()); i++) {
      all.add(new Answer(singles.get(i), answer.get(i)));
    }
    for (int piece = 0; piece < pieces.size(); piece++) {
      take(pieces.get(piece), piece, answer, all);
    }
    return all;
  }

  private void take(Chain piece, int at, PDU answer, List<Answer> all) {
    OID before = piece.asked.get(0);
    for (int row = 0; row < length; row++) {
      int index = singles.size() + row * pieces.size() + at;
      if (index >= answer.size() || (!piece.open && row >= piece.asked.size())) {
        return;
      }
      VariableBinding got = answer.get(index);
      all.add(new Answer(piece.open ? before : piece.asked.get(row), got));
      before = got.getOid();
    }
  }
}
