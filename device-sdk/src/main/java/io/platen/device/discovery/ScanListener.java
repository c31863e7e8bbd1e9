package io.platen.device.discovery;

import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Refusal;
import io.platen.protocol.printer.PrinterIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Hears how a scan goes, on the scanning thread. Every method may be left as it is. */
public interface ScanListener {
  /** Hears nothing. */
  ScanListener NONE = new ScanListener() {};

  /** So many of the addresses are settled, and so many printers are found. */
  default void progress(int done, int total, int found) {}

  /** A printer, with what the scan learnt of it by the way. */
  default void found(PrinterTarget target, PrinterIdentity identity) {}

  /** Something answered that is no printer. */
  default void passedOver(PrinterTarget target, PrinterIdentity identity) {}

  /** An agent of SNMP v3 answers, and gives this user nothing. Told when the scan ends. */
  default void refusedAccess(PrinterTarget target, Refusal why) {}

  /** Something is there that answers none of the credentials. Told when the scan ends. */
  default void unread(InetAddress address, SignOfLife sign) {}

  /** An entry was left out: its range is wrong, or its host is not known. */
  default void refused(String entryId, String reason) {}

  /** Nothing could be sent there: no route, not permitted. */
  default void unsent(InetSocketAddress address, String reason) {}
}
