package io.platen.server.console;

import io.platen.server.console.view.Assets;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The console's styles and scripts, read once. Each address carries a fingerprint of its content,
 * so that browsers may keep it for ever.
 */
@ApplicationScoped
public class AssetCatalog implements Assets {
  static final String PATH = "/assets/";

  /** The style sheets in the order of their layers. */
  static final List<String> STYLES =
      List.of(
          "reset.css",
          "tokens.css",
          "base.css",
          "layout.css",
          "components/button.css",
          "components/card.css",
          "components/state.css",
          "components/supply.css",
          "components/table.css",
          "components/form.css",
          "components/facts.css",
          "components/menu.css",
          "pages/alerts.css",
          "pages/printer.css",
          "pages/profiles.css",
          "pages/people.css",
          "pages/matches.css",
          "pages/rollouts.css",
          "pages/notices.css",
          "pages/releases.css",
          "print.css");

  /** The modules; one that another imports stands before it. */
  static final List<String> SCRIPTS =
      List.of(
          "morph.js",
          "live-region.js",
          "time-chart.js",
          "copy-button.js",
          "theme-switch.js",
          "inspector-panel.js",
          "key-map.js",
          "passkey-button.js",
          "time-zone.js");

  private static final String LAYERS =
      "@layer reset, tokens, base, layout, components, pages, print;\n";
  private static final String WEB_JARS = "META-INF/resources/webjars/";

  private final Map<String, String> hrefs = new LinkedHashMap<>();
  private final Map<String, Asset> assets = new LinkedHashMap<>();

  /** A file as it is sent. */
  static final class Asset {
    final String type;
    final byte[] plain;
    final byte[] gzip;

    Asset(String type, byte[] plain, byte[] gzip) {
      this.type = type;
      this.plain = plain;
      this.gzip = gzip;
    }
  }

  public AssetCatalog() {
    add("console.css", styles());
    add("icon.svg", read("assets/icon.svg"));
    add("htmx.js", read(WEB_JARS + "htmx.org/2.0.7/dist/htmx.min.js"));
    add("chart.js", withoutSourceMap(read(WEB_JARS + "chart.js/4.5.1/dist/chart.umd.min.js")));
    SCRIPTS.forEach(name -> add(name, linked(read("assets/script/" + name))));
  }

  @Override
  public String href(String name) {
    String href = hrefs.get(name);
    if (href == null) {
      throw new IllegalArgumentException("The console has no file " + name);
    }
    return href;
  }

  Collection<String> hrefs() {
    return List.copyOf(hrefs.values());
  }

  Optional<Asset> find(String path) {
    return Optional.ofNullable(assets.get(path));
  }

  private void add(String name, String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    int dot = name.lastIndexOf('.');
    String href = PATH + name.substring(0, dot) + "." + fingerprint(plain) + name.substring(dot);
    hrefs.put(name, href);
    assets.put(href, new Asset(type(name), plain, gzip(plain)));
  }

  private static String styles() {
    StringBuilder all = new StringBuilder(LAYERS);
    STYLES.forEach(name -> all.append(read("assets/" + name)));
    return all.toString();
  }

  /** Modules name each other by file; browsers need the address with the fingerprint. */
  private String linked(String script) {
    String linked = script;
    for (String name : SCRIPTS) {
      String href = hrefs.get(name);
      linked = href == null ? linked : linked.replace("\"./" + name + "\"", "\"" + href + "\"");
    }
    return linked;
  }

  private static String withoutSourceMap(String script) {
    return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  private static String type(String name) {
    if (name.endsWith(".css")) {
      return "text/css; charset=utf-8";
    }
    return name.endsWith(".svg") ? "image/svg+xml" : "text/javascript; charset=utf-8";
  }

  private static String read(String resource) {
    try (InputStream in = AssetCatalog.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The server was packed without " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fingerprint(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new BestGzip(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Packed once and sent often, so it may take its time. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
