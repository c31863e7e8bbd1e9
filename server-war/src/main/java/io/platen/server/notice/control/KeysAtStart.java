package io.platen.server.notice.control;

import io.platen.server.database.Database;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Seals the keys of webhooks that versions before kept in clear. */
@Singleton
@Startup
@DependsOn("Migrations")
public class KeysAtStart {
  private static final Logger LOG = System.getLogger(KeysAtStart.class.getName());

  @Inject WebhookKeys keys;
  @Inject Database database;

  @PostConstruct
  void seal() {
    int sealed = keys.sealOld(database);
    if (sealed > 0) {
      LOG.log(Level.INFO, "Keys of webhooks are sealed in the database now: {0}", sealed);
    }
  }
}
