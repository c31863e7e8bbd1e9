package io.platen.server.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.ClusterCommandResult;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.AdminCommandRunner;
import io.platen.server.listener.AsadminCommand;
import io.platen.server.listener.DatabasePool;
import io.platen.server.listener.Endpoint;
import io.platen.server.listener.KeyStores;
import io.platen.server.listener.Listener;
import io.platen.server.listener.ListenerScript;
import io.platen.server.listener.StrangerCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payara Micro in this process, shaped by our commands, with the WAR at the root of all paths. */
final class PayaraServer {
  private static final String WAR = "/PLATEN-INF/ROOT.war";
  private static final String LOGGING = "/io/platen/server/launcher/logging.properties";

  private static final StrangerCheck CHECK = new StrangerCheck(Duration.ofSeconds(30));

  private final DataFolder folder;
  private final List<String> failures = new ArrayList<>();
  private volatile @Nullable AdminCommandRunner runner;

  PayaraServer(DataFolder folder) {
    this.folder = folder;
  }

  PayaraMicroRuntime start(List<AsadminCommand> listeners, Endpoint endpoint, DatabasePool database)
      throws StartException {
    try {
      // The name of the file makes it answer at the root.
      Path war = unpack(WAR, "ROOT.war");
      Path logging = unpack(LOGGING, "logging.properties");
      PayaraMicro.setUpackedJarDir(PrivateFiles.makeFolder(folder.run().resolve("lib")).toFile());
      PayaraMicro.unpackJars();
      PayaraMicro payara = PayaraMicro.getInstance();
      payara.setRootDir(PrivateFiles.makeFolder(folder.run().resolve("payara")).toFile());
      payara.setLogPropertiesFile(logging.toFile());
      payara.setNoHazelcast(true);
      payara.setPrintLogo(false);
      payara.addDeploymentFile(war.toFile());
      payara.setPreBootHandler(
          booting -> {
            run(booting, ListenerScript.closeOthers());
            run(booting, listeners);
          });
      payara.setPostBootHandler(
          booted -> {
            runner = booted;
            run(booted, ListenerScript.dataSource(database));
          });
      PayaraMicroRuntime runtime = payara.bootStrap();
      // The container also names an application that it failed to load: only an answer counts.
      if (!CHECK.isWell(endpoint, Listener.CONSOLE, "/health/ready")) {
        throw new StartException(
            ExitCode.START_FAILED,
            "The WAR was not deployed; the log above says why. Nothing is served.");
      }
      return runtime;
    } catch (IOException e) {
      throw new StartException(
          ExitCode.START_FAILED,
          "The server's files cannot be unpacked to " + folder.run() + " (" + e + "). Make room.",
          e);
    } catch (BootstrapException e) {
      throw new StartException(ExitCode.START_FAILED, reason(e), e);
    }
  }

  /**
   * While it runs. Connections that are there may be ended; whoever had one connects anew.
   *
   * @throws IllegalStateException when the container refuses; the message says why
   */
  void renew(KeyStores stores) {
    AdminCommandRunner started = runner;
    if (started == null) {
      throw new IllegalStateException("The container has not started");
    }
    run(started, ListenerScript.renewal(stores));
  }

  /** A command that fails ends the start: a listener half made could be open to strangers. */
  private void run(AdminCommandRunner runner, List<AsadminCommand> commands) {
    for (AsadminCommand command : commands) {
      ClusterCommandResult result =
          runner.run(command.name(), command.arguments().toArray(new String[0]));
      if (result.getExitStatus() != ClusterCommandResult.ExitStatus.SUCCESS) {
        String failure =
            "Boot command \"" + command.lineWithoutSecrets() + "\" failed: " + result.getOutput();
        failures.add(failure);
        throw new IllegalStateException(failure);
      }
    }
  }

  private String reason(BootstrapException e) {
    return failures.isEmpty()
        ? "Payara Micro did not start: " + e.getMessage() + ". The log above says why."
        : String.join(System.lineSeparator(), failures)
            + System.lineSeparator()
            + "The server refuses to run, because its ports could be open to strangers.";
  }

  private Path unpack(String resource, String name) throws IOException {
    Path target = folder.run().resolve(name);
    try (InputStream content = PayaraServer.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IOException(resource + " is missing in the jar");
      }
      Files.copy(content, target);
    }
    return target;
  }
}
