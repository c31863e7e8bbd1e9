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
  /** What an instance saves that is read now and not with a later request. */
  private static final int WORTH_OF_PROGRESS = 8;

  private final List<OID> singles = new ArrayList<>();
  private final List<Chain> pieces = new ArrayList<>();
  private final int length;
  private int cost;

  private Packet(List<Chain> chains, int length) {
    this.length = length;
    for (Chain chain : chains) {
      if (chain.isOpen()) {
        addOpen(chain);
      } else {
        add(chain);
      }
    }
  }

  /**
   * @param mostCells of an answer
   */
  static Packet of(List<Chain> chains, int mostCells) {
    int longest = chains.stream().mapToInt(chain -> chain.expected).max().orElse(1);
    boolean open = chains.stream().anyMatch(Chain::isOpen);
    Packet best = new Packet(chains, open ? 2 : 1);
    for (int length = 2; length <= longest; length++) {
      Packet other = new Packet(chains, length);
      boolean fits = other.singles.size() + other.pieces.size() * length <= mostCells;
      if (fits && other.cost < best.cost) {
        best = other;
      }
    }
    return best;
  }

  private void addOpen(Chain chain) {
    int useful = Math.min(length, chain.expected);
    pieces.add(chain);
    cost +=
        chain.requestBytes() + (length - useful) * chain.answerBytes() - useful * WORTH_OF_PROGRESS;
  }

  private void add(Chain chain) {
    int whole = chain.asked.size();
    int from = 0;
    while (from + length <= whole && length > 1) {
      pieces.add(chain.part(from, from + length));
      cost += chain.requestBytes();
      from += length;
    }
    int rest = whole - from;
    int apart = rest * chain.requestBytes();
    int together = chain.requestBytes() + (length - rest) * chain.answerBytes();
    if (rest > 0 && length > 1 && together < apart) {
      pieces.add(chain.part(from, whole));
      cost += together;
    } else {
      singles.addAll(chain.asked.subList(from, whole));
      cost += apart;
    }
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

  /** How many varbinds a whole answer has. */
  int cells() {
    return singles.size() + pieces.size() * length;
  }

  /** All that was asked for by name; of an open chain its beginning. */
  List<OID> asked() {
    List<OID> all = new ArrayList<>(singles);
    pieces.forEach(piece -> all.addAll(piece.asked));
    return all;
  }

  /** What begins a piece, or is one by itself. */
  List<OID> beginnings() {
    List<OID> all = new ArrayList<>(singles);
    pieces.forEach(piece -> all.add(piece.asked.get(0)));
    return all;
  }

  /**
   * What an answer says came after what. An answer may be cut short, and a piece may run on past
   * what was asked, or another way than was expected.
   */
  List<Answer> answers(PDU answer) {
    List<Answer> all = new ArrayList<>();
    for (int i = 0; i < Math.min(singles.size(), answer.size()); i++) {
      all.add(new Answer(singles.get(i), answer.get(i)));
    }
    for (int piece = 0; piece < pieces.size(); piece++) {
      take(piece, answer, all);
    }
    return all;
  }

  private void take(int piece, PDU answer, List<Answer> all) {
    OID before = pieces.get(piece).asked.get(0);
    for (int row = 0; row < length; row++) {
      int index = singles.size() + row * pieces.size() + piece;
      if (index >= answer.size()) {
        return;
      }
      VariableBinding got = answer.get(index);
      all.add(new Answer(before, got));
      if (got.isException() || got.getOid().compareTo(before) <= 0) {
        return;
      }
      before = got.getOid();
    }
  }
}
