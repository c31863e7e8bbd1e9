package io.platen.reference.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.platen.reference.demo.Demo;
import io.platen.reference.demo.DemoOptions;
import io.platen.reference.demo.RunningDemo;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.FactoryAuthority;
import io.platen.reference.stack.Pem;
import io.platen.reference.stack.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the {@link RunningDemo}: the packaged server, the packaged device, and simulated
 * printers whose time stands still. It starts with the first test that asks for it and stops with
 * the last test of the JVM.
 */
public final class DemoStack implements ParameterResolver {
  private static final Proxy PROXY = Proxy.make();

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningDemo.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return of(context);
  }

  /** The same for an extension. */
  public static RunningDemo of(ExtensionContext context) {
    return started(context).running();
  }

  /** The mail server to which the demo's server sends. */
  public static GreenMail mail(ExtensionContext context) {
    return started(context).mail;
  }

  private static Started started(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(DemoStack.class))
        .getOrComputeIfAbsent(Started.class, key -> new Started(), Started.class);
  }

  /** A file that the build has made; the build names it. */
  public static Path packaged(String property) {
    String file = System.getProperty(property);
    if (file == null) {
      throw new IllegalStateException(
          property + " is not set: these tests run in ./mvnw verify, after the jars are built");
    }
    return Path.of(file);
  }

  /** Of the proxy that the server believes, {@code proxy.pem} and {@code proxy.key}. */
  public static Path proxy() {
    return PROXY.folder();
  }

  /** Made once, when the first test asks. */
  private record Proxy(Path folder) {
    static Proxy make() {
      try {
        Path folder = Files.createTempDirectory("platen-it-proxy");
        Instant now = InstantSource.system().instant();
        DeviceIdentity own =
            FactoryAuthority.make("Proxies of tests", now).issue(UUID.randomUUID());
        Pem.write(folder.resolve("proxy.pem"), own.certificate());
        Pem.write(folder.resolve("proxy.key"), own.key());
        return new Proxy(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Started implements AutoCloseable {
    private final GreenMail mail =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Demo demo;
    private final RunningDemo running;

    Started() {
      mail.start();
      DemoOptions options =
          new DemoOptions(
              packaged("platen.demo.folder"),
              packaged("platen.server.jar"),
              packaged("platen.device.jar"),
              0,
              false,
              Map.of(
                  "platen.proxy.certificates", proxy().resolve("proxy.pem").toString(),
                  "platen.mail.host", "127.0.0.1",
                  "platen.mail.port", Integer.toString(mail.getSmtp().getPort()),
                  "platen.mail.security", "none",
                  "platen.mail.from", "platen@demo.example"));
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      demo = new Demo(options, new Progress(out, InstantSource.system()));
      try {
        running = demo.start();
      } catch (InterruptedException e) {
        demo.close();
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (RuntimeException e) {
        demo.close();
        throw e;
      }
    }

    RunningDemo running() {
      return running;
    }

    @Override
    public void close() {
      demo.close();
      mail.stop();
    }
  }
}
