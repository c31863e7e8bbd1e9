package io.platen.reference.console;

import static io.platen.reference.testing.DemoStack.packaged;

import io.platen.reference.demo.RunningDemo;
import io.platen.reference.stack.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A device beside the demo's own, whose site lets its server take it away. */
final class CommandedDevice implements AutoCloseable {
  private static final List<String> JAVA =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m");
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Path folder;
  private JavaProcess process;

  private CommandedDevice(Path folder) {
    this.folder = folder;
    this.process = run();
  }

  /** It enrols by a code and works. */
  static CommandedDevice start(RunningDemo demo, String code) throws IOException {
    Path folder = Files.createTempDirectory(packaged("platen.demo.folder"), "commanded");
    Files.writeString(
        folder.resolve("device.properties"),
        String.join(
            "\n",
            "data=" + folder.resolve("data"),
            "update1=" + demo.addresses().device(),
            "download=" + demo.addresses().device(),
            "enrolment=" + demo.addresses().enrolment(),
            "authority=" + demo.addresses().authority(),
            "activation=" + code,
            "schedule.now=true",
            "schedule.spread=0",
            "commands.leave=true"));
    return new CommandedDevice(folder);
  }

  private JavaProcess run() {
    return JavaProcess.start(
        packaged("platen.device.jar"),
        JAVA,
        List.of("run", "--config", folder.resolve("device.properties").toString()),
        folder.resolve("device.log"));
  }

  /** As after a loss of power. */
  void again() {
    process.kill();
    process = run();
  }

  boolean hasEnded() throws InterruptedException {
    return process.endsWithin(SOON);
  }

  /** The files that it keeps. */
  List<String> memory() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
