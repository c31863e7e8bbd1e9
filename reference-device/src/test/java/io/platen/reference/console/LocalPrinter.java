package io.platen.reference.console;

import static io.platen.reference.testing.DemoStack.packaged;
import static io.platen.reference.testing.Eventually.eventually;

import io.platen.device.testing.ForeignProcess;
import io.platen.device.testing.OwnNetwork;
import io.platen.reference.stack.JavaProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * ippeveprinter of CUPS on this machine's loopback, a local agent before it, and a device to pair
 * with that. A test is skipped where the programs are not installed.
 */
final class LocalPrinter implements AutoCloseable {
  /** Whoever stands outside ends no process there by a signal. */
  private static final List<String> UNTIL_STOPPED =
      List.of("sh", "-c", "while [ ! -e stop ]; do sleep 0.1; done");

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern CODE = Pattern.compile("ten minutes: (\\S+)");
  private static final List<String> JAVA =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m");

  private final Path folder;
  private final Path device;
  private final int port = freePort();
  private final ForeignProcess printer;
  private final JavaProcess agent;

  /**
   * @param device its configuration
   */
  LocalPrinter(Path folder, Path device) throws Exception {
    this.folder = folder;
    this.device = device;
    int ipp = freePort();
    printer = printer(ipp);
    eventually("The printer", SOON, () -> answers(ipp), there -> there);
    agent =
        JavaProcess.start(
            packaged("platen.device.jar"),
            JAVA,
            List.of(
                "local-agent",
                "--data=" + folder.resolve("agent"),
                "--listen=127.0.0.1",
                "--port=" + port,
                "--no-ipp-usb",
                "--ipp=ipp://localhost:" + ipp + "/ipp/print",
                "--pair"),
            folder.resolve("agent.log"));
  }

  /** By the code that the agent shows; the device may run meanwhile. */
  void pair() throws Exception {
    pair("127.0.0.1:" + port, code());
  }

  /** The device knows the agent no more. */
  void forget() throws Exception {
    pair("--forget", "127.0.0.1");
  }

  private ForeignProcess printer(int ipp) throws IOException {
    OwnNetwork.layPrinter(folder);
    List<String> command = OwnNetwork.command(folder, List.of(), "printer.sh");
    command.add(Integer.toString(ipp));
    command.addAll(UNTIL_STOPPED);
    return ForeignProcess.start(folder, Map.of(), command);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private String code() throws Exception {
    return eventually(
            "The agent's code",
            SOON,
            () -> CODE.matcher(Files.readString(agent.log())).results().toList(),
            found -> !found.isEmpty())
        .stream()
        .map((MatchResult each) -> each.group(1))
        .findFirst()
        .orElseThrow();
  }

  private void pair(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("pair", "--config", device.toString()));
    command.addAll(List.of(words));
    Path log = folder.resolve("pair.log");
    try (JavaProcess pairing =
        JavaProcess.start(packaged("platen.device.jar"), JAVA, command, log)) {
      boolean ends = pairing.endsWithin(SOON);
      if (!ends || !Files.readString(log).matches("(?s).*(Paired|Forgotten).*")) {
        throw new AssertionError("No pairing: " + pairing.lastWords());
      }
    }
  }

  @Override
  public void close() throws IOException {
    agent.close();
    Files.createFile(folder.resolve("stop"));
    printer.close();
  }
}
