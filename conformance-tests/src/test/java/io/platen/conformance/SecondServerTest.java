package io.platen.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.conformance.testing.SecondServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that was written from the specification alone, in another language. */
class SecondServerTest {
  private static final Path ICS = Path.of("second-server/ics.xml");

  @TempDir private Path folder;

  @Test
  void the_second_server_passes_what_it_claims_and_ends_cleanly() throws Exception {
    try (SecondServer server = SecondServer.start(folder)) {
      // when
      String configuration = server.configuration().toString();
      ClaimedRun run =
          ClaimedRun.of(
              folder.resolve("results"),
              ICS,
              "server",
              "--config",
              configuration,
              "--patience",
              "30");
      // then
      assertThat(run.status()).as(run.said()).isZero();
      assertThat(run.verdicts()).containsExactlyInAnyOrder("PASS", "NOT_APPLICABLE");
      assertThat(run.with("PASS")).hasSizeGreaterThan(90);
      assertThat(run.with("NOT_APPLICABLE"))
          .hasSizeGreaterThan(50)
          .allSatisfy(
              test -> assertThat(test.trouble()).startsWith("Its profile is not claimed: ["))
          .anyMatch(test -> test.trouble().contains("enrolment"))
          .anyMatch(test -> test.trouble().contains("commands"));
      assertThat(server.stop()).isZero();
    }
  }
}
