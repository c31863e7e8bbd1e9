package io.platen.device.update.content;

import static io.platen.protocol.Requirement.PLT_UPD_060;
import static io.platen.protocol.Requirement.PLT_UPD_062;
import static io.platen.protocol.Requirement.PLT_UPD_063;
import static io.platen.protocol.Requirement.PLT_UPD_064;
import static io.platen.protocol.Requirement.PLT_UPD_065;
import static io.platen.protocol.Requirement.PLT_UPD_066;
import static io.platen.protocol.Requirement.PLT_UPD_067;
import static io.platen.protocol.Requirement.PLT_UPD_068;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.device.link.Backoff;
import io.platen.device.port.SlotStorage.Slot;
import io.platen.device.testing.TestSlot;
import io.platen.device.testing.TestStorage;
import io.platen.device.testing.VirtualTime;
import io.platen.protocol.Verifies;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.PairPack;
import io.platen.protocol.content.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentUpdateTest {
  private static final int SLOT = 600_000;
  private static final TestContent FINE = TestContent.finelyCut();

  private final TestContent content = TestContent.SAME_AS_EVER;
  private final TestHosts hosts = content.hosts();
  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-26T00:00:00Z"));
  private final TestStorage storage = new TestStorage();
  private final TestSlot running = TestSlot.of(content.old(), SLOT);
  private final TestSlot empty = new TestSlot(SLOT);
  private final TestSlot into = new TestSlot(SLOT);

  private Downloads downloads() {
    return downloads(hosts, DataBudget.UNLIMITED);
  }

  private Downloads downloads(ContentSource from, DataBudget budget) {
    return new Downloads(
        List.of(TestHosts.FIRST, TestHosts.SECOND),
        from,
        budget,
        time,
        new Backoff(new Random(1)),
        Duration.ofHours(1));
  }

  /** Returns how many bytes were fetched. */
  private long bring(ContentOrder order, Slot to, Slot from) throws Exception {
    Downloads downloads = downloads();
    new ContentUpdate(downloads, storage).bring(order, to, from, done -> {});
    return downloads.fetched();
  }

  private void assertImage() {
    assertThat(into.content(content.image().length)).isEqualTo(content.image());
  }

  @Test
  @Verifies(positive = {PLT_UPD_062, PLT_UPD_063, PLT_UPD_067})
  void brings_an_image_from_the_pack_where_the_running_slot_is_empty() throws Exception {
    // when
    long fetched = bring(content.plain(), into, empty);

    // then
    assertImage();
    assertThat(fetched).isEqualTo(content.pack().length + content.list().bytes().length);
  }

  @Test
  @Verifies(positive = PLT_UPD_066)
  void fetches_only_what_the_running_slot_lacks() throws Exception {
    // when
    long fetched = bring(content.plain(), into, running);

    // then
    assertImage();
    assertThat(fetched).isLessThan(content.pack().length);
  }

  @Test
  @Verifies(positive = PLT_UPD_068)
  void fetches_still_less_with_a_pair_pack() throws Exception {
    // when
    long fetched = bring(content.paired(), into, running);

    // then
    assertImage();
    assertThat(fetched).isEqualTo(content.pair().length);
  }

  @Test
  @Verifies(negative = PLT_UPD_068)
  void fetches_from_the_pack_what_a_wrong_block_does_not_give() throws Exception {
    // given
    byte[] wrong = content.pair().clone();
    wrong[wrong.length - 100] ^= 1;
    Sha256 name = hosts.add(wrong);
    ContentOrder order =
        new ContentOrder(
            content.plain().list(),
            content.plain().listLength(),
            Optional.of(new ContentOrder.Pair(name, wrong.length)));

    // when
    long fetched = bring(order, into, running);

    // then
    assertImage();
    assertThat(fetched).isGreaterThan(wrong.length);
  }

  @Test
  @Verifies(negative = PLT_UPD_068)
  void is_not_held_up_by_a_pair_pack_that_is_not_there_or_for_another_slot() throws Exception {
    // given
    ContentOrder absent =
        new ContentOrder(
            content.plain().list(),
            content.plain().listLength(),
            Optional.of(new ContentOrder.Pair(Sha256.of(new byte[] {1}), 5_000)));
    TestSlot other = TestSlot.of(content.image(), SLOT);

    // when
    bring(absent, into, running);
    long fetched = bring(content.paired(), new TestSlot(SLOT), other);

    // then
    assertImage();
    assertThat(fetched).isLessThan(content.pair().length);
  }

  @Test
  @Verifies(negative = PLT_UPD_062)
  void refuses_an_image_of_3_GiB_before_it_fetches_any_of_it() {
    // given
    byte[] list = listOf3GiB();
    ContentOrder order = new ContentOrder(hosts.add(list), list.length, Optional.empty());

    // then
    assertThatThrownBy(() -> bring(order, into, running))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("3221225472");
    assertThat(hosts.requests).hasSize(1);
    assertThat(into.writes()).isZero();
  }

  /** 24,576 chunks of 128 KiB, all the same. */
  private static byte[] listOf3GiB() {
    int chunks = 24_576;
    ByteBuffer list = ByteBuffer.allocate(109 + chunks * 38);
    list.put("PLATENCL".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
    list.putInt(8192).putInt(32_768).putInt(131_072).putInt(0);
    list.putLong(3L << 30).put(new byte[32]).putLong(10).put(new byte[32]).putInt(chunks);
    list.position(list.position() + chunks * 32);
    for (int i = 0; i < chunks; i++) {
      list.put((byte) 2).putShort((short) 0);
    }
    list.put((byte) 0).putShort((short) 10);
    return list.array();
  }

  @Test
  @Verifies(negative = PLT_UPD_060)
  void refuses_a_chunk_list_that_no_host_has_right() {
    // given
    hosts.change(TestHosts.FIRST, bytes -> new byte[bytes.length]);
    hosts.change(TestHosts.SECOND, bytes -> new byte[0]);

    // then
    assertThatThrownBy(() -> bring(content.plain(), into, running))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("wrong bytes");
    assertThat(into.writes()).isZero();
  }

  @Test
  @Verifies(negative = PLT_UPD_063)
  void writes_nothing_of_what_is_not_the_chunk_that_was_signed() throws Exception {
    // given
    hosts.change(TestHosts.FIRST, ContentUpdateTest::inverted);
    hosts.change(TestHosts.SECOND, ContentUpdateTest::inverted);
    storage.write("content-list", content.list().bytes());

    // then
    assertThatThrownBy(() -> bring(content.plain(), into, empty))
        .isInstanceOf(ContentException.class);
    assertThat(into.writes()).isZero();
  }

  private static byte[] inverted(byte[] bytes) {
    byte[] wrong = bytes.clone();
    for (int i = 0; i < wrong.length; i++) {
      wrong[i] ^= (byte) 0xa5;
    }
    return wrong;
  }

  @Test
  @Verifies(negative = PLT_UPD_064)
  void survives_a_chunk_that_is_a_bomb() throws Exception {
    // given a first chunk whose packed form goes on with one match after the other
    hosts.change(
        TestHosts.FIRST,
        bytes -> {
          byte[] bomb = bytes.clone();
          Arrays.fill(bomb, 1, bomb.length, (byte) 0);
          bomb[0] = 93;
          return bytes.length == content.pack().length ? bomb : bytes;
        });

    // when
    bring(content.plain(), into, empty);

    // then
    assertImage();
  }

  @Test
  @Verifies(positive = PLT_UPD_065)
  void goes_on_after_a_loss_of_power_where_it_was() throws Exception {
    // given
    int all = content.list().size();
    for (int writes = 0; writes < all; writes++) {
      TestSlot cut = new TestSlot(SLOT).failingAfter(writes);
      long before = hosts.delivered;
      assertThatThrownBy(() -> bring(content.plain(), cut, empty)).hasMessage("No power");
      cut.failingAfter(Integer.MAX_VALUE);

      // when
      bring(content.plain(), cut, empty);

      // then
      assertThat(cut.content(content.image().length)).isEqualTo(content.image());
      int again = largestPacked();
      int list = writes == 0 ? content.list().bytes().length : 0;
      assertThat(hosts.delivered - before)
          .isBetween((long) content.pack().length, (long) content.pack().length + list + again);
    }
  }

  @Test
  @Verifies(positive = PLT_UPD_065)
  void fetches_at_most_1_percent_again_after_a_cut_at_half() throws Exception {
    // given
    long whole = (long) FINE.pack().length + FINE.list().bytes().length;

    // when
    long fetched = cutAtHalf(FINE.plain(), whole, new TestSlot(FINE.image().length));

    // then
    assertThat(fetched).isBetween(whole, whole + whole / 100);
  }

  /**
   * A block of more than one chunk has 8 KiB at most: of a whole system's pack, under 1 percent.
   */
  @Test
  @Verifies(positive = PLT_UPD_065)
  void fetches_at_most_a_block_of_a_pair_pack_again_after_a_cut_at_half() throws Exception {
    // given
    byte[] pair = FINE.pair();
    PairPack head = PairPack.read(Arrays.copyOf(pair, PairPack.headLength(pair)));
    long largest =
        head.blocks(FINE.list()).stream().mapToInt(PairPack.Block::length).max().orElseThrow();

    // when
    long fetched = cutAtHalf(FINE.paired(), pair.length, TestSlot.of(FINE.old(), 700_000));

    // then
    assertThat(largest).isLessThanOrEqualTo(8 * 1024);
    assertThat((long) pair.length).isGreaterThan(3 * largest);
    assertThat(fetched).isBetween((long) pair.length, pair.length + largest);
  }

  /** Returns how many bytes both processes fetched. */
  private long cutAtHalf(ContentOrder order, long whole, Slot old) throws Exception {
    TestHosts from = FINE.hosts();
    TestSlot slot = new TestSlot(700_000);
    Downloads first = downloads(from, upTo(whole / 2));
    assertThatThrownBy(() -> new ContentUpdate(first, storage).bring(order, slot, old, done -> {}))
        .isInstanceOf(HeldBackException.class);
    assertThat(first.fetched()).isEqualTo(whole / 2);
    Downloads second = downloads(from, DataBudget.UNLIMITED);
    new ContentUpdate(second, storage).bring(order, slot, old, done -> {});
    return first.fetched() + second.fetched();
  }

  private static DataBudget upTo(long bytes) {
    return new DataBudget() {
      private long left = bytes;

      @Override
      public long left() {
        return left;
      }

      @Override
      public void spend(long spent) {
        left -= spent;
      }
    };
  }

  private int largestPacked() {
    int largest = 0;
    for (int i = 0; i < content.list().size(); i++) {
      largest = Math.max(largest, content.list().packedLength(i));
    }
    return largest;
  }

  @Test
  @Verifies(negative = PLT_UPD_065)
  void does_not_take_as_done_a_chunk_that_was_torn() throws Exception {
    // given
    bring(content.plain(), into, empty);
    byte[] torn = new byte[100];
    into.write(content.image().length / 2, torn, 0, torn.length);
    long before = hosts.delivered;

    // when
    bring(content.plain(), into, empty);

    // then
    assertImage();
    assertThat(hosts.delivered - before).isBetween(1L, (long) largestPacked());
  }

  @Test
  @Verifies(negative = PLT_UPD_067)
  void does_not_say_that_the_content_is_there_when_the_slot_forgot_the_last_of_it()
      throws Exception {
    // given
    bring(content.plain(), into, empty);
    TestSlot forgetful = new TestSlot(SLOT).forgettingFrom(into.writes());

    // then
    assertThatThrownBy(() -> bring(content.plain(), forgetful, empty))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gives back something else");
  }
}
