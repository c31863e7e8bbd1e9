package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a level that a device reports to the mail that a real SMTP server has. */
class NoticesByMailTest {
  private final GreenMail smtp =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private TestNotices site;

  @BeforeEach
  void open() {
    smtp.start();
    site = new TestNotices();
  }

  @AfterEach
  void close() {
    smtp.stop();
    site.close();
  }

  private MailSender sender() {
    return new MailSender(
        new MailSettings(
            "127.0.0.1",
            smtp.getSmtp().getPort(),
            MailSettings.Security.NONE,
            "platen@fleet.example",
            "",
            Optional.empty(),
            Optional.empty()),
        MailSender.PATIENCE,
        TestNotices.NO_DEADLINE,
        site.clock());
  }

  @Test
  void tells_that_a_supply_is_low_once_and_that_it_was_replaced() throws Exception {
    // given
    site.lowToner(TestNotices.mail("desk@fleet.example"));
    site.toner(8);
    // when
    for (int i = 0; i < 4; i++) {
      site.turn(sender());
      site.pass(Duration.ofMinutes(2));
    }
    site.toner(100);
    for (int i = 0; i < 4; i++) {
      site.turn(sender());
      site.pass(Duration.ofMinutes(2));
    }
    // then
    MimeMessage[] all = smtp.getReceivedMessages();
    assertThat(all).hasSize(2);
    assertThat(all[0].getSubject()).isEqualTo("Warning: Nordlicht N 7 - Toner black: 8 % left");
    assertThat(all[0].getContent().toString())
        .contains("Site: Device 000001")
        .contains("rule \"supply-percent\"")
        .contains("https://fleet.example:8444/findings");
    assertThat(all[0].getAllRecipients())
        .extracting(Object::toString)
        .contains("desk@fleet.example");
    assertThat(all[1].getSubject()).isEqualTo("Over: Nordlicht N 7 - Toner black: 8 % left");
    assertThat(site.notices.openFindings(io.platen.server.testing.TestFleet.TENANT)).isZero();
  }
}
