package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_CMD_014;
import static io.platen.protocol.Requirement.PLT_CMD_015;
import static io.platen.protocol.Requirement.PLT_RPT_038;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Limit;
import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult.Stage;
import io.platen.protocol.live.CommandResult.WalkedObject;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.Supply;
import io.platen.protocol.report.PrinterReport;
import io.platen.protocol.sync.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a device tells of a printer's own objects: in walks, and as sources. */
final class DeviceWalkTests {
  private static final String MAKER = "1.3.6.1.4.1.99999.7";
  private static final int NUMBER = 4711;

  /** Of SNMP; and of the other kinds as chapter RPT has them, or of several with a plus. */
  private static final String ONE = "([0-2](\\.[0-9]+)+(#[0-9A-Fa-f]+)?|(ipp|web|pjl):[!-*,-~]+)";

  private static final String FORM = ONE + "(\\+" + ONE + ")*";

  @Verifies(positive = PLT_CMD_014, negative = PLT_CMD_014)
  void tells_no_names_in_a_walk(DeviceUnderTest device, Checks checks) {
    // given: people, jobs and accounts wherever a printer can have them
    SuitePrinter printer = device.printers().add();
    printer
        .set("1.3.6.1.2.1.1.4.0", "Contact Roe")
        .set("1.3.6.1.2.1.43.5.1.1.4.1", "Operator Roe")
        .set("1.3.6.1.2.1.43.5.1.1.5.1", "Service Roe")
        .set("1.3.6.1.4.1.2699.1.1.1.5.1.1.2.1.1", "Job of Roe")
        .set(MAKER + ".1", "Account Roe")
        .set(MAKER + ".2", NUMBER);
    // when
    GroundOrders orders = device.ground().orders();
    Command walk = walk(device, orders, printer);
    // then
    List<WalkedObject> all = objects(orders, walk);
    List<WalkedObject> names =
        all.stream().filter(each -> String.valueOf(each.value()).contains("Roe")).toList();
    String description = printer.find(PrinterMib.SYS_DESCR).orElseThrow().toString();
    checks.that(
        PLT_CMD_014,
        names.isEmpty() && has(all, description) && has(all, Integer.toString(NUMBER)),
        "mib-walk of a printer with names in sysContact, in prtGeneralTable, among its jobs and in"
            + " a maker's own text",
        all.size() + " objects, names in " + names,
        "sysDescr and a maker's number, and none of the names",
        "Leave the values of such objects out, and of a maker's texts all.");
  }

  private static boolean has(List<WalkedObject> all, String value) {
    return all.stream().anyMatch(each -> value.equals(each.value()));
  }

  @Verifies(positive = PLT_CMD_015, negative = PLT_CMD_015)
  void ends_a_walk_of_too_many_objects(DeviceUnderTest device, Checks checks) {
    // given
    SuitePrinter printer = device.printers().add();
    long most = Limit.WALK_OBJECTS.value();
    for (int i = 1; i <= most + 100; i++) {
      printer.set(MAKER + "." + i, i);
    }
    // when
    GroundOrders orders = device.ground().orders();
    Command walk = walk(device, orders, printer);
    // then
    int told = objects(orders, walk).size();
    boolean done = orders.pieces(walk).stream().anyMatch(each -> each.stage() == Stage.DONE);
    checks.that(
        PLT_CMD_015,
        done && told > most / 2 && told <= most,
        "mib-walk of a printer with more than " + most + " objects",
        told + " objects, " + (done ? "done" : "not done"),
        most + " objects at the most, and the command done",
        "Count, and end the walk there.");
  }

  private static Command walk(DeviceUnderTest device, GroundOrders orders, SuitePrinter printer) {
    LivePlay.startWatching(device, orders);
    Command walk =
        orders.order(orders.next("mib-walk", Map.of("address", printer.address())), right -> right);
    LivePlay.isDone(device, orders, walk);
    return walk;
  }

  private static List<WalkedObject> objects(GroundOrders orders, Command walk) {
    return orders.pieces(walk).stream().flatMap(each -> each.objects().stream()).toList();
  }

  @Verifies(positive = PLT_RPT_038, negative = PLT_RPT_038)
  void writes_sources_in_their_form(DeviceUnderTest device, Checks checks) {
    // given
    device.printers().add();
    device.init();
    Policy policy = new Policy(true, Policy.Schedule.DEFAULT, Policy.Limits.DEFAULT, Map.of());
    PrinterPlay.look(device, policy, PrinterPlay.all(device));
    // when
    PrinterPlay.report(device);
    // then
    List<String> all = PrinterPlay.told(device).stream().flatMap(DeviceWalkTests::sources).toList();
    checks.that(
        PLT_RPT_038,
        all.size() > 1 && all.stream().allMatch(each -> each.matches(FORM)),
        "a policy with sources=\"true\"; adapter report",
        "the sources " + all,
        "object identifiers, or ipp:, web:, pjl: and what follows",
        "Write the OID of the instance, without a kind before it.");
  }

  private static Stream<String> sources(PrinterReport printer) {
    Stream<String> meters =
        Optional.ofNullable(printer.meters()).orElse(List.of()).stream()
            .map(Meter::source)
            .flatMap(Stream::ofNullable);
    Stream<String> supplies =
        Optional.ofNullable(printer.supplies()).orElse(List.of()).stream()
            .map(Supply::source)
            .flatMap(Stream::ofNullable);
    return Stream.concat(meters, supplies);
  }
}
