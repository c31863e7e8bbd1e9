package io.platen.reference.device;

import io.platen.device.DeviceListener;
import io.platen.device.discovery.SignOfLife;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.update.UpdateStatus;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.report.Report.Lost;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One line an event, for people who watch. */
final class Progress implements DeviceListener {
  private final PrintWriter out;
  private final RunningProcess process;

  /**
   * @param process keeps the last lines, for a server that asks for them
   */
  Progress(PrintWriter out, RunningProcess process) {
    this.out = out;
    this.process = process;
  }

  private void line(String text) {
    process.log(text);
    out.println(text);
    out.flush();
  }

  @Override
  public void synced(boolean changed, int discoveryEntries) {
    line(
        "Synced: "
            + (changed ? "new settings, " : "nothing new, ")
            + discoveryEntries
            + " discovery entries");
  }

  @Override
  public void channel(boolean open, String how) {
    line(
        open ? "It can be reached by its server: " + how : "Its server reaches it no more: " + how);
  }

  @Override
  public void clockCorrected(Duration by) {
    line(
        by.isZero()
            ? "The clock is right again"
            : "The clock is wrong by " + by.abs() + ": reports carry the server's time");
  }

  @Override
  public void scanProgress(int done, int total, int found) {
    if (done == total) {
      line("Scanned " + total + " addresses: " + found + " printers");
    }
  }

  @Override
  public void unread(InetAddress address, SignOfLife sign) {
    line(address.getHostAddress() + ": " + sign.words() + ", and no credential fits");
  }

  @Override
  public void printerRead(PrinterSnapshot snapshot) {
    String what =
        snapshot
            .facts()
            .map(facts -> name(facts.identity()) + ", " + facts.supplies().size() + " supplies")
            .orElse("no answer");
    line("Read " + snapshot.target().address().getHostString() + ": " + what);
  }

  private static String name(PrinterIdentity identity) {
    return Stream.of(identity.vendor(), identity.model())
        .filter(part -> part != null)
        .collect(Collectors.joining(" "));
  }

  @Override
  public void alerted(PrinterSnapshot snapshot, long traps, long sequence) {
    line(
        "Alert of "
            + snapshot.target().address().getHostString()
            + ", because of "
            + traps
            + (traps == 1 ? " trap" : " traps")
            + ": "
            + snapshot.facts().map(facts -> facts.alerts().size()).orElse(0)
            + " alerts now");
  }

  @Override
  public void reportStored(long sequence, int printers, int changed) {
    line("Stored report " + sequence + ": " + changed + " of " + printers + " printers changed");
  }

  @Override
  public void nothingChanged(int printers) {
    line("Nothing changed at " + printers + " printers: no report");
  }

  @Override
  public void uploaded(long sequence) {
    line("Uploaded report " + sequence + ": the server has it");
  }

  @Override
  public void failedOver(URI from, String why) {
    line("Changed from " + from + " to the other host: " + why);
  }

  @Override
  public void refused(long sequence, Problem problem) {
    line("The server refused report " + sequence + ": " + text(problem));
  }

  @Override
  public void lost(List<Lost> ranges) {
    line(
        "Dropped unsent reports: "
            + ranges.stream()
                .map(range -> range.first() + " to " + range.last() + " (" + range.reason() + ")")
                .collect(Collectors.joining(", ")));
  }

  @Override
  public void cutOff(Problem problem) {
    line("The server does not work with this device now: " + text(problem));
  }

  private static String text(Problem problem) {
    String title = problem.type().title();
    return problem.detail() == null ? title : title + ": " + problem.detail();
  }

  @Override
  public void renewed(Instant until) {
    line("Renewed the certificate: good until " + until.truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public void authorities(List<String> names) {
    line("Trusts other authorities from now on, as the server says: " + String.join(", ", names));
  }

  @Override
  public void update(UpdateStatus status) {
    UpdateText.progress(status).ifPresent(this::line);
  }

  @Override
  public void consentAsked(String release) {
    line("Release " + release + " waits for consent: platen-device agree --config FILE");
  }

  @Override
  public void problem(String message) {
    line("Problem: " + message);
  }

  @Override
  public void waiting(int reports, Instant next) {
    line(
        (reports == 0 ? "" : reports + " reports wait; ")
            + "next at "
            + next.truncatedTo(ChronoUnit.SECONDS));
  }
}
