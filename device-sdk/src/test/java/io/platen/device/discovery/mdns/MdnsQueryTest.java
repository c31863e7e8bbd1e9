package io.platen.device.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.device.testing.SimulatedNetwork;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MdnsQueryTest {
  private static final String IPP = "_ipp._tcp.local";
  private static final String IPPS = "_ipps._tcp.local";
  private static final String RAW = "_pdl-datastream._tcp.local";

  private final MdnsHost host = new MdnsHost();
  private final SimulatedNetwork network = new SimulatedNetwork().with(MdnsHost.GROUP, host);

  @Test
  void asks_twice_for_the_four_services_and_no_more() throws Exception {
    // when
    ask();
    // then
    assertThat(network.sent())
        .hasSize(2)
        .allSatisfy(
            sent -> {
              assertThat(sent.to()).isEqualTo(MdnsHost.GROUP);
              assertThat(sent.payload().remaining()).isLessThan(120);
              assertThat(StandardCharsets.ISO_8859_1.decode(sent.payload().duplicate()).toString())
                  .contains("_ipp", "_ipps", "_pdl-datastream", "_printer", "_tcp", "local");
            });
  }

  @Test
  void hears_where_printers_are_and_which_announce_ipp() throws Exception {
    // given
    host.printer(IPP, "quill", 631, "192.0.2.5")
        .printer(IPPS, "quill", 443, "192.0.2.5")
        .printer(RAW, "wren", 9100, "192.0.2.6")
        .printer(IPP, "odd", 8631, "192.0.2.7")
        .printer("_http._tcp.local", "web", 80, "192.0.2.8");
    // when, then
    assertThat(ask())
        .containsExactlyInAnyOrder(
            new Announcement(at("192.0.2.5"), true),
            new Announcement(at("192.0.2.6"), false),
            new Announcement(at("192.0.2.7"), false));
  }

  @Test
  void takes_the_senders_address_where_the_message_has_none() throws Exception {
    // given
    host.saying(
        new MdnsHost.Message()
            .pointer(IPP, "Quill." + IPP)
            .service("QUILL." + IPP, 631, "quill.local"));
    // when, then
    assertThat(ask()).containsExactly(new Announcement(MdnsHost.GROUP.getAddress(), true));
  }

  @Test
  void hears_no_question_no_error_and_no_answer_to_another_query() throws Exception {
    // given
    MdnsHost.Message question = new MdnsHost.Message().flags(0).pointer(IPP, "a." + IPP);
    MdnsHost.Message error = new MdnsHost.Message().flags(0x8403).pointer(IPP, "b." + IPP);
    host.saying(question).saying(error);
    network.with(
        MdnsHost.GROUP,
        asked -> {
          short id = asked.getShort(asked.position());
          MdnsHost.Message right = new MdnsHost.Message().pointer(IPP, "c." + IPP);
          return List.of(question.bytes(id), error.bytes(id), right.bytes((short) (id + 1)));
        });
    // when, then
    assertThat(ask()).isEmpty();
  }

  @Test
  void follows_names_that_point_back_and_none_that_point_in_a_circle() {
    // given: the owner of the answer points to the question's name
    byte[] good =
        HexFormat.of()
            .parseHex(
                "000784000001000100000000045f697070045f746370056c6f63616c00000c0001"
                    + "c00c000c00010000000a00080571756c6c78c00c");
    byte[] circle =
        HexFormat.of().parseHex("00078400000000010000000" + "0c00c000c00010000000a0002c00c");
    // when, then
    assertThat(DnsReader.read(ByteBuffer.wrap(good), 7))
        .containsExactly(new DnsRecord.Pointer("_ipp._tcp.local.", "qullx._ipp._tcp.local."));
    assertThat(DnsReader.read(ByteBuffer.wrap(circle), 7)).isEmpty();
  }

  @Test
  void keeps_what_stood_before_a_message_was_cut_short() {
    // given
    ByteBuffer whole =
        new MdnsHost.Message()
            .pointer(IPP, "quill." + IPP)
            .address("quill.local", "192.0.2.5")
            .bytes((short) 7);
    // when
    List<DnsRecord> read = DnsReader.read(whole.limit(whole.limit() - 2), 7);
    // then
    assertThat(read)
        .containsExactly(new DnsRecord.Pointer("_ipp._tcp.local.", "quill._ipp._tcp.local."));
  }

  private List<Announcement> ask() throws Exception {
    return new MdnsQuery(network, new Random(17)).ask();
  }

  private static InetAddress at(String address) throws Exception {
    return InetAddress.getByName(address);
  }
}
