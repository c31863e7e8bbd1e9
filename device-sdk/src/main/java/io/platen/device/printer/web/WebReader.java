package io.platen.device.printer.web;

import io.platen.device.printer.PrinterReader;
import io.platen.device.printer.PrinterSnapshot;
import io.platen.device.printer.PrinterTarget;
import io.platen.device.printer.Traffic;
import io.platen.device.printer.profile.ProfileSet;
import io.platen.device.printer.profile.Traits;
import io.platen.device.printer.reconcile.Given;
import io.platen.device.printer.reconcile.Reconciled;
import io.platen.device.printer.web.page.Pages;
import io.platen.protocol.printer.PrinterFacts;
import io.platen.protocol.printer.PrinterIdentity;
import io.platen.protocol.profile.PrinterProfile;
import io.platen.protocol.profile.PrinterProfile.WebRule;
import io.platen.protocol.profile.SafePattern;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of printers' own web servers, those that their profile names and no other ones, where
 * what they say is not known from elsewhere. It asks by GET, one page after the other, over HTTP
 * and where that is closed over HTTPS; it never logs in. What did not work is left alone for a day,
 * and an address that leads to several printers for ever.
 */
public final class WebReader implements PrinterReader {
  /** Where printers have their web servers. */
  public static final Ports STANDARD = new Ports(80, 443);

  private static final Logger LOG = System.getLogger(WebReader.class.getName());

  private final WebClient client;
  private final InstantSource clock;
  private final Supplier<ProfileSet> profiles;
  private final Ports ports;
  private final PageMemory memory = new PageMemory();

  /** Ports of HTTP and of HTTPS. */
  public record Ports(int plain, int secure) {}

  /** At the standard ports. */
  public WebReader(WebClient client, InstantSource clock, Supplier<ProfileSet> profiles) {
    this(client, clock, profiles, STANDARD);
  }

  /**
   * @param profiles those that hold now
   */
  public WebReader(
      WebClient client, InstantSource clock, Supplier<ProfileSet> profiles, Ports ports) {
    this.client = client;
    this.clock = clock;
    this.profiles = profiles;
    this.ports = ports;
  }

  /** Nothing: without knowing whose printer it is no page is asked for. */
  @Override
  public PrinterSnapshot read(PrinterTarget target) {
    return new PrinterSnapshot(target, clock.instant(), null, Traffic.NONE);
  }

  @Override
  public PrinterSnapshot read(PrinterTarget target, PrinterFacts known)
      throws InterruptedException {
    if (!target.hasOwnAddress()) {
      return read(target);
    }
    Instant now = clock.instant();
    Visit visit = new Visit(target, memory.of(target), now);
    PrinterProfile profile = profile(known.identity());
    for (WebRule rule : profile.web()) {
      if (fits(rule, known.identity().model()) && visit.wants(rule, known)) {
        visit.read(rule);
      }
    }
    PrinterFacts facts =
        Reconciled.of(visit.given).map(got -> named(got, profile, target)).orElse(null);
    return new PrinterSnapshot(target, now, facts, visit.traffic);
  }

  private PrinterProfile profile(PrinterIdentity identity) {
    return profiles
        .get()
        .match(
            new Traits(
                identity.sysObjectId(), identity.sysDescr(), identity.vendor(), identity.model()));
  }

  private static boolean fits(WebRule rule, @Nullable String model) {
    SafePattern wanted = rule.model();
    return wanted == null || (model != null && wanted.isIn(model));
  }

  /** With maker and model as SNMP's reader has them. */
  private PrinterFacts named(PrinterFacts facts, PrinterProfile profile, PrinterTarget target) {
    String model = facts.identity().model();
    String serial = facts.identity().serial();
    return new PrinterFacts(
        facts.identity().toBuilder()
            .address(target.address().getAddress().getHostAddress())
            .vendor(profile.maker())
            .model(model == null ? null : plain(model, profile))
            .serial(serial == null ? null : profile.quirks().onLabel(serial).orElse(null))
            .build(),
        facts.status(),
        facts.meters(),
        facts.supplies(),
        facts.trays(),
        facts.alerts());
  }

  private String plain(String model, PrinterProfile profile) {
    String name = profiles.get().makers().without(model);
    for (SafePattern end : profile.quirks().modelEnds()) {
      name = end.cutFrom(name).strip();
    }
    return name.isEmpty() ? model : name;
  }

  /** One printer, page by page. */
  private final class Visit {
    private final PrinterTarget target;
    private final PageMemory.Printer printer;
    private final Instant now;
    private final List<Given> given = new ArrayList<>();
    private Traffic traffic = Traffic.NONE;

    Visit(PrinterTarget target, PageMemory.Printer printer, Instant now) {
      this.target = target;
      this.printer = printer;
      this.now = now;
    }

    /** A page that has given something goes on giving it: meters must not come and go. */
    boolean wants(WebRule rule, PrinterFacts known) {
      return target.address().getAddress() != null
          && printer.mayAsk(rule.path(), now)
          && (printer.hasGiven(rule.path()) || Lack.of(known).isIn(rule.reader()));
    }

    void read(WebRule rule) throws InterruptedException {
      WebResult result = ask(rule);
      traffic = traffic.plus(result.traffic());
      Optional<PrinterFacts> facts =
          result instanceof WebPage page && page.isOk()
              ? Pages.read(rule.reader(), page.text(), rule.path())
              : Optional.empty();
      if (facts.isPresent()) {
        printer.gave(rule.path());
        given.add(new Given("web", now, facts.get()));
      } else {
        failed(rule, result);
      }
    }

    private WebResult ask(WebRule rule) throws InterruptedException {
      WebResult plain = client.ask(request(rule, origin(false)));
      if (!(plain instanceof WebFailure failure) || failure.kind() != WebFailure.Kind.UNREACHABLE) {
        return plain;
      }
      traffic = traffic.plus(plain.traffic());
      return client.ask(request(rule, origin(true)));
    }

    private WebOrigin origin(boolean secure) {
      InetAddress address = target.address().getAddress();
      int port = secure ? ports.secure() : ports.plain();
      return new WebOrigin(secure, new InetSocketAddress(address, port));
    }

    private static WebRequest request(WebRule rule, WebOrigin origin) {
      WebRequest request = WebRequest.get(origin, rule.path());
      return rule.cookie() == null ? request : request.withCookie(rule.cookie());
    }

    /** A changed certificate is for a person to look at, and is looked at again at once. */
    private void failed(WebRule rule, WebResult result) {
      if (result instanceof WebFailure failure && failure.change() != null) {
        boolean news = printer.saw(failure.change());
        LOG.log(news ? Level.WARNING : Level.DEBUG, failure.explanation());
        return;
      }
      LOG.log(Level.DEBUG, () -> "No facts from " + target.address() + rule.path() + ": " + result);
      printer.failed(rule.path(), now);
    }
  }
}
