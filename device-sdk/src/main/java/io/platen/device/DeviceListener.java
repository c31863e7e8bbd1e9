package io.platen.device;

import io.platen.device.discovery.SignOfLife;
import io.platen.device.heartbeat.HeartbeatOutcome;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.profile.ProfileState;
import io.platen.device.update.UpdateStatus;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.report.Report.Lost;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Hears what the device does, in the order in which it does it, on the device's threads: the one
 * that runs the cycle, and those that bring alerts, never two at once. Printers are read side by
 * side, and told of in the order in which they were found; a slow one holds back what is told, not
 * what is read. Every method may be left as it is; what one throws is logged and changes nothing.
 */
public interface DeviceListener {
  /** Hears nothing. */
  DeviceListener NONE = new DeviceListener() {};

  /**
   * The server was asked what concerns this device; {@code changed} where it said something new.
   */
  default void synced(boolean changed, int discoveryEntries) {}

  /** The server's sync document is refused, and told as a problem too; the one before holds on. */
  default void syncRefused(String reason) {}

  /**
   * How the printer profiles are that the server lists, after each sync; one that is refused is
   * told as a problem too, once.
   */
  default void profiles(List<ProfileState> profiles) {}

  /**
   * The server's time is so far from the device's clock that reports carry the server's; zero where
   * the clock is right again.
   */
  default void clockCorrected(Duration by) {}

  /** So many addresses are settled, and so many printers are found. */
  default void scanProgress(int done, int total, int found) {}

  /**
   * Something is at this address that answers none of its entry's credentials. Only entries with
   * several look for it. It need not be a printer.
   */
  default void unread(InetAddress address, SignOfLife sign) {}

  /** A printer was asked; see {@link PrinterSnapshot#isReachable()}. */
  default void printerRead(PrinterSnapshot snapshot) {}

  /**
   * Traps were the reason to read a printer, and it complains of other things than before: a report
   * of it lies durable in the outbox, and goes to the server at once.
   */
  default void alerted(PrinterSnapshot snapshot, long traps, long sequence) {}

  /** A report lies durable in the outbox; it tells of {@code changed} printers. */
  default void reportStored(long sequence, int printers, int changed) {}

  /** Nothing has changed since the last report: there is none to send. */
  default void nothingChanged(int printers) {}

  /** The server has the report, durably. */
  default void uploaded(long sequence) {}

  /** The other host's turn has come. */
  default void failedOver(URI from, String why) {}

  /** The server will never take this report. It is not sent again, and the loss is reported. */
  default void refused(long sequence, Problem problem) {}

  /** Reports had to be dropped unsent; the next report tells the server. */
  default void lost(List<Lost> ranges) {}

  /**
   * What keeps the device from its hosts, after each cycle: nothing where nothing does. The server
   * is told with the next report.
   */
  default void obstacles(List<ObstacleStatus> inTheWay) {}

  /** The server does not work with this device now. Reports stay; it is asked again once a day. */
  default void cutOff(Problem problem) {}

  /** The device has a new certificate, good until then; the one before stays until it is used. */
  default void renewed(Instant until) {}

  /** The server has named other authorities for its certificate; they are trusted from now on. */
  default void authorities(List<String> names) {}

  /** The device's own update has come further, or ended. */
  default void update(UpdateStatus status) {}

  /** Somebody at the site has to agree to this release; {@link Device#agree} tells that. */
  default void consentAsked(String release) {}

  /** A heartbeat was sent; this came of it. Told from another thread than that of the cycles. */
  default void heartbeat(HeartbeatOutcome outcome) {}

  /** Something failed that someone may have to look at; the device works on. */
  default void problem(String message) {}

  /**
   * The server can reach the device now, or no more. Called from the channel's own thread.
   *
   * @param how by which host in which form, or why not
   */
  default void channel(boolean open, String how) {}

  /** A cycle ended; the next one begins, or what waits is sent again, at {@code next}. */
  default void waiting(int reports, Instant next) {}
}
