package io.platen.server.notice.control;

import io.platen.server.database.Database;
import io.platen.server.database.Query;
import io.platen.server.keys.KeyFile;
import io.platen.server.keys.SecretBox;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The keys of webhooks as their rows have them: sealed, so that whoever has the rows has no key.
 */
@ApplicationScoped
public class WebhookKeys {
  private static final Logger LOG = System.getLogger(WebhookKeys.class.getName());
  private static final String USE = "platen webhook keys 1";

  private @Nullable SecretBox box;

  /** For the container's proxy. */
  protected WebhookKeys() {}

  @Inject
  public WebhookKeys(@ConfigProperty(name = "platen.secret.file") Optional<String> secretFile) {
    Optional<String> file = secretFile.filter(name -> !name.isBlank());
    if (file.isEmpty()) {
      return;
    }
    try {
      this.box = new SecretBox(KeyFile.secret(Path.of(file.get())), USE, new SecureRandom());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The server's secret cannot be read: webhooks can have no key", e);
    }
  }

  WebhookKeys(String secret) {
    this.box = new SecretBox(secret, USE, new SecureRandom());
  }

  private SecretBox box() {
    SecretBox present = box;
    if (present == null) {
      throw new RefusedException(
          409, "This server has no secret to keep a webhook's key under (platen.secret.file)");
    }
    return present;
  }

  /**
   * @throws RefusedException where the server has no secret
   */
  byte[] seal(UUID channel, WebhookKey key) {
    return box().seal(key.bytes(), channel.toString());
  }

  /** Empty where it cannot be opened: another secret than when it was made, or another's row. */
  Optional<WebhookKey> open(UUID channel, byte[] sealed) {
    SecretBox present = box;
    if (present == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new WebhookKey(present.open(sealed, channel.toString())));
    } catch (GeneralSecurityException e) {
      LOG.log(Level.WARNING, "The key of webhook {0} cannot be opened", channel);
      return Optional.empty();
    }
  }

  /** Seals what versions before kept in clear; without a secret it stays for the next start. */
  public int sealOld(Database database) {
    return box == null
        ? 0
        : database.<Integer, RuntimeException>inTransaction(
            connection -> {
              record Old(long tenant, UUID channel, WebhookKey key) {}
              var all =
                  Query.of(
                          connection,
                          "SELECT tenant, id, secret FROM notice_channel WHERE secret IS NOT NULL"
                              + " FOR UPDATE SKIP LOCKED")
                      .list(
                          row ->
                              new Old(
                                  row.getLong(1),
                                  row.getObject(2, UUID.class),
                                  new WebhookKey(row.getBytes(3))));
              for (Old each : all) {
                Query.of(
                        connection,
                        "UPDATE notice_channel SET sealed_key = coalesce(sealed_key, ?), secret = NULL"
                            + " WHERE tenant = ? AND id = ?",
                        seal(each.channel(), each.key()),
                        each.tenant(),
                        each.channel())
                    .update();
              }
              return all.size();
            });
  }
}
