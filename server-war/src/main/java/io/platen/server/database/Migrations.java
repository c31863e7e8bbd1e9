package io.platen.server.database;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the schema up to date before the first request; a failure refuses the deployment. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {
  @Inject DataSource source;
  @Inject Partitions partitions;
  @Inject InstantSource clock;

  @PostConstruct
  void start() {
    migrate(source);
    partitions.provide(clock.instant());
  }

  /** Several nodes may start at once: Flyway takes a lock. */
  public static void migrate(DataSource source) {
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }
}
