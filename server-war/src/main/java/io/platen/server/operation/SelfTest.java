package io.platen.server.operation;

import io.platen.server.listener.Endpoint;
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
            + ListenerScript.forOperators(endpoint);
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
}
