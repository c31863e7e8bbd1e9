package io.platen.server.release.boundary;

import static io.platen.protocol.Requirement.PLT_UPD_401;
import static io.platen.protocol.Requirement.PLT_UPD_402;
import static io.platen.protocol.Requirement.PLT_UPD_403;
import static io.platen.protocol.Requirement.PLT_UPD_404;
import static io.platen.protocol.Requirement.PLT_UPD_405;
import static io.platen.protocol.Requirement.PLT_UPD_410;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.problem.ProblemType;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.problem.ProblemException;
import io.platen.server.release.control.FolderObjects;
import io.platen.server.release.control.TransferThreads;
import io.platen.server.release.control.Transfers;
import io.platen.server.testing.Stub;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectResourceTest {
  private static final byte[] CONTENT = "0123456789abcdefghij".getBytes(UTF_8);
  private static final String NAME = Sha256.of(CONTENT).toString();

  @TempDir private Path folder;
  private final List<Runnable> own = new ArrayList<>();
  private boolean ready = true;
  private ObjectResource resource;

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // Stands in for the container.
  void prepare() throws IOException {
    resource = new ObjectResource();
    resource.objects = new FolderObjects(folder, 1000, () -> Instant.EPOCH);
    resource.objects.put(NAME, new ByteArrayInputStream(CONTENT));
    resource.transfers = new Transfers(2);
    resource.threads = new TransferThreads(this::run);
    resource.door =
        new DeviceDoor(null) {
          @Override
          public AdmittedDevice admit(HttpServletRequest request) {
            return new AdmittedDevice(1, new UUID(0, 7));
          }
        };
  }

  @Test
  @Verifies(positive = {PLT_UPD_401, PLT_UPD_403})
  void gives_the_whole_object_with_its_hash_as_a_strong_tag() throws IOException {
    // when
    Response response = get(null, null);
    // then
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getEntityTag().getValue()).isEqualTo(NAME);
    assertThat(response.getEntityTag().isWeak()).isFalse();
    assertThat(response.getHeaderString("Cache-Control")).contains("immutable");
    assertThat(response.getHeaderString("Content-Length")).isEqualTo("20");
    assertThat(body(response)).isEqualTo("0123456789abcdefghij");
  }

  @Test
  @Verifies(positive = PLT_UPD_402)
  void gives_one_range_alone() throws IOException {
    // when
    Response response = get("bytes=3-5", null);
    // then
    assertThat(response.getStatus()).isEqualTo(206);
    assertThat(response.getHeaderString("Content-Range")).isEqualTo("bytes 3-5/20");
    assertThat(response.getHeaderString("Content-Length")).isEqualTo("3");
    assertThat(body(response)).isEqualTo("345");
  }

  @Test
  @Verifies(negative = PLT_UPD_403)
  void gives_several_ranges_as_parts_of_one_body() throws IOException {
    // when
    Response response = get("bytes=0-0,18-", null);
    String body = body(response);
    // then
    assertThat(response.getEntityTag().getValue()).isEqualTo(NAME);
    assertThat(response.getMediaType().toString()).startsWith("multipart/byteranges;");
    assertThat(response.getHeaderString("Content-Length"))
        .isEqualTo(Integer.toString(body.length()));
    assertThat(body)
        .contains("Content-Range: bytes 0-0/20\r\n\r\n0\r\n--")
        .contains("Content-Range: bytes 18-19/20\r\n\r\nij\r\n--");
  }

  @Test
  @Verifies(positive = PLT_UPD_404, negative = PLT_UPD_404)
  void gives_a_range_only_of_what_the_device_had_before() throws IOException {
    assertThat(body(get("bytes=3-5", "\"" + NAME + "\""))).isEqualTo("345");
    for (String other :
        List.of("\"another\"", "W/\"" + NAME + "\"", "Sat, 29 Oct 1994 19:43:31 GMT")) {
      Response whole = get("bytes=3-5", other);
      assertThat(whole.getStatus()).isEqualTo(200);
      assertThat(body(whole)).hasSize(20);
    }
  }

  @Test
  @Verifies(
      positive = PLT_UPD_405,
      negative = {PLT_UPD_402, PLT_UPD_405})
  void says_how_long_it_is_where_nothing_of_a_range_is_there() throws IOException {
    // when
    Response response = get("bytes=20-", null);
    // then
    assertThat(response.getStatus()).isEqualTo(416);
    assertThat(response.getHeaderString("Content-Range")).isEqualTo("bytes */20");
    assertThat(response.getMediaType().toString()).isEqualTo("text/plain");
  }

  @Test
  @Verifies(positive = PLT_UPD_410)
  void tells_when_to_come_again_where_too_many_are_fetched_and_goes_on_when_one_has_ended()
      throws IOException {
    // given
    Response first = get(null, null);
    get(null, null);
    // then
    assertThatThrownBy(() -> get(null, null))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal -> {
              assertThat(refusal.problem().type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
              assertThat(refusal.problem().retryAfterSeconds()).isBetween(5L, 30L);
            });
    body(first);
    assertThat(get(null, null).getStatus()).isEqualTo(200);
  }

  @Test
  @Verifies(negative = PLT_UPD_410)
  void makes_room_when_a_device_goes_away_in_the_middle() throws IOException {
    // given
    List<Response> answers = new ArrayList<>(List.of(get(null, null), get(null, null)));
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int each) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    // when
    for (Response each : answers) {
      assertThatThrownBy(() -> ((StreamingOutput) each.getEntity()).write(gone))
          .hasMessage("Broken pipe");
    }
    // then
    assertThat(get(null, null).getStatus()).isEqualTo(200);
  }

  @Test
  @Verifies(negative = PLT_UPD_401)
  void has_nothing_under_another_name() {
    assertThatThrownBy(() -> resource.get(servlet(), request(), "0".repeat(64), null, null))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal -> assertThat(refusal.problem().type()).isEqualTo(ProblemType.NOT_FOUND));
  }

  /** The container would interrupt its own before a slow device has all of it. */
  @Test
  void sends_a_body_by_a_thread_of_its_own_and_answers_all_else_at_once() throws IOException {
    // given
    List<Integer> answers = new ArrayList<>();
    AsyncResponse later = Later.of(answer -> answers.add(((Response) answer).getStatus()));

    // when
    resource.get(servlet(), request(), NAME, "bytes=20-", null, later);
    resource.get(servlet(), request(), NAME, null, null, later);

    // then
    assertThat(answers).containsExactly(416);
    own.forEach(Runnable::run);
    assertThat(answers).containsExactly(416, 200);
  }

  @Test
  @Verifies(negative = PLT_UPD_410)
  void makes_room_where_no_thread_can_be_had() throws IOException {
    // given
    ready = false;
    AsyncResponse later = Later.of(answer -> {});

    // when
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> resource.get(servlet(), request(), NAME, null, null, later))
          .isInstanceOf(OutOfMemoryError.class);
    }

    // then
    assertThat(get(null, null).getStatus()).isEqualTo(200);
  }

  private void run(Runnable transfer) {
    if (!ready) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    own.add(transfer);
  }

  private Response get(String range, String ifRange) throws IOException {
    return resource.get(servlet(), request(), NAME, range, ifRange);
  }

  private static HttpServletRequest servlet() {
    return Stub.of(HttpServletRequest.class, call -> null);
  }

  private static Request request() {
    return Stub.of(Request.class, call -> null);
  }

  private static String body(Response response) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ((StreamingOutput) response.getEntity()).write(body);
    return body.toString(UTF_8);
  }
}
