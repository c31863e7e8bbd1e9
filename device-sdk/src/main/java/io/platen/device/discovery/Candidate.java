package io.platen.device.discovery;

import io.platen.device.printer.Refusal;
import io.platen.device.printer.snmp.usm.Engine;
import io.platen.device.snmp.Mib;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess;
import io.platen.protocol.sync.DiscoveryEntry.SnmpAccess.Version;
import io.platen.protocol.sync.SnmpUser;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;

/** One address on its way: first whether anything answers, then whether it is a printer. */
final class Candidate {
  private static final OID SYS_DESCR_OBJECT = new OID("1.3.6.1.2.1.1.1");
  private static final OID SYS_OBJECT_ID_OBJECT = new OID("1.3.6.1.2.1.1.2");

  /** The first two tell a printer; the others tell which, where the agent takes them all. */
  private static final List<OID> QUESTIONS =
      List.of(
          Mib.HR_PRINTER_ENTRY,
          Mib.PRINTER_MIB,
          Mib.HR_DEVICE_DESCR,
          SYS_DESCR_OBJECT,
          Mib.GENERAL_SERIAL);

  /** By v3 nothing was asked yet: its discovery names no user, and tells no maker. */
  private static final List<OID> QUESTIONS_OF_USERS =
      Stream.concat(QUESTIONS.stream(), Stream.of(SYS_OBJECT_ID_OBJECT)).toList();

  private static final int DECISIVE = 2;
  private static final int MOST_ROUNDS = 4;

  final InetAddress address;

  /** Request ids that are still good for an answer. */
  final List<Integer> requestIds = new ArrayList<>();

  @Nullable OID sysObjectId;

  private final Map<SnmpAccess, Engine> engines = new HashMap<>();
  private int rounds;

  private final Ground ground;
  private final List<SnmpAccess> access;
  private @Nullable SignOfLife sign;
  private Tally.@Nullable Denial denial;
  private List<SnmpAccess> steps;
  private int step;
  private int turn;
  private boolean awake;
  private List<OID> questions = List.of();

  /**
   * @param before what is known of it from an earlier round
   */
  Candidate(Tally.Unread before, List<SnmpAccess> access) {
    this.address = before.address();
    this.ground = before.ground();
    this.sign = before.sign();
    this.denial = before.denial();
    this.access = new ArrayList<>(access);
    this.steps = knocks(access);
  }

  /**
   * Each community twice, and where both versions may be tried once in each: a silent address costs
   * no more packets for it.
   */
  private static List<SnmpAccess> knocks(List<SnmpAccess> access) {
    Map<String, List<SnmpAccess>> communities = new LinkedHashMap<>();
    for (SnmpAccess each : access) {
      communities.computeIfAbsent(door(each), key -> new ArrayList<>()).add(each);
    }
    List<SnmpAccess> knocks = new ArrayList<>();
    communities.values().forEach(versions -> knocks.add(versions.get(0)));
    communities.values().forEach(versions -> knocks.add(versions.get(versions.size() - 1)));
    return knocks;
  }

  private static String door(SnmpAccess access) {
    return access.port() + " " + access.asker();
  }

  /** What is known of it where it gives nothing. */
  Tally.Unread unread() {
    return new Tally.Unread(ground, address, sign, denial);
  }

  /** An agent is there, whatever it gives. */
  void showsAgent() {
    sign = SignOfLife.AGENT;
  }

  /**
   * It gives this one nothing; another may fare better.
   *
   * @param why null where it did not say
   * @return whether one is left
   */
  boolean denied(SnmpAccess by, @Nullable Refusal why) {
    showsAgent();
    denial = denial == null && why != null ? new Tally.Denial(by, why) : denial;
    newTurn();
    awake = false;
    access.remove(by);
    steps = knocks(access);
    step = 0;
    return !access.isEmpty();
  }

  SnmpAccess access() {
    return steps.get(step);
  }

  /** What is known of the v3 engine there. */
  Engine engine(SnmpUser user, SnmpAccess by) {
    return engines.computeIfAbsent(by, key -> new Engine(user));
  }

  /**
   * An engine may want the same asked again, because we did not know its time; but not for ever.
   */
  boolean mayAskAgain() {
    return rounds++ < MOST_ROUNDS;
  }

  boolean isLastStep() {
    return step == steps.size() - 1;
  }

  void nextStep() {
    step++;
  }

  int turn() {
    return turn;
  }

  /** Whatever was to happen before now will not. */
  int newTurn() {
    turn++;
    return turn;
  }

  /** Whether something there has answered. */
  boolean isAwake() {
    return awake;
  }

  List<OID> questions() {
    return questions;
  }

  /**
   * Something answered: now it is asked what it is. By v2c first where that may be tried, for it
   * may be that only a packet was lost.
   */
  void answered(SnmpAccess by) {
    newTurn();
    awake = true;
    questions = by.user() == null ? QUESTIONS : QUESTIONS_OF_USERS;
    SnmpAccess first =
        access.stream()
            .filter(each -> door(each).equals(door(by)) && each.version() == Version.V2C)
            .findFirst()
            .orElse(by);
    steps = List.of(first, by, by);
    step = 0;
  }

  /** The agent chokes on so many questions; on one of two it has no answer. */
  void askLess() {
    questions = questions.subList(0, questions.size() > DECISIVE ? DECISIVE : questions.size() - 1);
  }

  /** It has no answer to this one: in v1 that is an error of the whole request. */
  void askWithout(int errorIndex) {
    if (errorIndex > questions.size()) {
      askLess();
      return;
    }
    questions = new ArrayList<>(questions);
    questions.remove(errorIndex - 1);
  }
}
