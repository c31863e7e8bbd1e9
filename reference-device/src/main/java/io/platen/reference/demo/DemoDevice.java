package io.platen.reference.demo;

import io.platen.reference.CommandFailure;
import io.platen.reference.stack.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The device as a process of its own, with the flags that it ships with. It works when it starts,
 * and then on its own schedule.
 */
public final class DemoDevice implements AutoCloseable {
  private static final List<String> JAVA =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss256k", "-Xmx48m");

  private final Path jar;
  private final Path configuration;
  private final Path log;
  private final boolean failHealth;
  private JavaProcess process;
  private volatile boolean closed;

  private DemoDevice(Path jar, Path configuration, Path log, boolean failHealth) {
    this.jar = jar;
    this.configuration = configuration;
    this.log = log;
    this.failHealth = failHealth;
    this.process = run();
  }

  static DemoDevice start(Path jar, Path configuration, Path log, boolean failHealth) {
    return new DemoDevice(jar, configuration, log, failHealth);
  }

  private JavaProcess run() {
    List<String> words = new ArrayList<>(List.of("run", "--config", configuration.toString()));
    if (failHealth) {
      words.add("--fail-health");
    }
    return JavaProcess.start(jar, JAVA, words, log);
  }

  /** Starts it again: it syncs, reads its printers and reports at once, for tests that wait. */
  public synchronized void again() {
    process.close();
    process = run();
  }

  /**
   * Waits a moment.
   *
   * @throws CommandFailure when the device ends in it
   * @throws CancellationException when it was stopped in it
   */
  void check(Duration moment) throws InterruptedException {
    JavaProcess now = current();
    if (now.endsWithin(moment)) {
      if (closed) {
        throw new CancellationException("The demo is being stopped");
      }
      throw new CommandFailure("The device ended; " + log + " says:\n" + now.lastWords());
    }
  }

  private synchronized JavaProcess current() {
    return process;
  }

  public Path log() {
    return log;
  }

  String lastWords() {
    return current().lastWords();
  }

  @Override
  public synchronized void close() {
    closed = true;
    process.close();
  }
}
