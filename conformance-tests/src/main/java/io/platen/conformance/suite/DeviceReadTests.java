package io.platen.conformance.suite;

import static io.platen.protocol.Requirement.PLT_CMD_028;

import io.platen.conformance.engine.Checks;
import io.platen.conformance.peers.GroundOrders;
import io.platen.conformance.printers.Asked;
import io.platen.conformance.printers.SuitePrinter;
import io.platen.conformance.subject.DeviceUnderTest;
import io.platen.protocol.Verifies;
import io.platen.protocol.command.Command;
import io.platen.protocol.live.CommandResult.Stage;
import java.util.List;
import java.util.Map;

/** What a device reads when its server asks for a reading. */
final class DeviceReadTests {
  @Verifies(positive = PLT_CMD_028, negative = PLT_CMD_028)
  void reads_the_printer_that_is_named_and_no_other(DeviceUnderTest device, Checks checks) {
    // given: two printers of which all was told
    SuitePrinter other = device.printers().add();
    SuitePrinter named = device.printers().add();
    GroundOrders orders = device.ground().orders();
    LivePlay.startWatching(device, orders);
    boolean reads = isDone(device, orders, orders.order("read"));
    checks.need(
        reads && PrinterPlay.isTold(device, other) && PrinterPlay.isTold(device, named),
        "The device does not tell of its printers when it is asked to read them");
    // when
    List.of(other, named).forEach(each -> each.print(1).forget());
    Command one =
        orders.order(
            orders.next("read", Map.of("address", named.address())), unchanged -> unchanged);
    boolean done = isDone(device, orders, one);
    int asked = named.asked().size();
    List<Asked> besides = other.asked();
    boolean told = PrinterPlay.isTold(device, named);
    // then: the other's news is not lost by that
    boolean goesOn = isDone(device, orders, orders.order("read"));
    checks.that(
        PLT_CMD_028,
        done
            && asked > 0
            && told
            && besides.isEmpty()
            && goesOn
            && PrinterPlay.isTold(device, other),
        "read with address=" + named.address() + " of one of two printers; then read of all",
        (done ? "done; " : "not done; ")
            + asked
            + " requests came to it, its newest count was told: "
            + told
            + "; to the other there came "
            + besides
            + ", and its newest count was told in the end: "
            + PrinterPlay.isTold(device, other),
        "requests to the printer that is named alone, and its newest count; then the other's",
        "Read the one, compare it with what was told of it, and leave the others as they were.");
  }

  private static boolean isDone(DeviceUnderTest device, GroundOrders orders, Command command) {
    return LivePlay.isDone(device, orders, command)
        && orders.pieces(command).stream().anyMatch(each -> each.stage() == Stage.DONE);
  }
}
