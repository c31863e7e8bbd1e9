package io.platen.server.notice.control;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Sends mail by the SMTP server that the operator names (RFC 5321). */
public final class MailSender implements Sender {
  /** For each answer of the server. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For a whole try. */
  static final Duration WHOLE = Duration.ofMinutes(2);

  private final MailSettings settings;
  private final Duration patience;
  private final Deadline deadline;
  private final InstantSource clock;

  /**
   * @param patience for each answer of the server
   * @param deadline for all of them
   */
  public MailSender(
      MailSettings settings, Duration patience, Deadline deadline, InstantSource clock) {
    this.settings = settings;
    this.patience = patience;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public Outcome send(Letter letter) {
    if (!settings.isOn()) {
      return new Outcome.Later("No mail server is configured (platen.mail.host)");
    }
    WatchedSockets plain = new WatchedSockets(SocketFactory.getDefault());
    Deadline.Watched watched = deadline.watch(plain);
    try {
      Session session = Session.getInstance(properties(plain));
      MimeMessage message = message(session, letter);
      try (Transport transport = session.getTransport("smtp")) {
        if (settings.user().isEmpty()) {
          transport.connect();
        } else {
          transport.connect(settings.user(), settings.password());
        }
        transport.sendMessage(message, message.getAllRecipients());
      }
      return new Outcome.Sent();
    } catch (AuthenticationFailedException e) {
      // What the server says may hold what was sent to it.
      return new Outcome.Later("The mail server refused user and password");
    } catch (SendFailedException e) {
      return refused(e);
    } catch (MessagingException e) {
      Optional<String> tls = TlsFault.why(e);
      if (tls.isPresent()) {
        return new Outcome.Later(
            "The mail server is not trusted: "
                + tls.get()
                + "; platen.mail.authorities names whom to trust");
      }
      return isPermanent(e)
          ? new Outcome.Never(reason(e))
          : new Outcome.Later("The mail server: " + reason(e));
    } catch (IOException | GeneralSecurityException e) {
      return new Outcome.Later("A file of the mail settings cannot be read: " + e.getMessage());
    } finally {
      watched.end();
    }
  }

  /** TLS from the first byte on is laid over the same sockets as STARTTLS. */
  private Properties properties(WatchedSockets plain) throws IOException, GeneralSecurityException {
    Properties properties = settings.properties(Math.toIntExact(patience.toMillis()));
    SSLSocketFactory tls =
        settings.authorities().isPresent()
            ? OwnAuthorities.sockets(settings.authorities().get())
            : (SSLSocketFactory) SSLSocketFactory.getDefault();
    properties.put("mail.smtp.socketFactory", plain);
    properties.put("mail.smtp.socketFactory.fallback", "false");
    properties.put("mail.smtp.ssl.socketFactory", plain.under(tls));
    return properties;
  }

  private MimeMessage message(Session session, Letter letter) throws MessagingException {
    String from = settings.from();
    MimeMessage message = new Numbered(session, letter.id(), from);
    message.setFrom(new InternetAddress(from, true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.target(), true));
    message.setSubject(SafeText.line(letter.subject()), StandardCharsets.UTF_8.name());
    message.setText(letter.text(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no machine answers it
    message.setHeader("Platen-Notice", letter.id().toString());
    message.saveChanges();
    return message;
  }

  /** The same Message-ID with each try, by which mail programs know a second copy. */
  private static final class Numbered extends MimeMessage {
    private final String id;

    Numbered(Session session, UUID notice, String from) {
      super(session);
      id = "<" + notice + "@" + from.substring(from.lastIndexOf('@') + 1) + ">";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  /** RFC 5321 section 4.2.1: 5yz for good, 4yz for now; the API sorts recipients by that. */
  private static Outcome refused(SendFailedException e) {
    Address[] invalid = e.getInvalidAddresses();
    boolean never = (invalid != null && invalid.length > 0) || isPermanent(e);
    return never
        ? new Outcome.Never("The mail server refuses it: " + reason(e))
        : new Outcome.Later("The mail server does not take it now: " + reason(e));
  }

  private static boolean isPermanent(MessagingException e) {
    return last(e).startsWith("5");
  }

  private static String reason(MessagingException e) {
    return SafeText.line(last(e));
  }

  /** What the server said is in the last of a chain. */
  private static String last(MessagingException first) {
    MessagingException e = first;
    while (e.getNextException() instanceof MessagingException next) {
      e = next;
    }
    return Objects.requireNonNullElse(e.getMessage(), e.toString()).strip();
  }
}
