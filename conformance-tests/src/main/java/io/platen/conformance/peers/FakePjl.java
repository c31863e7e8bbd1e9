package io.platen.conformance.peers;

import io.platen.conformance.printers.PrinterMib;
import io.platen.conformance.printers.PrinterPort;
import io.platen.protocol.printer.Meter;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterStatus;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snmp4j.smi.Variable;

/**
 * How the fake device asks one printer by PJL for its page count. [PLT-SYN-034] [PLT-SYN-035]
 * [PLT-SYN-036]
 */
final class FakePjl {
  private static final String UEL = "\u001b%-12345X";
  private static final int END = '\f';
  private static final Pattern COUNT = Pattern.compile("PAGECOUNT=(\\d+)");

  private final FakeFinder.Found printer;
  private final FakeSnmp snmp;
  private final Optional<DeviceFault> fault;

  FakePjl(FakeFinder.Found printer, FakeSnmp snmp, Optional<DeviceFault> fault) {
    this.printer = printer;
    this.snmp = snmp;
    this.fault = fault;
  }

  /** Empty where it does not ask, and where the printer does not say. */
  Optional<Meter> ask(PrinterFacts known) {
    boolean prints = known.status().state() == PrinterStatus.State.PRINTING;
    return isWanted()
            && known.meters().isEmpty()
            && (!prints || has(DeviceFault.SENDS_PJL_WHILE_IT_PRINTS))
            && (printer.isNamed() || speaks() || has(DeviceFault.SENDS_PJL_TO_ANY_PRINTER))
        ? converse()
        : Optional.empty();
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

  private Optional<Meter> converse() {
    try (Socket socket = new Socket(printer.address(), PrinterPort.PRINT)) {
      say(socket, UEL + "@PJL ECHO FAKE\r\n" + UEL);
      String more = has(DeviceFault.SENDS_OTHER_PJL) ? "@PJL RDYMSG DISPLAY=\"?\"\r\n" : "";
      String end = has(DeviceFault.LEAVES_NO_LANGUAGE) ? "" : UEL;
      Matcher said = COUNT.matcher(say(socket, UEL + "@PJL INFO PAGECOUNT\r\n" + more + end));
      return said.find() ? Optional.of(meter(Long.parseLong(said.group(1)))) : Optional.empty();
    } catch (ConnectException e) {
      return Optional.empty(); // it has no such port
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Meter meter(long count) {
    return new Meter("total-impressions", null, "impressions", count, null, "pjl:PAGECOUNT")
        .by("pjl");
  }

  /** Its answer, to the end of it. */
  private static String say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != END) {
      answer.append((char) next);
      next = in.read();
    }
    return answer.toString();
  }

  private boolean has(DeviceFault one) {
    return FakeDevice.has(fault, one);
  }
}
