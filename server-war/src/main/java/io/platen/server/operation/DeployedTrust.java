package io.platen.server.operation;

import io.platen.server.listener.AuthorityFile;
import io.platen.server.listener.ClientTrust;
import io.platen.server.listener.ForwardedHeader;
import io.platen.server.listener.Listener;
import io.platen.server.listener.RevocationLists;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Whom this deployment trusts beside TLS, by launcher or operator. */
final class DeployedTrust {
  private static final Supplier<List<X509Certificate>> DEVICES =
      all("platen.enrolment.authority.certificate", "platen.tls.device.authorities");
  private static final Supplier<List<X509Certificate>> ENROLLING =
      all(
          "platen.enrolment.authority.certificate",
          "platen.tls.device.authorities",
          "platen.enrolment.factory.authorities");

  private DeployedTrust() {}

  /** The gate for proxies; empty unless the operator lists some. */
  static Optional<ProxyGate> proxies() {
    return file("platen.proxy.certificates")
        .map(AuthorityFile::new)
        .map(
            listed ->
                new ProxyGate(
                    listed::current,
                    Map.of(
                        Listener.DEVICE, new ClientTrust(DEVICES),
                        Listener.ENROLMENT, new ClientTrust(ENROLLING)),
                    header()));
  }

  /** The gate for proxies before the console; empty unless the operator lists some. */
  static Optional<ConsoleProxies> consoleProxies() {
    Set<String> listed = ConsoleProxies.addresses(text(ConsoleProxies.KEY).orElse(""));
    if (listed.isEmpty()) {
      return Optional.empty();
    }
    ForwardedHeader header =
        header()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        ConsoleProxies.KEY
                            + " is set without "
                            + ForwardedHeader.KEY
                            + ": set the header that those proxies write"));
    return Optional.of(new ConsoleProxies(listed, header));
  }

  private static Optional<ForwardedHeader> header() {
    return text(ForwardedHeader.KEY)
        .map(
            title ->
                ForwardedHeader.find(title)
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                ForwardedHeader.KEY + ": no header is known as '" + title + "'")));
  }

  /** The lists of certificates that are revoked; empty unless the operator names some. */
  static Optional<RevocationLists> revocations() {
    return Named.LISTS;
  }

  /** Read once for all who ask for them. */
  private static final class Named {
    static final Optional<RevocationLists> LISTS =
        file("platen.tls.device.crl").map(DeployedTrust::lists);
  }

  private static RevocationLists lists(Path file) {
    try {
      return new RevocationLists(file, ENROLLING);
    } catch (IOException e) {
      throw new IllegalStateException("platen.tls.device.crl: " + e.getMessage(), e);
    }
  }

  /** What the files of these keys hold, as they are when it is asked. */
  private static Supplier<List<X509Certificate>> all(String... keys) {
    List<AuthorityFile> files =
        Stream.of(keys).flatMap(key -> file(key).stream()).map(AuthorityFile::new).toList();
    return () -> files.stream().flatMap(each -> each.current().stream()).toList();
  }

  private static Optional<Path> file(String key) {
    return text(key).filter(name -> !name.equals("none")).map(Path::of);
  }

  private static Optional<String> text(String key) {
    return ConfigProvider.getConfig().getOptionalValue(key, String.class);
  }
}
