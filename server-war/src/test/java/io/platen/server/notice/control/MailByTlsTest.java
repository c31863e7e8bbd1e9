package io.platen.server.notice.control;

import static io.platen.server.testing.TestFleet.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.platen.server.notice.control.MailSettings.Security;
import io.platen.server.notice.entity.Channel;
import io.platen.server.notice.entity.Notice;
import io.platen.server.testing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mail by STARTTLS and by TLS from the first octet on, to a real mail server behind it. */
class MailByTlsTest {
  @TempDir private Path folder;

  private final GreenMail smtp =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private TestAuthority authority;
  private Path trusted;
  private Path password;

  @BeforeEach
  void open() throws Exception {
    smtp.start();
    smtp.setUser("platen@fleet.example", "platen", "s3cret phrase");
    authority = TestAuthority.named("mail authority");
    trusted = folder.resolve("authority.pem");
    TestAuthority.writePem(authority.certificate(), trusted);
    password = Files.writeString(folder.resolve("password"), "s3cret phrase\n");
  }

  @AfterEach
  void close() {
    smtp.stop();
  }

  private TlsRelay relay(KeyStore shows, Security security) throws Exception {
    return new TlsRelay(shows, smtp.getSmtp().getPort(), security == Security.STARTTLS);
  }

  private MailSender sender(String host, TlsRelay relay, Security security, Path authorities) {
    return new MailSender(
        new MailSettings(
            host,
            relay.port(),
            security,
            "platen@fleet.example",
            "platen",
            Optional.of(password),
            Optional.ofNullable(authorities)),
        MailSender.PATIENCE,
        TestNotices.NO_DEADLINE,
        () -> TestNotices.START);
  }

  private static Letter letter() {
    return new Letter(
        new UUID(8, 8), Channel.Kind.MAIL, "desk@fleet.example", null, "Toner low", "Text", "{}");
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void comes_to_a_server_whose_authority_is_named(Security security) throws Exception {
    try (TlsRelay relay = relay(authority.issue("mail"), security)) {
      // when
      Outcome outcome = sender("127.0.0.1", relay, security, trusted).send(letter());
      // then
      assertThat(outcome).isEqualTo(new Outcome.Sent());
      assertThat(smtp.getReceivedMessages()).hasSize(1);
      assertThat(smtp.getReceivedMessages()[0].getSubject()).isEqualTo("Toner low");
      assertThat(relay.secured).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void shows_neither_password_nor_mail_to_a_server_that_is_not_trusted(Security security)
      throws Exception {
    // given a certificate by somebody else, and one that has expired
    KeyStore strange = TestAuthority.named("mail authority").issue("mail");
    KeyStore expired = authority.issueExpired("mail");
    try (TlsRelay foreign = relay(strange, security);
        TlsRelay late = relay(expired, security)) {
      // when
      Outcome untrusted = sender("127.0.0.1", foreign, security, trusted).send(letter());
      Outcome byJava = sender("127.0.0.1", foreign, security, null).send(letter());
      Outcome after = sender("127.0.0.1", late, security, trusted).send(letter());
      // then
      assertThat(why(untrusted))
          .isEqualTo(
              "The mail server is not trusted: its certificate is issued by nobody whom this server"
                  + " trusts; platen.mail.authorities names whom to trust");
      assertThat(why(byJava)).isEqualTo(why(untrusted));
      assertThat(why(after)).contains("its certificate has expired");
      assertThat(smtp.getReceivedMessages()).isEmpty();
      assertThat(foreign.secured.get() + late.secured.get()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void sends_nothing_to_a_server_with_the_certificate_of_another_name(Security security)
      throws Exception {
    // given it names localhost and 127.0.0.1
    try (TlsRelay relay = relay(authority.issue("mail"), security)) {
      // when
      Outcome outcome = sender("127.0.0.2", relay, security, trusted).send(letter());
      // then
      assertThat(why(outcome)).contains("its certificate is for another name");
      assertThat(smtp.getReceivedMessages()).isEmpty();
    }
  }

  private static String why(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Later.class);
    return ((Outcome.Later) outcome).why();
  }

  @Test
  void the_list_of_what_could_not_be_delivered_says_that_the_server_is_not_trusted()
      throws Exception {
    // given
    try (TestNotices site = new TestNotices();
        TlsRelay relay =
            relay(TestAuthority.named("somebody else").issue("mail"), Security.STARTTLS)) {
      site.lowToner(TestNotices.mail("desk@fleet.example"));
      site.toner(8);
      MailSender sender = sender("127.0.0.1", relay, Security.STARTTLS, trusted);
      site.turn(sender);
      // when it is tried for a day
      for (int hour = 0; hour < 27; hour++) {
        site.pass(Duration.ofHours(1));
        site.turn(sender);
      }
      // then
      assertThat(site.notices.list(TENANT, Notice.State.FAILED))
          .singleElement()
          .satisfies(
              notice ->
                  assertThat(notice.error())
                      .startsWith("The mail server is not trusted: its certificate is issued by"));
      assertThat(smtp.getReceivedMessages()).isEmpty();
    }
  }
}
