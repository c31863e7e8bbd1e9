package io.platen.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The WAR on somebody's Payara that nobody has prepared. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BareContainerIT {
  @TempDir private Path folder;

  @Test
  void refuses_to_be_deployed_and_prints_the_script_that_is_missing() throws Exception {
    try (EmbeddedPostgres database =
        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
      // given: a data source, and no listener of ours
      Path war = Files.copy(Path.of("target/platen-server.war"), folder.resolve("ROOT.war"));
      Path commands =
          Files.write(
              folder.resolve("post.asadmin"),
              List.of(
                  "create-jdbc-connection-pool"
                      + " --datasourceclassname=org.postgresql.ds.PGSimpleDataSource"
                      + " --restype=javax.sql.DataSource --property=url=jdbc\\:postgresql\\://127.0.0.1\\:"
                      + database.getPort()
                      + "/postgres:user=postgres:password=x platen-pool",
                  "create-jdbc-resource --connectionpoolid=platen-pool jdbc/platen"));

      // when
      String output = deploy(war, commands);

      // then
      assertThat(output)
          .contains(
              "Platen refuses to run on this container",
              "Nothing listens on the device port",
              "asadmin create-network-listener",
              "platen-device.ssl.client-auth=need",
              "asadmin create-jdbc-resource");
    }
  }

  private String deploy(Path war, Path commands) throws Exception {
    Process payara =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                // Ports that nothing of ours listens on.
                "-Dplaten.device.port=1",
                "-Dplaten.enrolment.port=1",
                "-jar",
                Path.of("target/payara-micro.jar").toAbsolutePath().toString(),
                "--nohazelcast",
                "--prebootcommandfile",
                Files.writeString(
                        folder.resolve("pre.asadmin"),
                        "set configs.config.server-config.network-config.network-listeners"
                            + ".network-listener.http-listener.enabled=false\n")
                    .toString(),
                "--postbootcommandfile",
                commands.toString(),
                "--addlibs",
                Path.of("target/postgresql.jar").toAbsolutePath().toString(),
                "--deploy",
                war.toString())
            .redirectErrorStream(true)
            .start();
    StringBuilder output = new StringBuilder();
    try (BufferedReader reader = payara.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.append(line).append('\n');
        if (line.contains("ready in")) {
          break;
        }
      }
    } finally {
      payara.destroy();
      payara.waitFor();
    }
    return output.toString();
  }
}
