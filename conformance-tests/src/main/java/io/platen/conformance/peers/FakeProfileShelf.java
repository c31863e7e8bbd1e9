package io.platen.conformance.peers;

import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.wire.Request;
import io.platen.conformance.wire.Response;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.UsedProfile;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.ObjectPlace;
import io.platen.protocol.profile.ProfileCodec;
import io.platen.protocol.sync.ListedProfile;
import io.platen.protocol.xml.ProtocolException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.snmp4j.smi.Variable;

/** The printer profiles that the fake device has fetched, and what it reads by them. */
final class FakeProfileShelf {
  private final FakeWire wire;
  private final Optional<DeviceFault> fault;
  private final Map<String, PrinterProfile> held = new TreeMap<>();

  FakeProfileShelf(FakeWire wire, Optional<DeviceFault> fault) {
    this.wire = wire;
    this.fault = fault;
  }

  /** [PLT-SYN-043] [PLT-SYN-046] Has what is listed, as far as it can be taken, and no more. */
  void deliver(List<ListedProfile> listed) {
    Set<String> ids = listed.stream().map(ListedProfile::id).collect(Collectors.toSet());
    if (!has(DeviceFault.KEEPS_PROFILES_THAT_NOBODY_LISTS)) {
      held.keySet().retainAll(ids);
    }
    listed.forEach(this::deliver);
  }

  private void deliver(ListedProfile one) {
    PrinterProfile now = held.get(one.id());
    if (now != null && now.version() == one.version()) {
      return;
    }
    String path = FakeProfiles.PATH + one.sha256();
    wire.send(Request.get(wire.at(path)))
        .filter(answer -> answer.status() == 200)
        .map(Response::body)
        .ifPresent(body -> take(one, body.bytes()));
  }

  private void take(ListedProfile one, byte[] bytes) {
    boolean right = bytes.length == one.length() && sha256(bytes).equals(one.sha256());
    if (!right && !has(DeviceFault.TAKES_SPOILT_PROFILES)) {
      return; // [PLT-SYN-044]
    }
    try {
      PrinterProfile read = ProfileCodec.read(bytes);
      boolean same = read.id().equals(one.id()) && read.version() == one.version();
      if (same || has(DeviceFault.TAKES_PROFILES_UNDER_ANY_NAME)) {
        held.put(one.id(), read);
      }
    } catch (ProtocolException e) {
      if (has(DeviceFault.LOSES_ITS_PROFILE_BY_A_WRONG_ONE)) {
        held.remove(one.id());
      }
    }
  }

  /** The same facts with the counts of the profile that fits, the newest first. */
  PrinterFacts apply(PrinterFacts facts, FakeSnmp snmp) {
    String number = snmp.get(PrinterMib.SYS_OBJECT_ID).map(Variable::toString).orElse("");
    return held.values().stream()
        .filter(each -> each.recognition().objectIds().stream().anyMatch(number::startsWith))
        .max((one, other) -> Integer.compare(one.version(), other.version()))
        .map(each -> by(each, facts, snmp))
        .orElse(facts);
  }

  private static PrinterFacts by(PrinterProfile profile, PrinterFacts facts, FakeSnmp snmp) {
    List<Meter> meters =
        profile.meters().stream()
            .map(rule -> (ObjectPlace) rule.ways().get(0).get(0))
            .flatMap(place -> snmp.get(place.oid()).stream().map(value -> meter(place, value)))
            .toList();
    UsedProfile used = new UsedProfile(profile.id(), profile.version());
    return new PrinterFacts(
        facts.identity().toBuilder().profile(used).build(),
        facts.status(),
        meters.isEmpty() ? facts.meters() : meters,
        facts.supplies(),
        facts.trays(),
        facts.alerts());
  }

  private static Meter meter(ObjectPlace place, Variable value) {
    return new Meter("total-impressions", null, "impressions", value.toLong(), null, place.oid());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
