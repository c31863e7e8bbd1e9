package io.platen.reference.device;

import io.platen.device.ConnectionTest;
import io.platen.device.DeviceConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries the way to the server step by step. */
@Command(
    name = "test-connection",
    description = {
      "Tries the way to each host step by step, and says what to do where it ends.",
      "  link     this machine has a network interface that is up",
      "  address  that has an address",
      "  name     the host's name is known, or the proxy's",
      "  connect  the host takes a connection, or the proxy does",
      "  proxy    it makes a way to the host",
      "  tls      what answers is the server, and asks for the device's certificate",
      "  server   it works with this device",
      "Nothing is sent to what is not the server. Exit status: 0 where all went well, else 1."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class TestConnectionCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The device's configuration, device.properties.")
  private Path config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    DeviceConfig settings = DeviceProperties.read(config).config();
    PrintWriter out = spec.commandLine().getOut();
    boolean good =
        ConnectionTest.run(
            settings,
            (host, step, passed, what) -> {
              out.println((passed ? "ok      " : "FAILED  ") + host + "  " + step + ": " + what);
              out.flush();
            });
    return good ? 0 : 1;
  }
}
