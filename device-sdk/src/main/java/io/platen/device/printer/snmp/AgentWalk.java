package io.platen.device.printer.snmp;

import io.platen.device.port.Datagrams;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.snmp.usm.Engine;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Walks what an agent has, object by object, to learn a new model (chapter CMD). Nobody's reading:
 * it asks for all that there is, within a bound, and tells no more than {@link WalkedValues} lets.
 */
public final class AgentWalk {
  /** In one answer; an agent that gives none to so many is asked for fewer. */
  private static final int MOST_AT_ONCE = 24;

  /** In one piece of a result. */
  private static final int PIECE = 500;

  private final Datagrams datagrams;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Patience patience;

  public AgentWalk(
      Datagrams datagrams, InstantSource clock, RandomGenerator random, Patience patience) {
    this.datagrams = datagrams;
    this.clock = clock;
    this.random = random;
    this.patience = patience;
  }

  /** Hears what was found, in the order of OIDs. */
  @FunctionalInterface
  public interface Listener {
    void found(List<WalkedObject> objects, long total);
  }

  /**
   * How a walk ended.
   *
   * @param objects that were found
   * @param silent whether the agent answered no more
   * @param bounded whether there may be more
   */
  public record Walked(long objects, boolean silent, boolean bounded) {}

  /**
   * @param root below which everything is walked
   * @param most objects
   */
  public Walked walk(PrinterTarget target, String root, long most, Listener listener)
      throws IOException, InterruptedException {
    SnmpUser user = target.access().user();
    @Nullable Engine engine = user == null ? null : new Engine(user);
    try (Link link = new Link(datagrams.open(), target, patience, this::requestId, clock)) {
      return new Walk(link, engine, new OID(root), most, listener)
          .run(target.access().version() == Version.V1);
    }
  }

  private int requestId() {
    synchronized (random) {
      return random.nextInt(1, Integer.MAX_VALUE);
    }
  }

  private static final class Walk {
    private final Link link;
    private final @Nullable Engine engine;
    private final OID root;
    private final long most;
    private final Listener listener;
    private final List<WalkedObject> piece = new ArrayList<>();
    private OID place;
    private long total;
    private boolean ended;

    Walk(Link link, @Nullable Engine engine, OID root, long most, Listener listener) {
      this.link = link;
      this.engine = engine;
      this.root = root;
      this.most = most;
      this.listener = listener;
      this.place = root;
    }

    Walked run(boolean oneByOne) throws IOException, InterruptedException {
      int atOnce = oneByOne ? 1 : MOST_AT_ONCE;
      boolean silent = false;
      // [PLT-CMD-015]
      while (!ended && total < most && !silent) {
        Optional<PDU> answer = ask(oneByOne, atOnce);
        if (answer.isEmpty() && atOnce > 1) {
          atOnce /= 2; // it may have been too much for it
        } else if (answer.isEmpty()) {
          silent = true;
        } else {
          take(answer.get());
        }
      }
      tell();
      return new Walked(total, silent, !ended && !silent);
    }

    private Optional<PDU> ask(boolean oneByOne, int atOnce)
        throws IOException, InterruptedException {
      PDU request = new PDU();
      request.setType(oneByOne ? PDU.GETNEXT : PDU.GETBULK);
      request.add(new VariableBinding(place));
      if (!oneByOne) {
        request.setNonRepeaters(0);
        request.setMaxRepetitions(atOnce);
      }
      try {
        return link.ask(request, link.tries(), engine);
      } catch (SilentAgent e) {
        return Optional.empty();
      }
    }

    /** An agent that does not go forward has come to its end, whatever it means. */
    private void take(PDU answer) {
      ended = answer.getErrorStatus() != PDU.noError || answer.size() == 0;
      for (VariableBinding each : answer.getVariableBindings()) {
        OID oid = each.getOid();
        if (ended || each.isException() || oid.compareTo(place) <= 0 || !oid.startsWith(root)) {
          ended = true;
          return;
        }
        Optional<OID> beyond = WalkedValues.passedOver(oid);
        place = beyond.orElse(oid);
        if (beyond.isPresent()) {
          return; // the rest of this answer lies within it
        }
        add(WalkedValues.told(each));
      }
    }

    private void add(WalkedObject object) {
      if (total < most) {
        total++;
        piece.add(object);
        if (piece.size() == PIECE) {
          tell();
        }
      }
    }

    private void tell() {
      if (!piece.isEmpty()) {
        listener.found(List.copyOf(piece), total);
        piece.clear();
      }
    }
  }
}
