package io.platen.reference.bench;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The peer: net-snmp's snmptrapd with an exec handler that writes a line. From the datagram to that
 * line is what a script of an administrator would wait.
 */
final class SnmpTrapd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/snmptrapd");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final Path lines;
  private final InetSocketAddress address;

  private SnmpTrapd(Process process, Path lines, InetSocketAddress address) {
    this.process = process;
    this.lines = lines;
    this.address = address;
  }

  /** Empty where it is not installed (Debian's package snmptrapd). */
  static Optional<SnmpTrapd> start(Path folder, InetSocketAddress at) {
    if (!Files.isExecutable(PROGRAM)) {
      return Optional.empty();
    }
    try {
      Path lines = Files.createFile(folder.resolve("handled"));
      Path handler = folder.resolve("handler.sh");
      Files.writeString(handler, "#!/bin/sh\necho >> " + lines + "\n");
      Files.setPosixFilePermissions(handler, PosixFilePermissions.fromString("rwx------"));
      Path configuration = folder.resolve("snmptrapd.conf");
      Files.writeString(
          configuration, "disableAuthorization yes\ntraphandle default " + handler + "\n");
      String place = "udp:" + at.getAddress().getHostAddress() + ":" + at.getPort();
      Process process =
          new ProcessBuilder(
                  PROGRAM.toString(),
                  "-f",
                  "-n",
                  "-Lf",
                  folder.resolve("log").toString(),
                  "-C",
                  "-c",
                  configuration.toString(),
                  "-p",
                  folder.resolve("pid").toString(),
                  place)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return Optional.of(new SnmpTrapd(process, lines, at));
    } catch (IOException e) {
      throw new CommandFailure("snmptrapd does not start: " + e.getMessage(), e);
    }
  }

  /** From the datagram to the handler's line, one after the other, in nanoseconds. */
  List<Long> measure(TrapSender sender, int times) throws InterruptedException {
    awaitReady(sender);
    List<Long> took = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long before = size();
      long begin = System.nanoTime();
      sender.send(0, address);
      if (await(before)) {
        took.add(System.nanoTime() - begin);
      }
    }
    return took;
  }

  /** It may take a moment until it listens; what came before is lost. */
  private void awaitReady(TrapSender sender) throws InterruptedException {
    for (int i = 0; i < 100 && size() == 0; i++) {
      sender.send(0, address);
      pause(100);
    }
    if (size() == 0) {
      throw new CommandFailure("snmptrapd takes no traps; its log is beside " + lines);
    }
    pause(1_000); // what was sent meanwhile is handled
  }

  private void pause(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new CommandFailure("snmptrapd ended by itself; its log is beside " + lines);
    }
  }

  private boolean await(long before) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (size() > before) {
        return true;
      }
    }
    return false;
  }

  private long size() {
    try {
      return Files.size(lines);
    } catch (IOException e) {
      throw new CommandFailure("What snmptrapd handled cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
