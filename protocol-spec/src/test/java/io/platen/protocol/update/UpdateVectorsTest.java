package io.platen.protocol.update;

import static io.platen.protocol.Requirement.PLT_UPD_001;
import static io.platen.protocol.Requirement.PLT_UPD_060;
import static io.platen.protocol.Requirement.PLT_UPD_061;
import static io.platen.protocol.Requirement.PLT_UPD_063;
import static io.platen.protocol.Requirement.PLT_UPD_068;
import static io.platen.protocol.Requirement.PLT_UPD_069;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.protocol.Verifies;
import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.codec.SignedForm;
import io.platen.protocol.codec.XmlMetadata;
import io.platen.protocol.content.ChunkCodec;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.Chunker;
import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.ImageBytes;
import io.platen.protocol.content.PairBlock;
import io.platen.protocol.content.PairPack;
import io.platen.protocol.content.PairPack.Block;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Component;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The test vectors of chapter UPD are what they are said to be. {@code -Dexamples=write} makes them
 * anew, with other signatures.
 */
class UpdateVectorsTest {
  private static final Path VECTORS =
      Path.of("src/main/resources/io/platen/protocol/examples/updates");

  @BeforeAll
  static void writeWhereAsked() throws IOException {
    if ("write".equals(System.getProperty("examples"))) {
      for (Map.Entry<String, byte[]> each : UpdateVectors.make().entrySet()) {
        Path file = VECTORS.resolve(each.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, each.getValue());
      }
    }
  }

  private static byte[] file(String name) throws IOException {
    return Files.readAllBytes(VECTORS.resolve(name));
  }

  @Test
  void are_those_of_their_maker_but_for_what_chance_signs() throws Exception {
    // given
    Map<String, byte[]> made = UpdateVectors.make();

    // then
    for (String name : made.keySet()) {
      if (!name.endsWith(".xml") && !name.contains("snapshot") && !name.contains("timestamp")) {
        assertThat(file(name)).as(name).isEqualTo(made.get(name));
      }
    }
    try (var files = Files.walk(VECTORS)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(made.size());
    }
  }

  /** A device's files, and a host that has the vectors, some of them broken ones. */
  private static final class Device extends TrustedInMemory {
    private final Map<String, byte[]> instead = new HashMap<>();

    Device() throws IOException {
      trusted.put("root", file("1.root.xml"));
    }

    Device with(String broken) throws IOException {
      instead.put(broken.substring("PLT-UPD-000-".length()), file("broken/" + broken));
      return this;
    }

    Optional<TargetFile> find(String path) throws MetadataException, IOException {
      MetadataUpdater updater =
          new MetadataUpdater(
              this, this::fetch, new XmlMetadata(), new HybridSignatures(), UpdateVectors.NOW);
      updater.refresh();
      return updater.find(path);
    }

    private Optional<byte[]> fetch(String name, long mostBytes) throws IOException {
      if (instead.containsKey(name)) {
        return Optional.of(instead.get(name));
      }
      return Files.exists(VECTORS.resolve(name)) ? Optional.of(file(name)) : Optional.empty();
    }
  }

  @Test
  void lead_from_the_first_root_to_the_release() throws Exception {
    // when
    Optional<TargetFile> found =
        new Device().find(Release.path(UpdateVectors.MODEL, UpdateVectors.RELEASE));

    // then
    assertThat(found).get().matches(target -> matches(target));
    assertThat(ReleaseCodec.read(file("release.xml")).id()).isEqualTo(UpdateVectors.RELEASE);
  }

