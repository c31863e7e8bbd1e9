package io.platen.device.testing;

import io.platen.device.DeviceListener;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.report.Report.Lost;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A listener that remembers, one line an event. */
public final class Heard implements DeviceListener {
  private final List<String> lines = new ArrayList<>();

  public List<String> lines() {
    return List.copyOf(lines);
  }

  public List<String> problems() {
    return lines.stream().filter(line -> line.startsWith("problem")).toList();
  }

  @Override
  public void synced(boolean changed, int discoveryEntries) {
    lines.add("synced " + (changed ? "changed " : "unchanged ") + discoveryEntries);
  }

  @Override
  public void clockCorrected(Duration by) {
    lines.add("clock corrected " + by);
  }

  @Override
  public void renewed(Instant until) {
    lines.add("renewed");
  }

  @Override
  public void reportStored(long sequence, int printers, int changed) {
    lines.add("stored " + sequence + " of " + printers + " changed " + changed);
  }

  @Override
  public void nothingChanged(int printers) {
    lines.add("nothing changed");
  }

  @Override
  public void uploaded(long sequence) {
    lines.add("uploaded " + sequence);
  }

  @Override
  public void failedOver(URI from, String why) {
    lines.add("failed over from " + from);
  }

  @Override
  public void refused(long sequence, Problem problem) {
    lines.add("refused " + sequence + " " + problem.type());
  }

  @Override
  public void lost(List<Lost> ranges) {
    lines.add("lost " + ranges);
  }

  @Override
  public void cutOff(Problem problem) {
    lines.add("cut off " + problem.type());
  }

  @Override
  public void problem(String message) {
    lines.add("problem " + message);
  }

  @Override
  public void waiting(int reports, Instant next) {
    lines.add("waiting " + reports);
  }
}
