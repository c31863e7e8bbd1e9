package io.platen.conformance.peers;

import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.PrinterPort;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snmp4j.smi.Variable;

/** How the fake device asks one printer by PJL. [PLT-SYN-034] [PLT-SYN-035] [PLT-SYN-036] */
final class FakePjl {
  private static final String UEL = "\u001b%-12345X";
  private static final int END = '\f';

  private final FakeFinder.Found printer;
  private final FakeSnmp snmp;
  private final Optional<DeviceFault> fault;

  FakePjl(FakeFinder.Found printer, FakeSnmp snmp, Optional<DeviceFault> fault) {
    this.printer = printer;
    this.snmp = snmp;
    this.fault = fault;
  }

  void ask(PrinterFacts known) {
    boolean prints = known.status().state() == PrinterStatus.State.PRINTING;
    if (isWanted()
        && (!prints || has(DeviceFault.SENDS_PJL_WHILE_IT_PRINTS))
        && (printer.isNamed() || speaks() || has(DeviceFault.SENDS_PJL_TO_ANY_PRINTER))) {
      converse();
    }
  }

  private boolean isWanted() {
    return printer.entry().readers().contains("pjl");
  }

  private boolean speaks() {
    return snmp.get(PrinterMib.DEVICE_ID)
        .map(Variable::toString)
        .filter(each -> each.matches(".*CMD:[^;]*PJL.*"))
        .isPresent();
  }

  private void converse() {
    try (Socket socket = new Socket(printer.address(), PrinterPort.PRINT)) {
      say(socket, UEL + "@PJL ECHO FAKE\r\n" + UEL);
      String more = has(DeviceFault.SENDS_OTHER_PJL) ? "@PJL RDYMSG DISPLAY=\"?\"\r\n" : "";
      String end = has(DeviceFault.LEAVES_NO_LANGUAGE) ? "" : UEL;
      say(socket, UEL + "@PJL INFO ID\r\n" + more + end);
    } catch (ConnectException e) {
      return; // it has no such port
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end of its answer. */
  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    int next = in.read();
    while (next >= 0 && next != END) {
      next = in.read();
    }
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
