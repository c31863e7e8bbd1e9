package io.platen.server.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.InstantSource;
import javax.sql.DataSource;

/** What the container gives, made injectable into constructors. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
class Resources {
  @Produces
  @Resource(lookup = "jdbc/platen")
  DataSource source;

  @Produces
  @PersistenceContext(unitName = "platen")
  EntityManager entities;

  @Produces
  InstantSource clock() {
    return Clock.systemUTC();
  }
}
