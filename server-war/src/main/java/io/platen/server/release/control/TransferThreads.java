package io.platen.server.release.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Threads of objects that come and go. The container's own are interrupted when a request takes
 * longer than 30 seconds ({@code request-timeout-seconds} of a listener), as an image does on a
 * slow line. How many there are is up to {@link Transfers} and {@link Uploads}.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init")
public class TransferThreads {
  @Resource ManagedThreadFactory factory;

  private @Nullable ExecutorService pool;
  private Executor threads;

  /** For the container. */
  protected TransferThreads() {}

  public TransferThreads(Executor threads) {
    this.threads = threads;
  }

  @PostConstruct
  void open() {
    pool = Executors.newCachedThreadPool(factory);
    threads = pool;
  }

  public void run(Runnable transfer) {
    threads.execute(transfer);
  }

  /** What is on its way ends: a device fetches the rest later, an upload is made again. */
  @PreDestroy
  void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
