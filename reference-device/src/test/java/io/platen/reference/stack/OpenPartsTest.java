package io.platen.reference.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class OpenPartsTest {
  private final OpenParts parts = new OpenParts();
  private final List<String> stopped = new ArrayList<>();

  @Test
  void stops_the_last_part_first_and_each_once() {
    // given
    parts.open(() -> part("server"));
    parts.open(() -> part("device"));
    // when
    parts.close();
    parts.close();
    // then
    assertThat(stopped).containsExactly("device", "server");
  }

  @Test
  void stops_the_other_parts_when_one_cannot_be_stopped() {
    // given
    parts.open(() -> part("server"));
    parts.open(
        () ->
            (AutoCloseable)
                () -> {
                  throw new IllegalStateException("stuck");
                });
    // then
    assertThatThrownBy(parts::close).hasRootCauseMessage("stuck");
    assertThat(stopped).containsExactly("server");
  }

  @Test
  void starts_nothing_after_ctrl_c() {
    // given
    parts.close();
    // then
    assertThatThrownBy(() -> parts.open(() -> part("device")))
        .isInstanceOf(CancellationException.class);
    assertThat(stopped).isEmpty();
  }

  @Test
  void gives_no_result_after_ctrl_c() {
    // given
    parts.open(() -> part("server"));
    parts.unlessClosed(() -> stopped.add("first result"));
    // when
    parts.close();
    parts.unlessClosed(() -> stopped.add("second result"));
    // then
    assertThat(stopped).containsExactly("first result", "server");
  }

  private AutoCloseable part(String name) {
    return () -> stopped.add(name);
  }
}
