package io.platen.server.live.control;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Starts and ends what this node does for its channels. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
@SuppressWarnings("NullAway.Init")
public class LiveService {
  @Inject DataSource source;
  @Inject Channels channels;

  @Resource ManagedThreadFactory threads;

  private @Nullable Look look;
  private @Nullable Bell bell;

  @PostConstruct
  void start() {
    Look looking = new Look(channels);
    look = looking;
    startThread("platen-live-look", looking);
    Bell hearing = new Bell(source, channels, looking);
    bell = hearing;
    startThread("platen-live", hearing);
  }

  /** Not named as what the container calls at the start: that goes by the name alone. */
  private void startThread(String name, Runnable work) {
    Thread thread = threads.newThread(work);
    thread.setName(name);
    thread.start();
  }

  @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
  void tick() {
    channels.tick();
  }

  @PreDestroy
  void stop() {
    if (bell != null) {
      bell.end();
    }
    if (look != null) {
      look.end();
    }
    channels.leave();
  }
}