  private static boolean matches(TargetFile target) {
    try {
      return target.matches(file("release.xml"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "1.root.xml, root, 2",
    "2.root.xml, root, 2",
    "1.targets.xml, targets, 2",
    "1.snapshot.xml, snapshot, 1",
    "timestamp.xml, timestamp, 1"
  })
  @Verifies(positive = PLT_UPD_001)
  void are_signed_over_just_these_bytes(String name, String role, int signatures) throws Exception {
    // given
    SignedFile file = SignedForm.read(role, file(name));
    SignedFile root = SignedForm.read("root", file("1.root.xml"));
    Map<String, MetadataKey> keys =
        new XmlMetadata().read(RootMetadata.class, "root", root.content()).keys();

    // then
    byte[] signed = file(name + ".signed");
    assertThat(file.message()).isEqualTo(signed);
    assertThat(file.signatures()).hasSize(signatures);
    for (SignedFile.Signature each : file.signatures()) {
      byte[] value = HexFormat.of().parseHex(each.value());
      MetadataKey key = keys.get(each.keyId());
      assertThat(new HybridSignatures().holds(key, signed, value)).isTrue();
      signed[signed.length - 1] ^= 1;
      assertThat(new HybridSignatures().holds(key, signed, value)).isFalse();
      signed[signed.length - 1] ^= 1;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PLT-UPD-002-timestamp.xml",
        "PLT-UPD-011-2.root.xml",
        "PLT-UPD-023-timestamp.xml",
        "PLT-UPD-030-1.snapshot.xml",
        "PLT-UPD-041-1.targets.xml"
      })
  void refuses_broken_metadata_by_the_requirement_in_its_name(String broken) throws Exception {
    // given
    Device device = new Device().with(broken);

    // then
    assertThatThrownBy(() -> device.find("releases/none.xml"))
        .isInstanceOfSatisfying(
            MetadataException.class,
            refusal -> assertThat(refusal.requirement()).isEqualTo(broken.substring(0, 11)));
  }

  private static ChunkList list() throws IOException {
    byte[] list = file("chunk-list");
    return ChunkList.read(list, list.length, Sha256.of(list));
  }

  private static ImageBytes image(byte[] bytes) {
    return (at, into, offset, length) -> System.arraycopy(bytes, (int) at, into, offset, length);
  }

  @Test
  @Verifies(positive = {PLT_UPD_060, PLT_UPD_061})
  void have_the_chunk_list_of_the_image_that_the_release_names() throws Exception {
    // given
    byte[] image = file("new.image");
    ChunkList list = list();
    Component component = ReleaseCodec.read(file("release.xml")).components().get(0);
    List<Sha256> chunks = new ArrayList<>();

    // when
    new Chunker(list.chunking())
        .cut(
            image(image),
            image.length,
            (bytes, offset, length) -> chunks.add(Sha256.of(bytes, offset, length)));

    // then
    assertThat(component.chunks().sha256()).isEqualTo(Sha256.of(file("chunk-list")).toString());
    assertThat(component.sha256()).isEqualTo(list.image().toString());
    assertThat(list.pack()).isEqualTo(Sha256.of(file("pack")));
    assertThat(chunks).hasSize(list.size());
    for (int i = 0; i < list.size(); i++) {
      assertThat(chunks.get(i)).isEqualTo(list.hash(i));
    }
  }

  @Test
  @Verifies(negative = {PLT_UPD_060, PLT_UPD_061})
  void refuses_broken_chunk_lists() throws Exception {
    // given
    byte[] right = file("chunk-list");
    byte[] another = file("broken/PLT-UPD-060-chunk-list");
    byte[] contradiction = file("broken/PLT-UPD-061-chunk-list");

    // then
    assertThatThrownBy(() -> ChunkList.read(another, right.length, Sha256.of(right)))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("not the one that was signed");
    assertThatThrownBy(() -> ChunkList.read(contradiction, right.length, Sha256.of(contradiction)))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("not as long as its pack");
  }

  /** Which chunks a pack gives; those that are there once already count as given. */
  private static Set<Integer> given(byte[] pack) throws IOException {
    ChunkList list = list();
    byte[] image = file("new.image");
    Set<Integer> right = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      byte[] packed =
          Arrays.copyOfRange(pack, (int) list.packOffset(i), (int) list.packOffset(i + 1));
      if (list.first(i) != i || isRight(list, i, packed, image)) {
        right.add(i);
      }
    }
    return right;
  }

  private static boolean isRight(ChunkList list, int chunk, byte[] packed, byte[] image) {
    byte[] before =
        Arrays.copyOfRange(image, (int) list.contextOffset(chunk), (int) list.offset(chunk));
    try {
      byte[] raw = new ChunkCodec().unpack(packed, before, list.length(chunk));
      return Sha256.of(raw).equals(list.hash(chunk));
    } catch (ContentException e) {
      return false;
    }
  }

  @Test
  @Verifies(positive = PLT_UPD_063)
  void have_a_pack_with_packed_stored_and_repeated_chunks() throws Exception {
    // given
    ChunkList list = list();
    byte[] pack = file("pack");
    Set<Integer> kinds = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      kinds.add(list.packedLength(i) == 0 ? 0 : pack[(int) list.packOffset(i)] & 0xff);
    }

    // then
    assertThat(given(pack)).hasSize(list.size());
    assertThat(kinds).containsExactlyInAnyOrder(0, 3, 255);
  }

