package io.platen.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.testing.ServerProcess;
import io.platen.server.testing.TestAuthority;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator meets who starts the real jar. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RunnableJarIT {
  private static final String[] FREE_PORTS = {
    "platen.device.port=0", "platen.console.port=0", "platen.enrolment.port=0", "platen.crl.port=0"
  };

  @TempDir private Path folder;

  @Test
  void names_a_wrong_key_and_starts_nothing() throws Exception {
    // when
    ServerProcess server = ServerProcess.start(folder, "platen.device.prot=8443");

    // then
    assertThat(server.exitStatus()).isEqualTo(2);
    assertThat(server.output()).contains("platen.device.prot", "Did you mean platen.device.port?");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void names_a_port_that_is_taken_and_starts_nothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // when
      ServerProcess server =
          ServerProcess.start(folder, "platen.console.port=" + taken.getLocalPort());

      // then
      assertThat(server.exitStatus()).isEqualTo(3);
      assertThat(server.output()).contains("Port " + taken.getLocalPort(), "platen.console.port");
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void survives_kills_of_itself_and_of_its_database_and_stops_cleanly() throws Exception {
    // given: a server that was killed
    ServerProcess killed = ServerProcess.start(folder, FREE_PORTS);
    assertThat(readiness()).as(killed.output()).isEqualTo(200);
    byte[] authority = Files.readAllBytes(folder.resolve("data/tls/authority.pem"));
    ProcessHandle leftOver = database();
    killed.kill();
    assertThat(leftOver.isAlive()).isTrue();

    // when: it is started again on the same folder
    try (ServerProcess server = ServerProcess.start(folder, FREE_PORTS)) {
      // then: it is ready, with the same keys, and without the old database
      assertThat(readiness()).as(server.output()).isEqualTo(200);
      assertThat(folder.resolve("data/tls/authority.pem")).hasBinaryContent(authority);
      assertThat(leftOver.isAlive()).isFalse();

      // when: another one is started on its folder
      ServerProcess second = ServerProcess.start(folder, FREE_PORTS);

      // then
      assertThat(second.exitStatus()).isEqualTo(3);
      assertThat(second.output()).contains("in use by another Platen server");

      // when: its database is killed
      database().destroyForcibly();
      server.readUntil("runs again");

      // then: it is ready again by itself, once the pool has thrown the dead connections away
      assertThat(readinessWithin(100)).as(server.output()).isEqualTo(200);

      // when: it is asked to stop
      ProcessHandle last = database();
      int status = server.stop();

      // then: nothing is left
      assertThat(status).isIn(0, 143);
      assertThat(last.isAlive()).isFalse();
      assertThat(folder.resolve("data/run")).doesNotExist();
      assertThat(folder.resolve("data/server.properties")).doesNotExist();
    }
  }

  @Test
  void verifies_the_audit_beside_a_server_and_without_one() throws Exception {
    // given
    try (ServerProcess server = ServerProcess.start(folder, FREE_PORTS)) {
      execute(
          "INSERT INTO audit_entry (at, actor, action) VALUES (now(), 'anna', 'a'),"
              + " (now(), 'anna', 'b'), (now(), 'anna', 'c')");

      // when
      ServerProcess intact = ServerProcess.run(folder, "audit", "verify");

      // then
      assertThat(intact.exitStatus()).as(intact.output()).isZero();
      assertThat(intact.output()).contains("The audit is intact: 3 records");

      // when: somebody who is not there is reset
      ServerProcess reset = ServerProcess.run(folder, "people", "reset", "bert");

      // then
      assertThat(reset.exitStatus()).as(reset.output()).isEqualTo(1);
      assertThat(reset.output()).contains("Nobody was reset", "no user bert", "setup-token");

      // when
      execute(
          "SET session_replication_role = replica;"
              + " UPDATE audit_entry SET actor = 'eve' WHERE position = 2");
      ServerProcess broken = ServerProcess.run(folder, "audit", "verify");

      // then
      assertThat(broken.exitStatus()).as(broken.output()).isEqualTo(4);
      assertThat(broken.output()).contains("BROKEN. Record 2 ", "eve b");
      server.stop();
    }
    ServerProcess alone = ServerProcess.run(folder, "audit", "verify");
    assertThat(alone.exitStatus()).as(alone.output()).isEqualTo(4);
    assertThat(alone.output()).contains("Record 2 ");
    assertThat(folder.resolve("data/run")).doesNotExist();
  }

  private void execute(String sql) throws Exception {
    String port = ServerProcess.addresses(folder).getProperty("database.port");
    String password = Files.readString(folder.resolve("data/postgres-password")).strip();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/platen", "platen", password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int readinessWithin(int tries) throws Exception {
    int status = readiness();
    for (int left = tries; status != 200 && left > 0; left--) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      status = readiness();
    }
    return status;
  }

  private int readiness() throws Exception {
    Properties addresses = ServerProcess.addresses(folder);
    KeyStore trust = TestAuthority.emptyStore();
    trust.setCertificateEntry(
        "authority", Pem.readCertificates(Path.of(addresses.getProperty("authority.pem"))).get(0));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    HttpResponse<String> response =
        HttpClient.newBuilder()
            .sslContext(context)
            .build()
            .send(
                HttpRequest.newBuilder(
                        URI.create(addresses.getProperty("console.url") + "/health/ready"))
                    .build(),
                BodyHandlers.ofString());
    return response.statusCode();
  }

  private ProcessHandle database() throws Exception {
    String pid = Files.readAllLines(folder.resolve("data/postgres/postmaster.pid")).get(0);
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }
}
