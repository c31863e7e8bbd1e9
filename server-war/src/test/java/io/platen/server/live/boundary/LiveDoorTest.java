package io.platen.server.live.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.codec.ProblemCodec;
import io.platen.protocol.problem.Problem;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.database.StorageException;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.Admission;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.testing.Stub;
import io.platen.server.testing.TestAuthority;
import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Before anything becomes a channel. */
class LiveDoorTest {
  private static final UUID ID = UUID.fromString("0a000000-0000-4000-8000-00000000000b");

  private final List<String> done = new ArrayList<>();
  private final TestWire wire = new TestWire();
  private final LiveDoor door = new LiveDoor();

  @Test
  void lets_nobody_in_who_is_not_known() throws Exception {
    // when
    Problem refusal = refusal(() -> new Admission.Unknown(ID));

    // then
    assertThat(done).contains("setStatus 403");
    assertThat(refusal.type()).isEqualTo(ProblemType.CERTIFICATE_UNKNOWN);
  }

  @Test
  void tells_a_device_to_come_again_where_the_database_is_away() throws Exception {
    // when
    Problem refusal =
        refusal(
            () -> {
              throw StorageException.of(new SQLException("Connection refused", "08001"));
            });

    // then
    assertThat(done).contains("setStatus 503");
    assertThat(refusal.type()).isEqualTo(ProblemType.UNAVAILABLE);
  }

  private interface Gate {
    Admission enter();
  }

  private Problem refusal(Gate gate) throws Exception {
    door.use(
        new DeviceDoor(
            new DeviceGate(null, null, null, null) {
              @Override
              public Admission enter(UUID id, X509Certificate certificate, boolean tls12) {
                return gate.enter();
              }
            }));
    X509Certificate[] chain = {
      (X509Certificate) TestAuthority.named("Devices").issue(ID.toString()).getCertificate("key")
    };
    HttpServletRequest request =
        Stub.of(HttpServletRequest.class, call -> call.endsWith("X509Certificate") ? chain : null);
    door.doFilter(request, wire.response(done), (in, out) -> done.add("goes on"));
    assertThat(done).doesNotContain("goes on");
    return ProblemCodec.read(wire.written.toByteArray());
  }
}
