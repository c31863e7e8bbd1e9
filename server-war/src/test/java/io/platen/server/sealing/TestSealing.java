package io.platen.server.sealing;

import io.platen.protocol.seal.forge.Pair;
import io.platen.server.database.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/** A server's sealing under an authority that was made for the test. */
public final class TestSealing {
  private static final String SECRET = "a secret for tests only, 24+";

  private final Pair authority = Pair.ofDevice("authority", new SecureRandom());
  private final Database database;
  private final InstantSource clock;

  public TestSealing(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  public SealedReports off() {
    return new SealedReports(SealingMode.OFF, Optional.empty(), new Signers(database, clock));
  }

  public SealedReports offered(Path folder) {
    return with(SealingMode.OFFERED, folder);
  }

  public SealedReports required(Path folder) {
    return with(SealingMode.REQUIRED, folder);
  }

  private SealedReports with(SealingMode mode, Path folder) {
    return new SealedReports(mode, Optional.of(keys(folder)), new Signers(database, clock));
  }

  SealingKeys keys(Path folder) {
    SealingIssuer issuer = new SealingIssuer(authority.certificate(), authority.key());
    return new SealingKeys(new SealingFolder(folder, SECRET), issuer, clock);
  }
}
