package io.platen.server.operation;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

/** Puts the gate before every other filter of the WAR. */
@WebListener
public class Gatekeeper implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    FilterRegistration.Dynamic gate =
        event
            .getServletContext()
            .addFilter("listener-gate", new ListenerGate(DeployedEndpoint.fromConfig()));
    // Event streams go through it, too.
    gate.setAsyncSupported(true);
    gate.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    DeployedTrust.proxies().ifPresent(proxies -> add(event, "proxy-gate", proxies));
    DeployedTrust.consoleProxies().ifPresent(proxies -> add(event, "console-proxies", proxies));
    DeployedTrust.revocations()
        .ifPresent(lists -> add(event, "revocation-gate", new RevocationGate(lists)));
  }

  /** Behind the gate, in this order: what they see has come to the right listener. */
  private static void add(ServletContextEvent event, String name, Filter filter) {
    FilterRegistration.Dynamic gate = event.getServletContext().addFilter(name, filter);
    gate.setAsyncSupported(true);
    gate.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }
}
