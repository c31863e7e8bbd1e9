package io.platen.server.access.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** While nobody can sign in, a one-time token for the server's owner lies in a file. */
@Singleton
@Startup
@DependsOn("Migrations")
public class FirstStart {
  @Inject Setup setup;
  @Inject SetupToken token;

  @PostConstruct
  void provide() {
    if (setup.isNeeded()) {
      token.provide();
    }
  }
}
