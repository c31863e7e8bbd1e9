package io.platen.server.notice.control;

import io.platen.server.notice.entity.Channel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.microprofile.config.Config;

/** The ways out of this server, as the operator has configured them. */
@ApplicationScoped
public class WaysOut {
  private Delivery mail;
  private Delivery webhooks;
  private boolean mailIsOn;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected WaysOut() {}

  @Inject
  public WaysOut(TableOutbox outbox, Config config, InstantSource clock) {
    MailSettings settings = settings(config);
    TargetGuard guard =
        new TargetGuard(text(config, "platen.webhook.allowed", ""), InetAddress::getAllByName);
    PostOnce post =
        new PostOnce(
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            WebhookSender.PATIENCE,
            System::nanoTime);
    NoticeText words = new NoticeText(console(config));
    Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    this.mailIsOn = settings.isOn();
    this.mail =
        new Delivery(
            outbox, new MailSender(settings, MailSender.PATIENCE, clock), words, backoff, clock);
    this.webhooks =
        new Delivery(outbox, new WebhookSender(guard, post, clock), words, backoff, clock);
  }

  /** Whether mail can leave; the console says so where it cannot. */
  public boolean isMailOn() {
    return mailIsOn;
  }

  int deliver(Channel.Kind kind) {
    return (kind == Channel.Kind.MAIL ? mail : webhooks).deliver(kind);
  }

  private static MailSettings settings(Config config) {
    return new MailSettings(
        text(config, "platen.mail.host", ""),
        Integer.parseInt(text(config, "platen.mail.port", "587")),
        MailSettings.Security.valueOf(
            text(config, "platen.mail.security", "starttls").toUpperCase(Locale.ROOT)),
        text(config, "platen.mail.from", "platen@" + host(config)),
        text(config, "platen.mail.user", ""),
        file(config, "platen.mail.password.file"),
        file(config, "platen.mail.authorities"));
  }

  private static Optional<Path> file(Config config, String key) {
    String text = text(config, key, "");
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static String host(Config config) {
    return text(config, "platen.public.host", "localhost");
  }

  private static String console(Config config) {
    return "https://" + host(config) + ":" + text(config, "platen.console.port", "8444");
  }

  /** What is empty is as good as left out. */
  private static String text(Config config, String key, String otherwise) {
    return config
        .getOptionalValue(key, String.class)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .orElse(otherwise);
  }
}
