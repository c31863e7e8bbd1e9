package io.platen.device.printer.reconcile;

import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterAlert;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.printer.PrinterStatus;
import io.platen.protocol.printer.PrinterStatus.State;
import io.platen.protocol.printer.Tray;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One set of facts of several: what the earlier reader says stands, and the later ones add. */
public final class Reconciled {
  private Reconciled() {}

  /** Of what readers gave, in the order in which they asked; empty where none gave anything. */
  public static Optional<PrinterFacts> of(List<Given> given) {
    Iterator<Given> rest = given.iterator();
    if (!rest.hasNext()) {
      return Optional.empty();
    }
    PrinterFacts facts = rest.next().facts();
    for (int place = 2; rest.hasNext(); place++) {
      facts = both(facts, rest.next().facts(), place);
    }
    return Optional.of(facts);
  }

  private static PrinterFacts both(PrinterFacts one, PrinterFacts other, int place) {
    return new PrinterFacts(
        identity(one.identity(), other.identity()),
        status(one.status(), other.status()),
        meters(one.meters(), other.meters()),
        new SupplyRows(one.supplies(), place).with(other.supplies()),
        trays(one.trays(), other.trays()),
        alerts(one.alerts(), other.alerts(), place));
  }

  private static PrinterIdentity identity(PrinterIdentity one, PrinterIdentity other) {
    return PrinterIdentity.builder()
        .address(first(one.address(), other.address()))
        .hostName(first(one.hostName(), other.hostName()))
        .via(first(one.via(), other.via()))
        .mac(first(one.mac(), other.mac()))
        .vendor(first(one.vendor(), other.vendor()))
        .model(first(one.model(), other.model()))
        .serial(first(one.serial(), other.serial()))
        .firmware(first(one.firmware(), other.firmware()))
        .assetNumber(first(one.assetNumber(), other.assetNumber()))
        .location(first(one.location(), other.location()))
        .sysObjectId(first(one.sysObjectId(), other.sysObjectId()))
        .sysDescr(first(one.sysDescr(), other.sysDescr()))
        .deviceId(first(one.deviceId(), other.deviceId()))
        .profile(first(one.profile(), other.profile()))
        .source(one.serial() == null ? other.source() : one.source())
        .build();
  }

  private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }

  private static PrinterStatus status(PrinterStatus one, PrinterStatus other) {
    PrinterStatus says = one.state() == State.UNKNOWN ? other : one;
    return new PrinterStatus(
        says.state(),
        says.conditions(),
        one.panel().isEmpty() ? other.panel() : one.panel(),
        says.source());
  }

  /** Two sources of one meter are never mixed: the earlier one's stands. */
  private static List<Meter> meters(List<Meter> ones, List<Meter> others) {
    List<Meter> all = new ArrayList<>(ones);
    for (Meter other : others) {
      if (ones.stream().noneMatch(one -> one.name().equals(other.name()))) {
        all.add(other);
      }
    }
    return all;
  }

  /** What is in a tray by two sources cannot be joined where they name the trays differently. */
  private static List<Tray> trays(List<Tray> ones, List<Tray> others) {
    return ones.isEmpty() ? others : ones;
  }

  private static List<PrinterAlert> alerts(
      List<PrinterAlert> ones, List<PrinterAlert> others, int place) {
    List<PrinterAlert> all = new ArrayList<>(ones);
    for (PrinterAlert other : others) {
      if (ones.stream().noneMatch(one -> one.code() == other.code())) {
        all.add(ones.isEmpty() ? other : other.at(SupplyRows.moved(other.index(), place)));
      }
    }
    return all;
  }
}
