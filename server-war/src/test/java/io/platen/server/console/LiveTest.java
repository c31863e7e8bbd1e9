package io.platen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.platen.server.fleet.control.FleetChanges;
import io.platen.server.fleet.entity.FleetChange;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTest {
  private static final long TENANT = 7;
  private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

  private final Wire wire = new Wire();
  // Nothing here asks the database: other nodes are looked at by ticks of the hub only.
  private final FleetChanges changes = new FleetChanges(null);
  private final LiveHub hub = new LiveHub(changes, () -> START);
  private boolean closed;

  @Test
  void tells_a_page_what_it_listens_to_and_nothing_else() {
    // given
    LiveClient client = open(Set.of("printers", "printer:1"), null);
    client.onWritePossible();

    // when
    changes.reportStored(new FleetChange(TENANT, Set.of("printers", "printer:2")));
    changes.reportStored(new FleetChange(TENANT + 1, Set.of("printer:1")));

    // then
    assertThat(wire.text()).contains("event: hello").contains("data: printers\n");
    assertThat(wire.text()).doesNotContain("printer:");
  }

  @Test
  void tells_each_topic_once_to_a_page_that_is_slow() {
    // given
    LiveClient client = open(Set.of("printers"), null);
    wire.ready = false;

    // when
    IntStream.range(0, 1000)
        .forEach(i -> changes.reportStored(new FleetChange(TENANT, Set.of("printers"))));
    wire.ready = true;
    client.onWritePossible();

    // then
    assertThat(wire.text().split("data: printers", -1)).hasSize(2);
  }

  @Test
  void drops_to_resync_when_too_much_waits() {
    // given
    Set<String> topics =
        IntStream.range(0, 100).mapToObj(i -> "printer:" + i).collect(Collectors.toSet());
    LiveClient client = open(topics, null);
    wire.ready = false;

    // when
    changes.reportStored(new FleetChange(TENANT, topics));
    wire.ready = true;
    client.onWritePossible();

    // then
    assertThat(wire.text()).contains("event: resync").doesNotContain("event: change");
  }

  @Test
  void resyncs_when_another_node_wrote() {
    // given
    LiveClient client = open(Set.of("printers"), null);
    client.onWritePossible();

    // when
    changes.publish(new FleetChange(TENANT, Set.of(FleetChange.ANYTHING)));

    // then
    assertThat(wire.text()).contains("event: resync");
  }

  @Test
  void tells_who_comes_back_whether_something_was_missed() {
    // given
    String before = hub.cursor(TENANT);

    // then
    assertThat(hub.missed(TENANT, before)).isFalse();
    changes.reportStored(new FleetChange(TENANT, Set.of("alerts")));
    assertThat(hub.missed(TENANT, before)).isTrue();
    assertThat(hub.missed(TENANT, "othernode-0")).isTrue();
    assertThat(hub.missed(TENANT, null)).isFalse();
    open(Set.of("printers"), before).onWritePossible();
    assertThat(wire.text()).contains("event: resync");
  }

  @Test
  void tells_a_page_what_changes_while_its_stream_is_being_opened() {
    // given: the cursor of a page, and a client that was made before the change
    String before = hub.cursor(TENANT);
    LiveClient client = client("user", Set.of("printers"));
    changes.publish(new FleetChange(TENANT, Set.of("printers")));

    // when
    hub.join(TENANT, client, before);
    client.onWritePossible();

    // then
    assertThat(wire.text()).contains("id: " + hub.cursor(TENANT) + "\nevent: resync");
  }

  @Test
  void asks_nothing_of_a_stream_before_the_container_has_it_ready() {
    // given
    LiveClient client = open(Set.of("printers"), null);
    wire.listened = false;

    // when: as a container answers who has no listener yet
    changes.publish(new FleetChange(TENANT, Set.of("printers")));
    wire.listened = true;
    client.onWritePossible();

    // then
    assertThat(wire.text()).contains("data: printers\n");
  }

  @Test
  void beats_every_fifteen_seconds_and_ends_after_five_minutes() {
    // given
    LiveClient client = open(Set.of("printers"), null);
    client.onWritePossible();

    // when
    client.tick(START.plusSeconds(14));
    int quiet = wire.text().length();
    client.tick(START.plusSeconds(15));

    // then
    assertThat(wire.text().substring(quiet)).isEqualTo(":\n\n");
    client.tick(START.plusSeconds(299));
    assertThat(closed).isFalse();
    client.tick(START.plusSeconds(300));
    assertThat(closed).isTrue();
    assertThat(client.hasEnded()).isTrue();
  }

  @Test
  void ends_a_stream_whose_reader_is_gone() {
    // given
    LiveClient client = open(Set.of("printers"), null);
    client.onWritePossible();
    wire.broken = true;

    // when
    changes.reportStored(new FleetChange(TENANT, Set.of("printers")));

    // then
    assertThat(client.hasEnded()).isTrue();
  }

  @Test
  void takes_only_so_many_streams_of_one_user() {
    // given
    IntStream.range(0, LiveHub.MOST_OF_USER).forEach(i -> open(Set.of("printers"), null));

    // then
    assertThat(hub.size()).isEqualTo(LiveHub.MOST_OF_USER);
    assertThat(hub.join(TENANT, client("user", Set.of("printers")), null)).isFalse();
    assertThat(hub.join(TENANT, client("other", Set.of("printers")), null)).isTrue();
  }

  private LiveClient open(Set<String> topics, String since) {
    LiveClient client = client("user", topics);
    assertThat(hub.join(TENANT, client, since)).isTrue();
    return client;
  }

  private LiveClient client(String user, Set<String> topics) {
    return new LiveClient(user, topics, wire, () -> closed = true, START, hub.cursor(TENANT));
  }

  /** A connection that can be slow or broken. */
  private static final class Wire extends ServletOutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean listened = true;
    private boolean ready = true;
    private boolean broken;

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isReady() {
      if (!listened) {
        throw new IllegalStateException("nobody listens yet");
      }
      return ready;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(int b) throws IOException {
      if (broken) {
        throw new IOException("gone");
      }
      bytes.write(b);
    }
  }
}
