package io.platen.server.live.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.platen.server.testing.Stub;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;

/**
 * In the container of the build it is there: an end-to-end test looks for the word that it is not.
 */
class KeptMemoryTest {
  @Test
  void is_none_where_the_container_is_built_in_another_way() {
    // given
    HttpServletRequest request = Stub.of(HttpServletRequest.class, call -> null);

    // when
    KeptMemory kept = KeptMemory.of(new HttpServletRequestWrapper(request));

    // then
    assertThat(kept).isSameAs(KeptMemory.NONE);
    assertThatCode(kept::release).doesNotThrowAnyException();
  }
}
