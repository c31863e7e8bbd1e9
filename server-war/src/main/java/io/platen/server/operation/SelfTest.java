package io.platen.server.operation;

import io.platen.server.listener.DatabasePool;
import io.platen.server.listener.Endpoint;
import io.platen.server.listener.KeyStores;
import io.platen.server.listener.ListenerScript;
import io.platen.server.listener.StrangerCheck;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Runs while the WAR is deployed, before it serves anything: on a container whose ports are open to
 * strangers, or that has no database for it, the deployment fails and the missing script is
 * printed.
 */
public class SelfTest implements Extension {
  private static final Logger LOG = System.getLogger(SelfTest.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BODY_LIMIT = 1024 * 1024;
  private static final int POOL_SIZE = 32;

  void test(@Observes AfterDeploymentValidation deployment) {
    Endpoint endpoint = DeployedEndpoint.fromConfig();
    List<String> findings = new ArrayList<>(new StrangerCheck(PATIENCE).findings(endpoint));
    findings.addAll(databaseFindings());
    if (findings.isEmpty()) {
      LOG.log(Level.INFO, "Self-test passed: strangers get no answer on the device port");
      return;
    }
    String message =
        "Platen refuses to run on this container:\n- "
            + String.join("\n- ", findings)
            + "\nRun these asadmin commands (with your own paths, passwords and database), restart"
            + " the container, and deploy again:\n"
            + script(endpoint);
    LOG.log(Level.ERROR, message);
    deployment.addDeploymentProblem(new IllegalStateException(message));
  }

  @SuppressWarnings("BanJNDI") // The name is a constant, and the tree is this container's own.
  private static List<String> databaseFindings() {
    try {
      new InitialContext().lookup("jdbc/platen");
      return List.of();
    } catch (NamingException e) {
      return List.of("It has no data source jdbc/platen.");
    }
  }

  static String script(Endpoint endpoint) {
    KeyStores stores =
        new KeyStores("/path/to/server.p12", "ALIAS", "/path/to/devices.p12", "PASSWORD");
    DatabasePool database =
        new DatabasePool("jdbc:postgresql://HOST:5432/platen", "USER", "PASSWORD", POOL_SIZE);
    return Stream.concat(
            ListenerScript.listeners(endpoint, stores, BODY_LIMIT).stream(),
            ListenerScript.dataSource(database).stream())
        .map(command -> "asadmin " + command.line())
        .collect(Collectors.joining("\n"));
  }
}
