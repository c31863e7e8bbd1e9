package io.platen.server.live.boundary;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What Grizzly keeps of a connection that has become a channel, though nobody reads it again: the
 * buffer of the last TLS record (25 KB), the headers of the request and of its answer (5 KB), and
 * room for parameters (4 KB). With thousands of channels that say nothing it is the largest part of
 * what they cost. There is no setting for it and no public method, so this goes by reflection, and
 * does nothing in a container that is built in another way (ADR 0049).
 */
final class KeptMemory {
  private static final Logger LOG = System.getLogger(KeptMemory.class.getName());
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  /** Of a connection that cannot be reached. */
  static final KeptMemory NONE = new KeptMemory(new Object(), null, null, Once.NOTHING);

  /** Grizzly makes it longer by doubling. */
  private static final int LEAST_HEADERS = 8;

  /** By then the thread that answered the request has left it, whenever the first beat came. */
  private static final int BEATS = 2;

  private final Object connection;
  private final @Nullable Object tls;
  private final @Nullable Method forget;
  private final AtomicInteger beats = new AtomicInteger();
  private Once once;

  KeptMemory(Object connection, @Nullable Object tls, @Nullable Method forget, Once once) {
    this.connection = connection;
    this.tls = tls;
    this.forget = forget;
    this.once = once;
  }

  interface Step {
    void take() throws ReflectiveOperationException;
  }

  interface Condition {
    boolean holds() throws ReflectiveOperationException;
  }

  /**
   * What goes once. Grizzly pools its requests: one that was given back may be another
   * connection's, and is left as it is.
   */
  record Once(Condition still, List<Step> steps) {
    static final Once NOTHING = new Once(() -> false, List.of());

    Once {
      steps = List.copyOf(steps);
    }

    void take() throws ReflectiveOperationException {
      if (still.holds()) {
        for (Step each : steps) {
          each.take();
        }
      }
    }
  }

  /** Of the connection that a request came by. */
  static KeptMemory of(ServletRequest request) {
    ServletRequest plain = request;
    while (plain instanceof ServletRequestWrapper wrapper) {
      plain = wrapper.getRequest();
    }
    try {
      Object coyote = call(call(plain, "getUnwrappedCoyoteRequest"), "getCoyoteRequest");
      Object packet = call(coyote, "getRequest");
      Object connection = call(packet, "getConnection");
      Object tls = tls(connection);
      Method forget = tls.getClass().getDeclaredMethod("resetLastOutputBuffer");
      forget.setAccessible(true);
      return new KeptMemory(
          connection,
          tls,
          forget,
          new Once(
              using(coyote, packet, connection),
              List.of(
                  emptying(call(packet, "getHeaders")),
                  emptying(call(call(packet, "getResponse"), "getHeaders")),
                  shrinking(call(coyote, "getParameters"), "tmpNameC"),
                  shrinking(call(coyote, "getParameters"), "tmpValueC"))));
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
      return NONE;
    }
  }

  /** Giving one back takes its packet from the request, and its connection from the packet. */
  static Condition using(Object coyote, Object packet, Object connection)
      throws ReflectiveOperationException {
    Method packetOf = coyote.getClass().getMethod("getRequest");
    Method connectionOf = packet.getClass().getMethod("getConnection");
    return () -> packetOf.invoke(coyote) == packet && connectionOf.invoke(packet) == connection;
  }

  private static Object tls(Object connection) throws ReflectiveOperationException {
    Class<?> utils =
        Class.forName(
            "org.glassfish.grizzly.ssl.SSLUtils", true, connection.getClass().getClassLoader());
    for (Method each : utils.getMethods()) {
      if (each.getName().equals("getSslConnectionContext")) {
        return there(each.invoke(null, connection), each.getName());
      }
    }
    throw new NoSuchMethodException("SSLUtils.getSslConnectionContext");
  }

  private static Object call(Object of, String method) throws ReflectiveOperationException {
    return there(of.getClass().getMethod(method).invoke(of), method);
  }

  private static Object there(@Nullable Object got, String method) throws NoSuchMethodException {
    if (got == null) {
      throw new NoSuchMethodException(method + " gives nothing");
    }
    return got;
  }

  private static void tell(Exception e) {
    if (TOLD.compareAndSet(false, true)) {
      LOG.log(Level.INFO, "The container keeps more of each channel than it needs: {0}", e);
    }
  }

  /** Once what has been written is written. */
  void release() {
    if (forget == null) {
      return;
    }
    synchronized (connection) { // as Grizzly does while it writes
      try {
        forget.invoke(tls);
      } catch (ReflectiveOperationException | RuntimeException e) {
        tell(e);
      }
    }
  }

  /** With each beat of a channel; releases, with the second one also what the request was. */
  void beat() {
    release();
    if (beats.incrementAndGet() != BEATS) {
      return;
    }
    synchronized (connection) {
      try {
        once.take();
      } catch (ReflectiveOperationException | RuntimeException e) {
        tell(e);
      }
    }
    once = Once.NOTHING;
  }

  private static Step emptying(Object headers) throws ReflectiveOperationException {
    Method clear = headers.getClass().getMethod("clear");
    Field fields = headers.getClass().getDeclaredField("headers");
    fields.setAccessible(true);
    Class<?> type = fields.getType().getComponentType();
    return () -> {
      clear.invoke(headers);
      fields.set(headers, Array.newInstance(type, LEAST_HEADERS));
    };
  }

  private static Step shrinking(Object of, String chunk) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(chunk);
    field.setAccessible(true);
    Object chars = there(field.get(of), chunk);
    Method set = chars.getClass().getMethod("setChars", char[].class, int.class, int.class);
    return () -> set.invoke(chars, new char[0], 0, 0);
  }
}
