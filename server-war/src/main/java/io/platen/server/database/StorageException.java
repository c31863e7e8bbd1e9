package io.platen.server.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A statement failed; {@link #isUnavailable()} tells whether the same may succeed later. */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean unavailable;

  private StorageException(String message, SQLException cause, boolean unavailable) {
    super(message, cause);
    this.unavailable = unavailable;
  }

  public static StorageException of(SQLException e) {
    return new StorageException("The database refused a statement", e, isTransient(e));
  }

  static StorageException unreachable(SQLException e) {
    return new StorageException("The database gave no connection", e, true);
  }

  public boolean isUnavailable() {
    return unavailable;
  }

  /** Whether this failure, or one that caused it, comes from a database that is away. */
  public static boolean isUnavailable(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StorageException storage && storage.isUnavailable()) {
        return true;
      }
      if (t instanceof SQLException sql && isTransient(sql)) {
        return true;
      }
    }
    return false;
  }

  /** Connection lost, server stopping, out of resources, or beaten by another transaction. */
  private static boolean isTransient(SQLException e) {
    String state = e.getSQLState();
    if (state == null) {
      // The container's pool gives no state when it cannot connect.
      return true;
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "08", "40", "53", "57", "58" -> true;
      default -> false;
    };
  }
}
