package io.platen.server.operation;

import io.platen.server.listener.DeviceTls;
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
  private static final String LEGACY =
      DeviceTls.KEY
          + " is on: the device port takes TLS 1.2 too, in which a device's certificate, and with"
          + " it its id, crosses the network in clear. Devices that use it are marked in the"
          + " console. Remove the key when there are none.";

  void test(@Observes AfterDeploymentValidation deployment) {
    Endpoint endpoint = DeployedEndpoint.fromConfig();
    DeviceTls tls = DeployedEndpoint.tls();
    List<String> findings = new ArrayList<>(new StrangerCheck(PATIENCE).findings(endpoint, tls));
    findings.addAll(tls.findings(System::getProperty));
    findings.addAll(databaseFindings());
    if (findings.isEmpty()) {
      LOG.log(Level.INFO, "Self-test passed: strangers get no answer on the device port");
      if (tls == DeviceTls.LEGACY) {
        LOG.log(Level.WARNING, LEGACY);
      }
      return;
    }
    String message =
        "Platen refuses to run on this container:\n- "
            + String.join("\n- ", findings)
            + "\nRun these asadmin commands (with your own paths, passwords and database), restart"
            + " the container, and deploy again:\n"
            + ListenerScript.forOperators(endpoint, tls);
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
