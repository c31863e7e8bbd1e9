package io.platen.server.release.control;

import io.platen.protocol.content.ContentException;
import io.platen.protocol.content.PairPack;
import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.problem.InvalidException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Which pair packs there are, and which are wanted. */
@ApplicationScoped
public class Pairs {
  private static final String HASH = "[0-9a-f]{64}";

  private Database database;
  private ObjectStore objects;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected Pairs() {}

  @Inject
  public Pairs(Database database, ObjectStore objects, InstantSource clock) {
    this.database = database;
    this.objects = objects;
    this.clock = clock;
  }

  /**
   * A maker made one. Nobody has to trust it: what it gives is compared with the signed list.
   *
   * @param list SHA-256 of the chunk list that it leads to
   * @param oldImage SHA-256 of the image that devices have
   * @param object the pair pack
   */
  public void offer(Caller by, String list, String oldImage, String object) throws IOException {
    if (!list.matches(HASH) || !oldImage.matches(HASH) || !object.matches(HASH)) {
      throw new InvalidException(
          "body", "Something is no SHA-256", "64 hexadecimal digits in lower case");
    }
    OptionalLong length = objects.length(object);
    if (length.isEmpty()) {
      throw new InvalidException("body", "There is no object " + object, "objects first");
    }
    demandPairPack(list, object);
    Instant now = clock.instant();
    database.inTransaction(
        connection -> {
          made(connection, list, oldImage, object, length.getAsLong(), now);
          Audit.record(
              connection,
              new Audit.Entry(
                  now, by.tenant(), by.name(), "pair-pack.offer", object + " to " + list));
          return object;
        });
  }

  private void demandPairPack(String list, String object) throws IOException {
    try (InputStream content = objects.open(object, 0)) {
      byte[] start = content.readNBytes(PairPack.START);
      int head = PairPack.headLength(start);
      byte[] whole = java.util.Arrays.copyOf(start, head);
      if (content.readNBytes(whole, PairPack.START, head - PairPack.START) != head - PairPack.START
          || !PairPack.read(whole).list().toString().equals(list)) {
        throw new InvalidException("body", "It leads to another chunk list", list);
      }
    } catch (ContentException e) {
      throw new InvalidException("body", String.valueOf(e.getMessage()), "a pair pack");
    }
  }

  /** Notes one that is there. */
  static void made(
      Connection connection, String list, String oldImage, String object, long length, Instant now)
      throws SQLException {
    OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO pair_pack (list, old_image, state, object, length, wanted, next_try, made)"
                + " VALUES (?, ?, 'MADE', ?, ?, ?, ?, ?) ON CONFLICT (list, old_image) DO UPDATE"
                + " SET state = 'MADE', object = excluded.object, length = excluded.length,"
                + " made = excluded.made, reason = NULL")) {
      insert.setString(1, list);
      insert.setString(2, oldImage);
      insert.setString(3, object);
      insert.setLong(4, length);
      insert.setObject(5, at);
      insert.setObject(6, at);
      insert.setObject(7, at);
      insert.executeUpdate();
    }
  }
}
