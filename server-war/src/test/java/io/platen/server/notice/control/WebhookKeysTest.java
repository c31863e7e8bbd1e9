package io.platen.server.notice.control;

import static io.platen.server.testing.TestFleet.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.platen.server.database.Query;
import io.platen.server.notice.entity.Channel;
import io.platen.server.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of webhooks where somebody has all rows of the database. */
class WebhookKeysTest {
  private static final Channel HOOK =
      TestNotices.channel("Hook", Channel.Kind.WEBHOOK, "https://hook.example/x");

  private TestNotices site;

  @BeforeEach
  void open() {
    site = new TestNotices();
  }

  @AfterEach
  void close() {
    site.close();
  }

  private String made() {
    return String.valueOf(site.channels.create(TestNotices.ANNA, HOOK).key());
  }

  private static byte[] bytes(String key) {
    return Base64.getUrlDecoder().decode(key.substring(WebhookKey.PREFIX.length()));
  }

  /** Each value of the row of a channel, as text. */
  private List<String> stolen() {
    return site.database
        .database()
        .read(
            connection ->
                Query.of(connection, "SELECT * FROM notice_channel")
                    .list(
                        row -> {
                          List<String> values = new ArrayList<>();
                          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            values.add(text(row.getObject(i)));
                          }
                          return String.join(" ", values);
                        }));
  }

  private static String text(Object value) {
    return value instanceof byte[] octets
        ? new String(octets, StandardCharsets.ISO_8859_1) + HexFormat.of().formatHex(octets)
        : String.valueOf(value);
  }

  private Optional<WebhookKey> keyOfNextNotice(TableOutbox outbox) {
    site.channels.test(TestNotices.ANNA, HOOK.id());
    site.dispatch().dispatch();
    return outbox
        .claim(Channel.Kind.WEBHOOK, site.now())
        .map(claimed -> Optional.ofNullable(claimed.key()))
        .orElseThrow();
  }

  @Test
  void rows_that_are_stolen_hold_no_key_in_any_form() {
    // given
    String key = made();
    // when
    List<String> rows = stolen();
    // then
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0))
        .contains("https://hook.example/x")
        .doesNotContain(
            key,
            key.substring(WebhookKey.PREFIX.length()),
            HexFormat.of().formatHex(bytes(key)),
            new String(bytes(key), StandardCharsets.ISO_8859_1));
    // and this server signs with it all the same
    assertThat(keyOfNextNotice(site.outbox).orElseThrow().text()).isEqualTo(key);
  }

  @Test
  void seals_what_versions_before_kept_in_clear_and_once_only() throws SQLException {
    // given
    String key = made();
    site.database.execute(
        "UPDATE notice_channel SET sealed_key = NULL, secret = '\\x"
            + HexFormat.of().formatHex(bytes(key))
            + "'");
    assertThat(stolen().get(0)).contains(HexFormat.of().formatHex(bytes(key)));
    // when
    int first = TestNotices.KEYS.sealOld(site.database.database());
    int second = TestNotices.KEYS.sealOld(site.database.database());
    // then
    assertThat(List.of(first, second)).containsExactly(1, 0);
    assertThat(stolen().get(0)).doesNotContain(HexFormat.of().formatHex(bytes(key)));
    assertThat(keyOfNextNotice(site.outbox).orElseThrow().text()).isEqualTo(key);
  }

  @Test
  void a_new_key_takes_the_place_of_the_one_before() {
    // given
    made();
    // when
    String fresh = String.valueOf(site.channels.newKey(TestNotices.ANNA, HOOK.id()).key());
    // then
    assertThat(keyOfNextNotice(site.outbox).orElseThrow().text()).isEqualTo(fresh);
  }

  @Test
  void a_server_with_another_secret_opens_none_and_sends_nothing_unsigned() {
    // given
    made();
    TableOutbox other =
        new TableOutbox(site.database.database(), new WebhookKeys("another secret altogether"));
    // when
    Optional<WebhookKey> key = keyOfNextNotice(other);
    // then
    assertThat(key).isEmpty();
    Outcome outcome =
        new WebhookSender(
                new TargetGuard("", host -> new java.net.InetAddress[0]),
                new PostOnce(null, WebhookSender.PATIENCE, TestNotices.NO_DEADLINE, () -> 0),
                site.clock())
            .send(
                new Letter(
                    UUID.randomUUID(),
                    Channel.Kind.WEBHOOK,
                    "https://hook.example/x",
                    null,
                    "",
                    "",
                    "{}"));
    assertThat(outcome).isInstanceOf(Outcome.Later.class);
    assertThat(((Outcome.Later) outcome).why()).contains("Its key cannot be opened");
  }

  @Test
  void a_sealed_key_does_not_open_in_the_row_of_another_channel() {
    // given
    byte[] sealed = TestNotices.KEYS.seal(HOOK.id(), new WebhookKey(new byte[32]));
    // then
    assertThat(TestNotices.KEYS.open(HOOK.id(), sealed)).isPresent();
    assertThat(TestNotices.KEYS.open(UUID.randomUUID(), sealed)).isEmpty();
  }

  @Test
  void makes_no_webhook_where_the_server_has_no_secret() {
    // given
    Channels channels =
        new Channels(site.database.database(), new WebhookKeys(Optional.empty()), site.clock());
    // then
    assertThatThrownBy(() -> channels.create(TestNotices.ANNA, HOOK))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("platen.secret.file");
    assertThat(channels.list(TENANT)).isEmpty();
  }
}
