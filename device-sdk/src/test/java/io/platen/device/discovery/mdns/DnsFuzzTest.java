package io.platen.device.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come as an answer of multicast DNS, nothing is thrown, and names stay short. In a
 * build the seeds and all that was ever found are played.
 */
class DnsFuzzTest {
  @MethodSource("answers")
  @FuzzTest(maxDuration = "10m")
  void reads_any_bytes_as_records(byte[] datagram) {
    int id = datagram.length < 2 ? 0 : ByteBuffer.wrap(datagram).getShort() & 0xffff;
    assertThat(DnsReader.read(ByteBuffer.wrap(datagram), id))
        .hasSizeLessThanOrEqualTo(256)
        .allSatisfy(each -> assertThat(each.owner()).hasSizeLessThanOrEqualTo(512));
  }

  static List<byte[]> answers() {
    return List.of(
        new byte[0],
        new MdnsHost.Message()
            .pointer("_ipp._tcp.local", "quill._ipp._tcp.local")
            .service("quill._ipp._tcp.local", 631, "quill.local")
            .address("quill.local", "192.0.2.5")
            .bytes((short) 7)
            .array(),
        new MdnsHost.Message()
            .record("quill.local", 28, new byte[16])
            .record("quill.local", 16, new byte[] {4, 'r', 'p', '=', 'x'})
            .record("quill.local", 12, new byte[] {(byte) 0xc0, 12})
            .bytes((short) 8)
            .array());
  }
}