  @Test
  @Verifies(negative = PLT_UPD_063)
  void have_a_broken_pack_of_which_one_chunk_is_wrong() throws Exception {
    assertThat(given(file("broken/PLT-UPD-063-pack"))).hasSize(list().size() - 1);
  }

  @Test
  @Verifies(positive = {PLT_UPD_068, PLT_UPD_069})
  void have_a_pair_pack_with_both_kinds_of_blocks() throws Exception {
    // given
    byte[] pair = file("pair-pack");
    PairPack head = PairPack.read(Arrays.copyOf(pair, PairPack.headLength(pair)));
    byte[] old = file("old.image");
    PairPack.Columns columns = new PairPack.Columns();
    new Chunker(head.chunking()).cut(image(old), old.length, columns);

    // then
    assertThat(head.oldLength()).isEqualTo(old.length);
    assertThat(head.unpackList(columns, file("chunk-list").length)).isEqualTo(file("chunk-list"));
    List<Block> blocks = head.blocks(list());
    assertThat(blocks)
        .extracting(block -> (int) pair[(int) block.offset()])
        .containsExactlyInAnyOrder(0, 1);
    for (Block block : blocks) {
      assertThat(unpacked(block, pair)).isEqualTo(chunks(block));
    }
  }

  private static byte[] unpacked(Block block, byte[] pair) throws IOException {
    byte[] old = file("old.image");
    byte[] image = file("new.image");
    ChunkList list = list();
    int first = block.firstChunk();
    byte[] packed =
        Arrays.copyOfRange(pair, (int) block.offset(), (int) block.offset() + block.length());
    byte[] before =
        Arrays.copyOfRange(image, (int) list.contextOffset(first), (int) list.offset(first));
    return new PairBlock(image(old), old.length).unpack(packed, before, block.unpacked());
  }

  private static byte[] chunks(Block block) throws IOException {
    byte[] image = file("new.image");
    ChunkList list = list();
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    block.chunks().stream().forEach(i -> chunks.write(image, (int) list.offset(i), list.length(i)));
    return chunks.toByteArray();
  }

  @Test
  @Verifies(negative = PLT_UPD_069)
  void have_a_broken_pair_pack_that_refers_to_what_the_old_image_lacks() throws Exception {
    // given
    byte[] pair = file("broken/PLT-UPD-069-pair-pack");
    PairPack head = PairPack.read(Arrays.copyOf(pair, PairPack.headLength(pair)));
    List<Block> blocks = head.blocks(list());

    // then
    assertThat(unpacked(blocks.get(0), pair)).isEqualTo(chunks(blocks.get(0)));
    assertThatThrownBy(() -> unpacked(blocks.get(1), pair))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("what the old image does not have");
  }
}
