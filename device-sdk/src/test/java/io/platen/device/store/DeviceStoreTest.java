package io.platen.device.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.platen.device.identity.LocalKey;
import io.platen.device.testing.TestStorage;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds when a change fails, and when a process ends. */
class DeviceStoreTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TestStorage disk = new TestStorage();

  private DeviceStore open() throws Exception {
    return DeviceStore.open(disk, LocalKey.load(disk, RANDOM), RANDOM);
  }

  private static void put(DeviceStore store, String name, String value) throws StoreException {
    store.change(writer -> writer.put(name, value));
  }

  private static String value(DeviceStore store, String name) throws StoreException {
    Optional<byte[]> found = store.find(name);
    return found.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("none");
  }

  private String afterARestart(String name) throws Exception {
    try (DeviceStore store = open()) {
      return value(store, name);
    }
  }

  @Test
  void has_on_the_disk_what_it_found_before_it_is_used() throws Exception {
    // given: a process that was ended may have left what no disk was asked to keep
    open().close();
    long before = disk.syncs();

    // when
    try (DeviceStore store = open()) {
      // then
      assertThat(disk.syncs()).isGreaterThan(before);
      assertThat(store.names()).isNotEmpty();
    }
  }

  @Test
  void is_not_used_while_the_disk_does_not_keep_what_it_found() throws Exception {
    // given
    open().close();

    // when
    disk.failSyncs(true);

    // then
    assertThat(catchThrowableOfType(StoreException.class, this::open).kind())
        .isEqualTo(StoreException.Kind.NOT_WRITTEN);
  }

  @Test
  void takes_back_a_change_that_the_disk_did_not_keep_and_goes_on() throws Exception {
    // given
    try (DeviceStore store = open()) {
      put(store, "a", "old");
      disk.failSyncs(true);

      // when
      assertThatThrownBy(() -> put(store, "a", "new")).isInstanceOf(StoreException.class);
      disk.failSyncs(false);

      // then
      assertThat(value(store, "a")).isEqualTo("old");
      put(store, "b", "later");
    }
    assertThat(afterARestart("a")).isEqualTo("old");
    assertThat(afterARestart("b")).isEqualTo("later");
  }

  @Test
  void makes_no_half_of_a_change_that_ends_in_an_error() throws Exception {
    // given
    try (DeviceStore store = open()) {
      put(store, "a", "old");

      // when
      assertThatThrownBy(
              () ->
                  store.change(
                      writer -> {
                        writer.put("a", "half");
                        throw new StackOverflowError("wanted by the test");
                      }))
          .isInstanceOf(StackOverflowError.class);
      put(store, "b", "later");

      // then
      assertThat(value(store, "a")).isEqualTo("old");
    }
    assertThat(afterARestart("a")).isEqualTo("old");
  }

  @Test
  void copies_piece_by_piece_when_it_rewrites_its_file() throws Exception {
    // given: 4 MB that live, which no small device holds twice
    byte[] report = new byte[64 * 1024];
    RANDOM.nextBytes(report);
    try (DeviceStore store = open()) {
      for (int sequence = 1; sequence <= 64; sequence++) {
        long each = sequence;
        store.change(writer -> writer.putReport(each, report));
      }

      // when: it grows until it is rewritten
      long before = disk.size("device.mv");
      while (disk.size("device.mv") >= before) {
        before = disk.size("device.mv");
        store.change(writer -> writer.putReport(1, report));
      }

      // then
      assertThat(disk.largestWrite()).isLessThan(1024 * 1024);
      assertThat(store.sequences()).hasSize(64);
      assertThat(store.findReport(64)).contains(report);
    }
  }
}
