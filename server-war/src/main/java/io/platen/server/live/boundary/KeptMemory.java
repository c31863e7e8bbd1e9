package io.platen.server.live.boundary;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What Grizzly keeps of a connection that has become a channel, though nobody reads it again: the
 * buffer of the last TLS record (25 KB), and room for parameters of the request (4 KB). With
 * thousands of channels that say nothing it is the largest part of what they cost. There is no
 * setting for it and no public method, so this goes by reflection, and does nothing in a container
 * that is built in another way (ADR 0049).
 */
final class KeptMemory {
  private static final Logger LOG = System.getLogger(KeptMemory.class.getName());
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  /** Of a connection that cannot be reached. */
  static final KeptMemory NONE = new KeptMemory(new Object(), null, null, null);

  private final Object connection;
  private final @Nullable Object tls;
  private final @Nullable Method forget;
  private @Nullable Object parameters;

  private KeptMemory(
      Object connection,
      @Nullable Object tls,
      @Nullable Method forget,
      @Nullable Object parameters) {
    this.connection = connection;
    this.tls = tls;
    this.forget = forget;
    this.parameters = parameters;
  }

  /** Of the connection that a request came by. */
  static KeptMemory of(ServletRequest request) {
    ServletRequest plain = request;
    while (plain instanceof ServletRequestWrapper wrapper) {
      plain = wrapper.getRequest();
    }
    try {
      Object coyote = call(call(plain, "getUnwrappedCoyoteRequest"), "getCoyoteRequest");
      Object connection = call(call(coyote, "getRequest"), "getConnection");
      Object tls = tls(connection);
      Method forget = tls.getClass().getDeclaredMethod("resetLastOutputBuffer");
      forget.setAccessible(true);
      return new KeptMemory(connection, tls, forget, call(coyote, "getParameters"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      tell(e);
      return NONE;
    }
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

  /** Once the request is a channel, and what has been written is written. */
  void release() {
    if (forget == null) {
      return;
    }
    synchronized (connection) { // as Grizzly does while it writes
      try {
        forget.invoke(tls);
        if (parameters != null) {
          shrink(parameters, "tmpNameC");
          shrink(parameters, "tmpValueC");
        }
      } catch (ReflectiveOperationException | RuntimeException e) {
        tell(e);
      }
      parameters = null;
    }
  }

  private static void shrink(Object of, String chunk) throws ReflectiveOperationException {
    Field field = of.getClass().getDeclaredField(chunk);
    field.setAccessible(true);
    Object chars = field.get(of);
    Method set = chars.getClass().getMethod("setChars", char[].class, int.class, int.class);
    set.invoke(chars, new char[0], 0, 0);
  }
}
