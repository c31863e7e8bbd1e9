package io.platen.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every storage does. */
abstract class StorageContract {
  abstract Storage storage() throws IOException;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void has_nothing_at_first() throws IOException {
    Storage storage = storage();
    assertThat(storage.exists("one")).isFalse();
    assertThat(storage.read("one")).isEmpty();
    assertThat(storage.size("one")).isZero();
  }

  @Test
  void replaces_a_small_file_whole() throws IOException {
    // given
    Storage storage = storage();
    storage.write("one", bytes("a longer text"));

    // when
    storage.write("one", bytes("short"));

    // then
    assertThat(storage.read("one")).contains(bytes("short"));
    assertThat(storage.size("one")).isEqualTo(5);
  }

  @Test
  void reads_and_writes_anywhere_in_an_open_file() throws IOException {
    // given
    Storage storage = storage();
    ByteBuffer read = ByteBuffer.allocate(3);

    // when
    try (FileChannel file = storage.open("one")) {
      file.write(ByteBuffer.wrap(bytes("abcdef")), 0);
      file.write(ByteBuffer.wrap(bytes("XY")), 2);
      file.truncate(5);
      file.force(true);
      file.read(read, 1);
    }

    // then
    assertThat(read.array()).isEqualTo(bytes("bXY"));
    assertThat(storage.read("one")).contains(bytes("abXYe"));
  }

  @Test
  void gives_a_file_the_name_of_another() throws IOException {
    // given
    Storage storage = storage();
    storage.write("one", bytes("1"));
    storage.write("two", bytes("2"));

    // when
    storage.rename("two", "one");

    // then
    assertThat(storage.read("one")).contains(bytes("2"));
    assertThat(storage.exists("two")).isFalse();
  }

  @Test
  void deletes_what_is_there_and_what_is_not() throws IOException {
    // given
    Storage storage = storage();
    storage.write("one", bytes("1"));

    // when
    storage.delete("one");
    storage.delete("one");

    // then
    assertThat(storage.exists("one")).isFalse();
  }

  @Test
  void writes_to_the_end_though_its_thread_is_interrupted() throws IOException {
    // given
    Storage storage = storage();

    // when
    Thread.currentThread().interrupt();
    try (FileChannel file = storage.open("one")) {
      file.write(ByteBuffer.wrap(new byte[] {1, 2}), 0);
      file.force(true);
    }
    storage.write("two", new byte[] {3});
    storage.rename("two", "three");

    // then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(storage.read("one")).contains(new byte[] {1, 2});
    assertThat(storage.read("three")).contains(new byte[] {3});
  }
}
