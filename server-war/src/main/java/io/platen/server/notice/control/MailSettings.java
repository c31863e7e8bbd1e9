package io.platen.server.notice.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * How mail leaves this server. The password stays in its file, which is read each time.
 *
 * @param host empty: mail does not leave
 * @param authorities PEM file with authorities to trust beside none else; empty: those of Java
 */
public record MailSettings(
    String host,
    int port,
    Security security,
    String from,
    String user,
    Optional<Path> passwordFile,
    Optional<Path> authorities) {

  /** How the way to the server is closed. */
  public enum Security {
    /** RFC 3207, and nothing without it. */
    STARTTLS,
    /** RFC 8314. */
    TLS,
    /** Open: for a server on the same machine. */
    NONE
  }

  boolean isOn() {
    return !host.isEmpty();
  }

  /** For jakarta.mail; each wait has an end. */
  Properties properties(int millis) {
    String time = Integer.toString(millis);
    Properties all = new Properties();
    all.put("mail.transport.protocol", "smtp");
    all.put("mail.smtp.host", host);
    all.put("mail.smtp.port", Integer.toString(port));
    all.put("mail.smtp.connectiontimeout", time);
    all.put("mail.smtp.timeout", time);
    all.put("mail.smtp.writetimeout", time);
    all.put("mail.smtp.from", from);
    all.put("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
    all.put("mail.smtp.ssl.checkserveridentity", "true");
    all.put("mail.smtp.ssl.enable", Boolean.toString(security == Security.TLS));
    all.put("mail.smtp.starttls.enable", Boolean.toString(security == Security.STARTTLS));
    all.put("mail.smtp.starttls.required", Boolean.toString(security == Security.STARTTLS));
    all.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    return all;
  }

  String password() throws IOException {
    return passwordFile.isEmpty() ? "" : Files.readString(passwordFile.get()).strip();
  }
}
