package io.platen.server.launcher;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts the embedded PostgreSQL again when it dies; a few times, then the server gives up. */
final class PostgresSupervisor {
  private static final Logger LOG = System.getLogger(PostgresSupervisor.class.getName());
  private static final int MOST_ATTEMPTS = 10;
  private static final long PAUSE_MILLIS = 500;

  private final EmbeddedPostgres postgres;
  private final Consumer<Process> onRestart;
  private final CountDownLatch endExpected = new CountDownLatch(1);

  private PostgresSupervisor(EmbeddedPostgres postgres, Consumer<Process> onRestart) {
    this.postgres = postgres;
    this.onRestart = onRestart;
  }

  static PostgresSupervisor start(EmbeddedPostgres postgres, Consumer<Process> onRestart)
      throws StartException {
    PostgresSupervisor supervisor = new PostgresSupervisor(postgres, onRestart);
    Process process = postgres.start();
    Thread thread = new Thread(() -> supervisor.watch(process), "platen-postgres");
    thread.setDaemon(true);
    thread.start();
    return supervisor;
  }

  int port() {
    return postgres.port();
  }

  /** From now on its end is no fault. */
  void expectEnd() {
    endExpected.countDown();
  }

  void stop() {
    expectEnd();
    postgres.stop();
  }

  private void watch(Process first) {
    try {
      Process process = first;
      while (true) {
        int status = process.waitFor();
        // A Ctrl-C may have reached both processes: wait for the word of our own stop.
        if (endExpected.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
        LOG.log(
            Level.WARNING,
            "The embedded PostgreSQL ended with status {0}; it is started again",
            status);
        process = restart();
        onRestart.accept(process);
      }
    } catch (StartException e) {
      LOG.log(Level.ERROR, "The embedded PostgreSQL cannot be started again; the server ends", e);
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process restart() throws StartException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return postgres.start();
      } catch (StartException e) {
        // Its last sessions may still hold the shared memory.
        LOG.log(Level.WARNING, "Attempt {0}: {1}", attempt, e.getMessage());
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
      if (endExpected.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("The server stops");
      }
    }
  }

  @AllowForbidden("Without its database the process must end, so that who supervises it knows")
  private static void end() {
    System.exit(ExitCode.START_FAILED.number());
  }
}
