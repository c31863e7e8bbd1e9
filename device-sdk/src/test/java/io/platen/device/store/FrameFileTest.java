package io.platen.device.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.testing.TestStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameFileTest {
  private static final int HEADER = Frame.HEADER_OCTETS;
  private static final int MAGIC = 8;

  private final TestStorage disk = new TestStorage();

  private FrameFile open() throws IOException {
    return FrameFile.open(disk.open("file"));
  }

  private static ByteBuffer octets(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] content(FileChannel file) throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) file.size());
    while (all.hasRemaining()) {
      file.read(all, all.position());
    }
    return all.array();
  }

  private String reopened() throws IOException {
    try (FrameFile file = open()) {
      return new String(content(file), StandardCharsets.US_ASCII);
    }
  }

  /** Changes one octet of the real file. */
  private void damage(int at) throws IOException {
    byte[] raw = disk.read("file").orElseThrow();
    raw[at] ^= 1;
    disk.write("file", raw);
  }

  @Test
  void reads_what_was_written_last_at_each_place() throws Exception {
    // given
    SplittableRandom random = new SplittableRandom(7);
    byte[] expected = new byte[0];

    // when
    for (int round = 0; round < 50; round++) {
      try (FrameFile file = open()) {
        for (int write = 0; write < 8; write++) {
          int position = random.nextInt(600);
          byte[] octets = new byte[1 + random.nextInt(200)];
          random.nextBytes(octets);
          file.write(ByteBuffer.wrap(octets), position);
          expected = Arrays.copyOf(expected, Math.max(expected.length, position + octets.length));
          System.arraycopy(octets, 0, expected, position, octets.length);
        }
        int size = 1 + random.nextInt(expected.length);
        file.truncate(size);
        expected = Arrays.copyOf(expected, size);

        // then
        assertThat(content(file)).isEqualTo(expected);
      }
      try (FrameFile again = open()) {
        assertThat(content(again)).isEqualTo(expected);
      }
    }
  }

  @Test
  void forgets_a_write_that_was_cut_short_wherever_that_was() throws Exception {
    // given
    try (FrameFile file = open()) {
      file.write(octets("first "), 0);
      file.force(true);
      file.write(octets("second"), 6);
    }
    byte[] raw = disk.read("file").orElseThrow();
    int first = MAGIC + HEADER + 6;

    for (int left = first; left < raw.length; left++) {
      // when
      disk.write("file", Arrays.copyOf(raw, left));

      // then
      assertThat(reopened()).isEqualTo("first ");
    }
  }

  @Test
  void forgets_a_write_of_which_a_piece_in_the_middle_is_missing_and_goes_on() throws Exception {
    // given
    try (FrameFile file = open()) {
      file.write(octets("first "), 0);
      file.force(true);
      file.write(octets("second"), 6);
    }
    damage(MAGIC + HEADER + 6 + HEADER + 3);

    // when
    try (FrameFile file = open()) {
      file.write(octets("2nd"), 6);
    }

    // then
    assertThat(reopened()).isEqualTo("first 2nd");
  }

  @Test
  void takes_no_write_that_follows_one_that_has_never_been() throws Exception {
    // given
    try (FrameFile file = open()) {
      file.write(octets("first "), 0);
      file.write(octets("second"), 6);
      file.write(octets("third"), 12);
    }
    byte[] raw = disk.read("file").orElseThrow();
    int third = MAGIC + 2 * (HEADER + 6);
    damage(MAGIC + HEADER + 6 + HEADER + 3);

    // when
    try (FrameFile file = open()) {
      file.write(octets("SECOND"), 6);
    }

    byte[] written = Arrays.copyOf(disk.read("file").orElseThrow(), raw.length);
    System.arraycopy(raw, third, written, third, raw.length - third); // as if it had not been cut
    disk.write("file", written);

    // then
    assertThat(reopened()).isEqualTo("first SECOND");
  }

  @Test
  void refuses_a_file_that_lost_what_was_on_the_disk() throws Exception {
    // given
    try (FrameFile file = open()) {
      file.write(octets("first "), 0);
      file.force(true);
      file.write(octets("second"), 6);
      file.force(true);
    }

    // when
    damage(MAGIC + HEADER + 2);

    // then
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage("it is damaged at octet " + MAGIC);
  }

  @Test
  void loses_nothing_silently_by_damage_at_any_octet_of_a_header() throws Exception {
    // given
    byte[] raw = threeSynced();
    for (int frame = 0; frame < 2; frame++) {
      for (int at = 0; at < HEADER; at++) {
        for (int bits : new int[] {1, 0x80, 0xff}) {
          int damaged = MAGIC + frame * (HEADER + 6) + at;
          byte[] spoilt = raw.clone();
          spoilt[damaged] ^= (byte) bits;

          // when
          disk.write("file", spoilt);

          // then
          assertThat(outcome())
              .as("octet %d", damaged)
              .isIn("first second third ", "it is damaged at octet " + (damaged - at));
        }
      }
    }
  }

  @Test
  void refuses_a_file_of_which_a_whole_header_is_gone() throws Exception {
    // given
    byte[] raw = threeSynced();
    int second = MAGIC + HEADER + 6;

    // when
    Arrays.fill(raw, second, second + HEADER, (byte) 0);
    disk.write("file", raw);

    // then
    assertThat(outcome()).isEqualTo("it is damaged at octet " + second);
  }

  @Test
  void refuses_a_file_whose_damage_is_followed_by_a_write_that_was_cut_short() throws Exception {
    // given
    byte[] raw = threeSynced();
    int first = MAGIC;
    raw[first + 9] ^= 1; // its length

    // when
    disk.write("file", Arrays.copyOf(raw, raw.length - 3));

    // then
    assertThat(outcome()).isEqualTo("it is damaged at octet " + first);
  }

  private byte[] threeSynced() throws IOException {
    try (FrameFile file = open()) {
      int position = 0;
      for (String text : new String[] {"first ", "second", " third "}) {
        file.write(octets(text), position);
        file.force(true);
        position += text.length();
      }
    }
    return disk.read("file").orElseThrow();
  }

  /** What is read, or why nothing is. */
  private String outcome() {
    try {
      return reopened();
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Test
  void refuses_a_file_of_another_kind() throws Exception {
    // given
    disk.write("file", new byte[20_000]);

    // then
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage("it was not written by this version");
  }
}
