package io.platen.reference.demo;

import io.platen.reference.stack.Progress;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything and says where to look; {@code ./mvnw -Pdemo} calls it. */
@Command(
    name = "demo",
    header = "Starts server, device and simulated printers, and says where to look.",
    description = {
      "",
      "Everything is real but the printers: the server stores in a PostgreSQL of its own, the"
          + " device finds the printers by SNMP and reports over mutual TLS. All listen on"
          + " loopback only. Keys, passwords and data are made anew at each start, and what the"
          + " last demo left in the folder is deleted.",
      ""
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Runnable {
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final InstantSource clock = InstantSource.system();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--folder",
      defaultValue = "reference-device/target/demo",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: ${DEFAULT-VALUE}")
  private Path folder = Path.of("");

  @Option(
      names = "--server-jar",
      defaultValue = "server-war/target/platen-server.jar",
      paramLabel = "FILE",
      description = "The server to start. Default: ${DEFAULT-VALUE}")
  private Path serverJar = Path.of("");

  @Option(
      names = "--speed",
      defaultValue = "20",
      paramLabel = "FACTOR",
      description = "How fast time runs for the printers. Default: ${DEFAULT-VALUE}")
  private double speed;

  @Option(
      names = "--seconds",
      defaultValue = "0",
      paramLabel = "N",
      description = "Stops after N seconds with exit status 0. Default: runs until Ctrl-C.")
  private long seconds;

  @Option(
      names = "--no-update",
      arity = "0..1",
      paramLabel = "true|false",
      description = "Leaves the device on what its factory gave it.")
  private boolean noUpdate;

  @Option(
      names = "--fail-health",
      arity = "0..1",
      paramLabel = "true|false",
      description = "The release of the demo fails its health check: the device returns from it.")
  private boolean failHealth;

  @Option(
      names = "--with-parent",
      description = "Also stops when the process ends that started it, however that ends.")
  private boolean withParent;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    DemoOptions options = new DemoOptions(folder, serverJar, ownJar(), speed, failHealth);
    Demo demo = new Demo(options, new Progress(out, clock));
    // Ctrl-C: the virtual machine ends when all that was started has ended.
    Thread onCtrlC = new Thread(demo::close, "demo-stop");
    Runtime.getRuntime().addShutdownHook(onCtrlC);
    if (withParent) {
      Thread here = Thread.currentThread();
      ProcessHandle.current()
          .parent()
          .ifPresent(
              parent -> {
                // Nobody waits for it: it interrupts who waits.
                var unused = parent.onExit().thenRun(here::interrupt);
              });
    }
    try (demo) {
      RunningDemo running = demo.start();
      print(out, running);
      Instant end = clock.instant().plus(seconds == 0 ? FOR_EVER : Duration.ofSeconds(seconds));
      if (!noUpdate) {
        update(out, demo, running, end);
      }
      watch(running, end);
      out.println("Stopping.");
      out.flush();
    } catch (CancellationException e) {
      // Ctrl-C came in the middle of the start.
      out.println("Stopped.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** While printers are watched, the device is brought to a new release. */
  private static void update(PrintWriter out, Demo demo, RunningDemo running, Instant end)
      throws InterruptedException {
    out.println();
    if (demo.update(running, end)) {
      out.println();
      out.println("The console shows it under Rollouts. What the device runs now:");
      out.println("  java -jar " + ownJar() + " status --config " + running.deviceProperties());
      out.flush();
    }
  }

  /** Until the time is over, or the device ends by itself. */
  private void watch(RunningDemo demo, Instant end) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), end);
    demo.device().check(left.isNegative() ? Duration.ZERO : left);
  }

  private void print(PrintWriter out, RunningDemo demo) {
    out.println();
    out.println("Platen is running. Everything below is in " + demo.properties());
    out.println();
    out.println("  Console     " + demo.addresses().console() + "/");
    out.println("              user " + Demo.USER + ", password " + demo.password());
    out.println("              (the browser warns: the server made its certificate itself)");
    out.println("  REST API    " + demo.addresses().api());
    out.println("              Authorization: Bearer " + demo.token());
    out.println("  Simulator   " + demo.simulator() + "/printers");
    out.println("              a paper jam: curl -X POST -d '{\"code\":8}' \\");
    out.println("                " + demo.simulator() + "/printers/3/alert");
    out.println("  Traps       " + demo.traps());
    out.println(
        "              the jam at once: snmptrap -v 2c -c public " + demo.traps() + " '' \\");
    out.println("                1.3.6.1.2.1.43.18.2.0.1");
    out.println();
    out.println(
        "The device looks at its printers every "
            + DemoPolicy.EVERY.toSeconds()
            + " seconds: the demo has set its policy so; without that it does every two hours. "
            + (seconds == 0
                ? "Ctrl-C stops everything."
                : "All stops after " + seconds + " seconds."));
    out.flush();
  }

  /** The device runs from the jar that this demo runs from. */
  private static Path ownJar() {
    try {
      return Path.of(DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
