package io.platen.server.fleet.control;

import io.platen.server.access.entity.Caller;
import io.platen.server.audit.Audit;
import io.platen.server.database.Database;
import io.platen.server.database.Query;
import io.platen.server.fleet.entity.AlertWord;
import io.platen.server.fleet.entity.AlertWord.Kind;
import io.platen.server.fleet.entity.FleetChange;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people do about alerts: each word stays with its author and time, and in the audit. */
@ApplicationScoped
public class AlertWords {
  /** Nobody forgets an alert for longer. */
  public static final Duration LONGEST_MUTE = Duration.ofDays(90);

  public static final int LONGEST_COMMENT = 2_000;

  /** A comment leaves its alert as it is. */
  private static final String NOTHING = "";

  private Database database;
  private FleetChanges changes;
  private InstantSource clock;

  /** For the container's proxy. */
  @SuppressWarnings("NullAway.Init")
  protected AlertWords() {}

  @Inject
  public AlertWords(Database database, FleetChanges changes, InstantSource clock) {
    this.database = database;
    this.changes = changes;
    this.clock = clock;
  }

  /** What can be spoken of: its table, and its column beside a word. */
  public enum Thing {
    /** A printer's own. */
    ALERT("printer_alert"),
    /** What a rule found. */
    FINDING("finding");

    private final String table;

    Thing(String table) {
      this.table = table;
    }

    private String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Somebody has taken note; a second time changes nothing. */
  public void acknowledge(Caller caller, Thing thing, long id) {
    Instant now = clock.instant();
    say(
        caller,
        new About(thing, id),
        new AlertWord(now, caller.name(), Kind.ACKNOWLEDGED, null, null),
        " SET acknowledged = ?, acknowledged_by = ?"
            + " WHERE tenant = ? AND id = ? AND acknowledged IS NULL",
        now,
        caller.name());
  }

  /**
   * Nobody is told of it until then.
   *
   * @throws InvalidException where that is past, or later than {@link #LONGEST_MUTE}
   */
  public void mute(Caller caller, Thing thing, long id, Instant until) {
    Instant now = clock.instant();
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST_MUTE))) {
      throw new InvalidException(
          "until",
          until + " is past or too far",
          "a time within " + LONGEST_MUTE.toDays() + " days");
    }
    say(
        caller,
        new About(thing, id),
        new AlertWord(now, caller.name(), Kind.MUTED, null, until),
        " SET muted_until = ? WHERE tenant = ? AND id = ?",
        until);
  }

  public void unmute(Caller caller, Thing thing, long id) {
    say(
        caller,
        new About(thing, id),
        new AlertWord(clock.instant(), caller.name(), Kind.UNMUTED, null, null),
        " SET muted_until = NULL WHERE tenant = ? AND id = ? AND muted_until IS NOT NULL");
  }

  /**
   * @throws InvalidException where there is nothing in it, or more than anybody reads
   */
  public void comment(Caller caller, Thing thing, long id, String text) {
    String said = text.replace("\u0000", "").strip();
    if (said.isEmpty() || said.length() > LONGEST_COMMENT) {
      throw new InvalidException(
          "text", "It is empty or too long", "1 to " + LONGEST_COMMENT + " characters");
    }
    say(
        caller,
        new About(thing, id),
        new AlertWord(clock.instant(), caller.name(), Kind.COMMENTED, said, null),
        NOTHING);
  }

  private record About(Thing thing, long id) {}

  private void say(
      Caller caller, About about, AlertWord word, String change, @Nullable Object... values) {
    database.<Boolean, RuntimeException>inTransaction(
        connection -> {
          demand(connection, caller, about);
          if (!change.equals(NOTHING) && change(connection, caller, about, change, values) == 0) {
            return false;
          }
          add(connection, caller, about, word);
          Audit.record(
              connection,
              new Audit.Entry(
                  word.at(),
                  caller.tenant(),
                  caller.name(),
                  action(about, word),
                  subject(about, word)));
          return true;
        });
    changes.publish(new FleetChange(caller.tenant(), Set.of("alerts")));
  }

  private static void demand(Connection connection, Caller caller, About about)
      throws SQLException {
    boolean there =
        Query.of(
                connection,
                "SELECT id FROM " + about.thing().table + " WHERE tenant = ? AND id = ? FOR UPDATE",
                caller.tenant(),
                about.id())
            .first(row -> row.getLong(1))
            .isPresent();
    if (!there) {
      throw RefusedException.notFound(about.thing().token() + " " + about.id());
    }
  }

  private static int change(
      Connection connection, Caller caller, About about, String change, @Nullable Object... values)
      throws SQLException {
    @Nullable Object[] all = Arrays.copyOf(values, values.length + 2);
    all[values.length] = caller.tenant();
    all[values.length + 1] = about.id();
    return Query.of(connection, "UPDATE " + about.thing().table + change, all).update();
  }

  private static void add(Connection connection, Caller caller, About about, AlertWord word)
      throws SQLException {
    Query.of(
            connection,
            "INSERT INTO alert_word (tenant, "
                + about.thing().token()
                + ", at, actor, kind, text, until) VALUES (?, ?, ?, ?, ?, ?, ?)",
            caller.tenant(),
            about.id(),
            word.at(),
            word.actor(),
            word.kind(),
            word.text(),
            word.until())
        .update();
  }

  private static String action(About about, AlertWord word) {
    String verb =
        switch (word.kind()) {
          case ACKNOWLEDGED -> "acknowledge";
          case MUTED -> "mute";
          case UNMUTED -> "unmute";
          case COMMENTED -> "comment";
        };
    return about.thing().token() + "." + verb;
  }

  private static String subject(About about, AlertWord word) {
    return word.until() == null ? Long.toString(about.id()) : about.id() + " until " + word.until();
  }

  /** What was said of one, the oldest first. */
  public List<AlertWord> words(long tenant, Thing thing, long id) {
    return database.read(
        connection ->
            Query.of(
                    connection,
                    "SELECT * FROM alert_word WHERE tenant = ? AND "
                        + thing.token()
                        + " = ? ORDER BY at, id",
                    tenant,
                    id)
                .list(
                    row ->
                        new AlertWord(
                            Query.time(row, "at"),
                            row.getString("actor"),
                            Kind.valueOf(row.getString("kind")),
                            row.getString("text"),
                            Query.findTime(row, "until"))));
  }
}
