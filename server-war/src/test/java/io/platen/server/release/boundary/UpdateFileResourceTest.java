package io.platen.server.release.boundary;

import static io.platen.protocol.Requirement.PLT_UPD_400;
import static io.platen.protocol.Requirement.PLT_UPD_407;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.ProblemException;
import io.platen.server.release.control.Releases;
import io.platen.server.testing.Stub;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateFileResourceTest {
  private static final byte[] CONTENT = {80, 76, 0, -1};

  private final UpdateFileResource resource = new UpdateFileResource();

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // Stands in for the container.
  void prepare() {
    resource.releases =
        new Releases(null) {
          @Override
          public Optional<byte[]> file(long tenant, String repository, String name) {
            return tenant == 3 && repository.equals("acme") && !name.startsWith("2.")
                ? Optional.of(CONTENT)
                : Optional.empty();
          }
        };
    resource.door =
        new DeviceDoor(null) {
          @Override
          public AdmittedDevice admit(HttpServletRequest request) {
            return new AdmittedDevice(3, new UUID(0, 7));
          }
        };
  }

  @Test
  @Verifies(positive = {PLT_UPD_400, PLT_UPD_407})
  void lets_no_cache_answer_with_a_timestamp_before_it_has_asked() {
    // when
    Response response = get("timestamp.xml");
    // then
    assertThat(response.getEntity()).isEqualTo(CONTENT);
    assertThat(response.getEntityTag().isWeak()).isFalse();
    assertThat(response.getHeaderString("Cache-Control")).contains("no-cache");
  }

  @Test
  @Verifies(negative = PLT_UPD_407)
  void lets_caches_keep_for_ever_what_never_changes() {
    assertThat(get("1.root.xml").getHeaderString("Cache-Control"))
        .contains("immutable")
        .doesNotContain("no-cache");
  }

  @Test
  @Verifies(negative = PLT_UPD_400)
  void has_no_file_that_no_maker_made() {
    assertThatThrownBy(() -> get("2.root.xml"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal -> assertThat(refusal.problem().type()).isEqualTo(ProblemType.NOT_FOUND));
  }

  private Response get(String name) {
    return resource.get(
        Stub.of(HttpServletRequest.class, call -> null),
        Stub.of(Request.class, call -> null),
        "acme",
        name);
  }
}
