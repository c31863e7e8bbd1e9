package io.platen.device.testing;

import io.platen.device.DeviceListener;
import io.platen.device.ObstacleStatus;
import io.platen.device.update.UpdateStatus;
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
  private final List<UpdateStatus> updates = new ArrayList<>();
  private List<ObstacleStatus> obstacles = List.of();
  private Error failure;

  /** From now on whatever is told ends so; null for as usual. */
  public void failWith(Error error) {
    failure = error;
  }

  private void note(String line) {
    if (failure != null) {
      throw failure;
    }
    lines.add(line);
  }

  public List<String> lines() {
    return List.copyOf(lines);
  }

  public List<String> problems() {
    return lines.stream().filter(line -> line.startsWith("problem")).toList();
  }

  @Override
  public void synced(boolean changed, int discoveryEntries) {
    note("synced " + (changed ? "changed " : "unchanged ") + discoveryEntries);
  }

  @Override
  public void clockCorrected(Duration by) {
    note("clock corrected " + by);
  }

  @Override
  public void obstacles(List<ObstacleStatus> inTheWay) {
    obstacles = inTheWay;
  }

  /** As told after the last cycle. */
  public List<ObstacleStatus> obstacles() {
    return obstacles;
  }

  @Override
  public void renewed(Instant until) {
    lines.add("renewed");
  }

  @Override
  public void authorities(List<String> names) {
    note("authorities " + names);
  }

  @Override
  public void reportStored(long sequence, int printers, int changed) {
    note("stored " + sequence + " of " + printers + " changed " + changed);
  }

  @Override
  public void nothingChanged(int printers) {
    note("nothing changed");
  }

  @Override
  public void uploaded(long sequence) {
    note("uploaded " + sequence);
  }

  @Override
  public void failedOver(URI from, String why) {
    note("failed over from " + from);
  }

  @Override
  public void refused(long sequence, Problem problem) {
    note("refused " + sequence + " " + problem.type());
  }

  @Override
  public void lost(List<Lost> ranges) {
    note("lost " + ranges);
  }

  @Override
  public void cutOff(Problem problem) {
    note("cut off " + problem.type());
  }

  @Override
  public void update(UpdateStatus status) {
    updates.add(status);
  }

  /** What was told of the device's own updates. */
  public List<UpdateStatus> updates() {
    return List.copyOf(updates);
  }

  @Override
  public void consentAsked(String release) {
    note("consent asked " + release);
  }

  @Override
  public void problem(String message) {
    note("problem " + message);
  }

  @Override
  public void waiting(int reports, Instant next) {
    note("waiting " + reports);
  }
}
