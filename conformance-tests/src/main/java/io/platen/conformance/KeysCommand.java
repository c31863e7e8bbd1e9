package io.platen.conformance;

import io.platen.conformance.peers.PeerKeys;
import io.platen.conformance.peers.PeerPki;
import io.platen.conformance.subject.ConfigurationException;
import io.platen.conformance.wire.Identity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All that a server has to be given before it can be tested. */
@Command(
    name = "keys",
    description = {
      "Makes keys and certificates for the test of a server, and its conformance.properties.",
      "",
      "Give the server server.pem and server.key to show, devices.pem as the authority of its"
          + " devices, and records for the two devices that are printed. The keys of both"
          + " authorities are forgotten at once. For tests, and for nothing else.",
      ""
    },
    mixinStandardHelpOptions = true)
final class KeysCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "A folder that is empty, or not there yet.")
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Option(
      names = "--ports",
      split = ",",
      paramLabel = "PORT",
      description = {
        "Where the server will listen on this machine: its first and second host for devices,",
        "and its host for enrolment and diagnosis (default: 8443,8444,8445)."
      })
  private List<Integer> ports = List.of(8443, 8444, 8445);

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, ConfigurationException {
    if (ports.size() != 3) {
      throw new ConfigurationException("--ports", List.of("three numbers, e.g. 8443,8444,8445"));
    }
    Files.createDirectories(folder);
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new IOException(folder + " is not empty; name another folder");
      }
    }
    PeerKeys keys = PeerKeys.make();
    write(keys);
    PrintWriter out = spec.commandLine().getOut();
    out.println("device              " + keys.device());
    out.println("deactivated device  " + keys.deactivated());
    out.println("Configuration: " + folder.resolve("conformance.properties"));
    out.flush();
    return 0;
  }

  private void write(PeerKeys keys) throws IOException {
    write("server", keys.server());
    for (PeerKeys.Named each : keys.personas()) {
      write(each.name(), each.identity());
    }
    write("authority.pem", PeerPki.pem(List.of(keys.servers().certificate())));
    write("devices.pem", PeerPki.pem(List.of(keys.devices().certificate())));
    write("conformance.properties", String.join("\n", configuration(keys)) + "\n");
  }

  private List<String> configuration(PeerKeys keys) {
    List<String> lines = new ArrayList<>();
    lines.add("update1.url = " + url(0));
    lines.add("update2.url = " + url(1));
    lines.add("download.url = " + url(0));
    lines.add("download2.url = " + url(1));
    lines.add("est.url = " + url(2));
    lines.add("authority.pem = authority.pem");
    lines.add("device.id = " + keys.device());
    lines.add("revoked.device.id = " + keys.deactivated());
    for (PeerKeys.Named each : keys.personas()) {
      lines.add(each.name() + ".certificate = " + each.name() + ".pem");
      lines.add(each.name() + ".key = " + each.name() + ".key");
    }
    return lines;
  }

  private String url(int which) {
    return "https://localhost:" + ports.get(which);
  }

  private void write(String name, Identity identity) throws IOException {
    PeerPki.write(identity, folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
