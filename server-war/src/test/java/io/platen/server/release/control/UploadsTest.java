package io.platen.server.release.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.testing.Stub;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadsTest {
  private static final Caller ANNA = new Caller(1, "anna", Role.ADMINISTRATOR);

  private final List<Integer> inner = new ArrayList<>();
  private int depth;

  /** Each object is stored while the one before it still comes in. */
  private final Uploads uploads =
      new Uploads(null, Stub.of(ObjectStore.class, call -> nested()), null);

  private ObjectStore.Outcome nested() {
    depth++;
    if (put().isEmpty()) {
      inner.add(depth);
    }
    return new ObjectStore.Stored(1, false);
  }

  private Optional<ObjectStore.Outcome> put() {
    try {
      return uploads.put(ANNA, "0".repeat(64), InputStream.nullInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void takes_so_many_at_once_and_others_when_those_have_come() {
    // then
    assertThat(put()).isPresent();
    assertThat(inner).containsExactly(Uploads.AT_ONCE);

    // when
    depth = 0;
    inner.clear();

    // then
    assertThat(put()).isPresent();
    assertThat(inner).containsExactly(Uploads.AT_ONCE);
  }
}
