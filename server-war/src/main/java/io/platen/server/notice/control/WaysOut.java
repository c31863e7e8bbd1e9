package io.platen.server.notice.control;

import io.platen.server.notice.entity.Channel;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
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
  @Resource
  @SuppressWarnings("NullAway.Init")
  private ManagedScheduledExecutorService scheduler;

  private TableOutbox outbox;
  private Config config;
  private InstantSource clock;
  private Delivery mail;
  private Delivery webhooks;
  private boolean mailIsOn;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected WaysOut() {}

  @Inject
  @SuppressWarnings("NullAway.Init") // what the configuration says is made below
  public WaysOut(TableOutbox outbox, Config config, InstantSource clock) {
    this.outbox = outbox;
    this.config = config;
    this.clock = clock;
  }

  @PostConstruct
  void open() {
    NoticeText words = new NoticeText(console(config));
    Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    MailSettings settings = settings(config);
    mailIsOn = settings.isOn();
    mail =
        new Delivery(
            outbox,
            new MailSender(
                settings, MailSender.PATIENCE, new Deadline(scheduler, MailSender.WHOLE), clock),
            words,
            backoff,
            clock);
    webhooks = new Delivery(outbox, webhookSender(), words, backoff, clock);
  }

  private WebhookSender webhookSender() {
    return new WebhookSender(
        new TargetGuard(text(config, "platen.webhook.allowed", ""), InetAddress::getAllByName),
        new PostOnce(
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            WebhookSender.PATIENCE,
            new Deadline(scheduler, WebhookSender.PATIENCE),
            System::nanoTime),
        clock);
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
