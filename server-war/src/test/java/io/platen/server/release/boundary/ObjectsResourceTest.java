package io.platen.server.release.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.platen.protocol.content.Sha256;
import io.platen.server.access.boundary.TestCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import io.platen.server.release.control.ObjectStore;
import io.platen.server.release.control.TransferThreads;
import io.platen.server.release.control.Uploads;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectsResourceTest {
  private static final byte[] CONTENT = "0123456789abcdefghij".getBytes(UTF_8);
  private static final String NAME = Sha256.of(CONTENT).toString();

  private final List<Runnable> own = new ArrayList<>();
  private final List<Object> answers = new ArrayList<>();
  private Store store;
  private ObjectsResource resource;

  private interface Store {
    Optional<ObjectStore.Outcome> put(InputStream content) throws IOException;
  }

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // Stands in for the container.
  void prepare() {
    resource = new ObjectsResource();
    resource.caller = TestCaller.of(new Caller(1, "anna", Role.ADMINISTRATOR));
    resource.threads = new TransferThreads(own::add);
    resource.uploads =
        new Uploads(null, null, null) {
          @Override
          public Optional<ObjectStore.Outcome> put(Caller by, String sha256, InputStream content)
              throws IOException {
            return store.put(content);
          }
        };
  }

  private void put(Store next) {
    store = next;
    resource.put(NAME, new ByteArrayInputStream(CONTENT), Later.of(answers::add));
    own.remove(0).run();
  }

  /** The container would interrupt its own before an image has come over a slow line. */
  @Test
  void reads_a_body_by_a_thread_of_its_own() {
    // given
    List<Integer> read = new ArrayList<>();
    store =
        content -> {
          read.add(content.readAllBytes().length);
          return Optional.of(new ObjectStore.Stored(20, true));
        };

    // when
    resource.put(NAME, new ByteArrayInputStream(CONTENT), Later.of(answers::add));

    // then
    assertThat(read).isEmpty();
    own.forEach(Runnable::run);
    assertThat(read).containsExactly(20);
    assertThat(((Response) answers.get(0)).getStatus()).isEqualTo(201);
  }

  @Test
  void tells_what_went_wrong_there() {
    // when
    put(content -> Optional.of(new ObjectStore.OtherContent("another")));
    put(content -> Optional.of(new ObjectStore.Full(7)));
    put(content -> Optional.empty());
    put(
        content -> {
          throw new IOException("The disk is away");
        });
    put(
        content -> {
          throw new OutOfMemoryError("Java heap space");
        });

    // then
    assertThat(answers.get(0)).isInstanceOf(InvalidException.class);
    assertThat(refusal(1)).isEqualTo(507);
    assertThat(refusal(2)).isEqualTo(429);
    assertThat(answers.get(3)).isInstanceOf(IOException.class);
    assertThat(answers.get(4)).isInstanceOf(OutOfMemoryError.class);
  }

  private int refusal(int number) {
    return ((RefusedException) answers.get(number)).status();
  }
}
