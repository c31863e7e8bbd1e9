package io.platen.server.notice.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.platen.server.notice.control.MailSettings.Security;
import io.platen.server.notice.entity.Channel;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail by a real SMTP server, and by servers in every kind of trouble. */
class MailSenderTest {
  private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-0000000000aa");

  @TempDir Path folder;

  private static Letter letter(String subject) {
    return new Letter(
        ID, Channel.Kind.MAIL, "desk@fleet.example", null, subject, "Größe <b>\n", "{}");
  }

  private static MailSettings settings(int port, Security security, String user, Path password) {
    return new MailSettings(
        "127.0.0.1",
        port,
        security,
        "platen@fleet.example",
        user,
        Optional.ofNullable(password),
        Optional.empty());
  }

  private static Outcome send(MailSettings settings, Duration patience, Letter letter) {
    return new MailSender(settings, patience, TestNotices.NO_DEADLINE, () -> TestNotices.START)
        .send(letter);
  }

  private static Outcome send(int port) {
    return send(
        settings(port, Security.NONE, "", null), MailSender.PATIENCE, letter("Warning: N 7"));
  }

  private static GreenMail smtp() {
    return new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  }

  @Test
  void is_known_again_by_its_message_id_and_marked_as_a_machines() throws Exception {
    // given
    GreenMail smtp = smtp();
    smtp.start();
    try {
      // when
      Outcome outcome = send(smtp.getSmtp().getPort());
      // then
      assertThat(outcome).isEqualTo(new Outcome.Sent());
      MimeMessage mail = smtp.getReceivedMessages()[0];
      assertThat(mail.getMessageID()).isEqualTo("<" + ID + "@fleet.example>");
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(mail.getContentType()).startsWith("text/plain");
      assertThat(mail.getContent().toString().strip()).isEqualTo("Größe <b>");
      assertThat(mail.getSentDate()).isEqualTo(TestNotices.START);
    } finally {
      smtp.stop();
    }
  }

  @Test
  void shows_user_and_password_of_the_file() throws Exception {
    // given
    Path password = Files.writeString(folder.resolve("password"), "s3cret phrase\n");
    GreenMail smtp = smtp();
    smtp.start();
    smtp.setUser("platen@fleet.example", "platen", "s3cret phrase");
    try {
      int port = smtp.getSmtp().getPort();
      // when
      Outcome right =
          send(settings(port, Security.NONE, "platen", password), MailSender.PATIENCE, letter("A"));
      Files.writeString(password, "another");
      Outcome wrong =
          send(settings(port, Security.NONE, "platen", password), MailSender.PATIENCE, letter("B"));
      // then
      assertThat(right).isEqualTo(new Outcome.Sent());
      assertThat(wrong).isEqualTo(new Outcome.Later("The mail server refused user and password"));
      assertThat(smtp.getReceivedMessages()).hasSize(1);
    } finally {
      smtp.stop();
    }
  }

  @Test
  void lets_no_line_end_into_the_subject() throws Exception {
    // given
    GreenMail smtp = smtp();
    smtp.start();
    try {
      // when
      send(
          settings(smtp.getSmtp().getPort(), Security.NONE, "", null),
          MailSender.PATIENCE,
          letter("N 7\r\nBcc: all@evil.example\r\n\r\nBuy now"));
      // then
      MimeMessage mail = smtp.getReceivedMessages()[0];
      assertThat(mail.getHeader("Bcc")).isNull();
      assertThat(mail.getSubject()).isEqualTo("N 7 Bcc: all@evil.example Buy now");
      assertThat(mail.getAllRecipients()).hasSize(1);
    } finally {
      smtp.stop();
    }
  }

  @Test
  void sends_nothing_in_clear_where_starttls_is_asked_for() throws Exception {
    // given: it offers no STARTTLS
    Path password = Files.writeString(folder.resolve("password"), "s3cret");
    try (ScriptedSmtp smtp = new ScriptedSmtp()) {
      // when
      Outcome outcome =
          send(
              settings(smtp.port(), Security.STARTTLS, "platen", password),
              MailSender.PATIENCE,
              letter("A"));
      // then
      assertThat(outcome).isInstanceOf(Outcome.Later.class);
      assertThat(smtp.heard).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }
  }

  @Test
  void waits_where_no_server_is_configured_or_none_is_there() throws IOException {
    // given
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    MailSettings off =
        new MailSettings("", 25, Security.NONE, "a@b", "", Optional.empty(), Optional.empty());
    // then
    assertThat(send(off, MailSender.PATIENCE, letter("A"))).isInstanceOf(Outcome.Later.class);
    assertThat(send(free)).isInstanceOf(Outcome.Later.class);
  }

  @Test
  void ends_a_try_with_a_server_that_says_nothing() throws IOException {
    // given
    try (ScriptedSmtp smtp = new ScriptedSmtp().says("", ScriptedSmtp.SILENCE)) {
      // then
      assertThat(
              send(
                  settings(smtp.port(), Security.NONE, "", null),
                  Duration.ofMillis(200),
                  letter("A")))
          .isInstanceOf(Outcome.Later.class);
    }
  }

  @Test
  void gives_up_on_a_recipient_that_the_server_does_not_know() throws IOException {
    // given
    try (ScriptedSmtp smtp = new ScriptedSmtp().says("RCPT", "550 5.1.1 no such user")) {
      // then
      assertThat(send(smtp.port()))
          .isEqualTo(new Outcome.Never("The mail server refuses it: 550 5.1.1 no such user"));
    }
  }

  @Test
  void tries_again_where_the_server_does_not_take_the_recipient_now() throws IOException {
    // given
    try (ScriptedSmtp smtp = new ScriptedSmtp().says("RCPT", "450 4.2.0 greylisted")) {
      // then
      assertThat(send(smtp.port()))
          .isEqualTo(
              new Outcome.Later("The mail server does not take it now: 450 4.2.0 greylisted"));
    }
  }

  @Test
  void gives_up_on_a_message_that_is_refused_and_not_on_a_full_disk() throws IOException {
    try (ScriptedSmtp smtp = new ScriptedSmtp().says(".", "554 5.7.1 looks like spam")) {
      assertThat(send(smtp.port())).isInstanceOf(Outcome.Never.class);
    }
    try (ScriptedSmtp smtp = new ScriptedSmtp().says(".", "452 4.3.1 no space")) {
      assertThat(send(smtp.port())).isInstanceOf(Outcome.Later.class);
    }
  }

  @Test
  void tries_again_where_the_server_is_busy() throws IOException {
    try (ScriptedSmtp smtp = new ScriptedSmtp().says("", "421 too many connections")) {
      assertThat(send(smtp.port())).isInstanceOf(Outcome.Later.class);
    }
  }
}
