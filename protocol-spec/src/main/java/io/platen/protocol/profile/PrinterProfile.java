package io.platen.protocol.profile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one maker's printers. Facts name where they are from; places are in the order of
 * preference.
 *
 * @param id e.g. {@code canon}
 * @param version grows with each edition
 * @param maker as it is shown; null in the profile that fits all others
 * @param spellings the maker's name as printers write it too
 */
public record PrinterProfile(
    String id,
    int version,
    @Nullable String maker,
    List<Source> sources,
    List<String> spellings,
    List<Brand> brands,
    Recognition recognition,
    List<Table> tables,
    List<Blob> blobs,
    Identity identity,
    List<MeterRule> meters,
    List<SupplyRule> supplies,
    List<WebRule> web,
    Quirks quirks) {

  public PrinterProfile {
    sources = List.copyOf(sources);
    spellings = List.copyOf(spellings);
    brands = List.copyOf(brands);
    tables = List.copyOf(tables);
    blobs = List.copyOf(blobs);
    meters = List.copyOf(meters);
    supplies = List.copyOf(supplies);
    web = List.copyOf(web);
  }

  /** How sure a fact is. */
  public enum Confidence {
    HIGH,
    MEDIUM,
    LOW
  }

  /** Where facts are from: a document, a standard, a MIB, an observation. */
  public record Source(String id, String title, Confidence confidence) {}

  /**
   * Another name that the maker's printers are sold under; in the profile that fits all others, a
   * maker of whom no more is known.
   *
   * @param objectId the beginning of sysObjectID that is its own, dotted; null for none
   */
  public record Brand(String name, SafePattern pattern, @Nullable String objectId) {}

  /**
   * How to tell the maker's printers.
   *
   * @param objectIds beginnings of sysObjectID, dotted
   * @param descrs found in sysDescr
   * @param deviceIds makers and models of IEEE 1284 ids
   * @param probes objects that answer with the IEEE 1284 id, dotted
   */
  public record Recognition(
      List<String> objectIds,
      List<SafePattern> descrs,
      List<DeviceIdRule> deviceIds,
      List<String> probes,
      @Nullable String from) {
    static final Recognition NONE =
        new Recognition(List.of(), List.of(), List.of(), List.of(), null);

    public Recognition {
      objectIds = List.copyOf(objectIds);
      descrs = List.copyOf(descrs);
      deviceIds = List.copyOf(deviceIds);
      probes = List.copyOf(probes);
    }
  }

  /** Keys MFG and MDL of an IEEE 1284 id. */
  public record DeviceIdRule(SafePattern maker, @Nullable SafePattern model) {}

  /** Columns whose rows tell what they count. */
  public record Table(String id, String keys, String values, @Nullable String units, String from) {}

  /** Records in one string of bytes. */
  public record Blob(String id, String oid, BlobForm form, String from) {}

  /** How a record of a blob begins. */
  public enum BlobForm {
    /** Id, kind, length, value. */
    A,
    /** Id, length, value. */
    B
  }

  /** Where the texts are that tell who a printer is. */
  public record Identity(
      Texts model, Texts serial, Texts firmware, Texts deviceId, Texts panel, Texts asset) {
    static final Identity NONE =
        new Identity(Texts.NONE, Texts.NONE, Texts.NONE, Texts.NONE, Texts.NONE, Texts.NONE);
  }

  /**
   * Places of one text.
   *
   * @param before whether they count before what the standards say; else they are asked where those
   *     say nothing
   */
  public record Texts(List<TextObject> objects, boolean before) {
    static final Texts NONE = new Texts(List.of(), false);

    public Texts {
      objects = List.copyOf(objects);
    }
  }

  /**
   * A text.
   *
   * @param take what of it is wanted; null for all of it
   * @param pcl whether two bytes of a PCL symbol set go before it
   */
  public record TextObject(String oid, @Nullable SafePattern take, boolean pcl, String from) {}

  /** One place of a number. */
  public sealed interface Place {
    /** Calls the case that holds. */
    <R> R match(Cases<R> cases);

    /** One function a case. */
    interface Cases<R> {
      R object(ObjectPlace place);

      R cell(Cell place);

      R item(Item place);
    }
  }

  /**
   * An instance, dotted.
   *
   * @param take the digits within a text; null where the instance is a number
   */
  public record ObjectPlace(String oid, @Nullable SafePattern take) implements Place {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.object(this);
    }
  }

  /**
   * The value of the row whose key is this, or has the pattern in it.
   *
   * @param key without regard to case; null where there is a pattern
   * @param unit what its unit column must say; null for anything
   */
  public record Cell(
      String table, @Nullable String key, @Nullable SafePattern pattern, @Nullable Integer unit)
      implements Place {

    /** Whether a row with this key is meant. */
    public boolean isAt(String rowKey) {
      return pattern != null ? pattern.isIn(rowKey) : rowKey.equalsIgnoreCase(key);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.cell(this);
    }
  }

  /** A record of a blob, by its id and its length. */
  public record Item(String blob, int id, int length) implements Place {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.item(this);
    }
  }

  /**
   * A meter; each of its ways is a sum of one place or more, and needs all of them.
   *
   * @param name a token of the registry of meters
   */
  public record MeterRule(
      String name, List<List<Place>> ways, String from, @Nullable Confidence ownConfidence) {
    public MeterRule {
      ways = ways.stream().map(List::copyOf).toList();
    }
  }

  /**
   * A supply.
   *
   * @param row the last arc of its index
   * @param type a token of the registry of supply types
   * @param model which models have it; null: all
   */
  public record SupplyRule(
      int row,
      String type,
      boolean receptacle,
      @Nullable String colorant,
      String description,
      @Nullable SafePattern model,
      List<LevelPlace> levels,
      String from,
      @Nullable Confidence ownConfidence) {
    public SupplyRule {
      levels = List.copyOf(levels);
    }
  }

  /** A level, and how its number is meant. */
  public record LevelPlace(Place place, LevelForm form) {}

  /** How a level's number is meant. */
  public enum LevelForm {
    PERCENT,
    HUNDREDTHS_OF_PERCENT,
    /** Two bytes: the level, and the most that there can be. */
    LEVEL_AND_MAXIMUM,
    /** 1 fine, 2 low, 3 empty. */
    STATE,
    /** Impressions that can still be made; of how many is not known. */
    IMPRESSIONS_LEFT
  }

  /**
   * A page of the printer's own web server.
   *
   * @param path with the query, as it goes over the wire
   * @param cookie one to send, {@code name=value}; null for none
   * @param model which models have it; null: all
   */
  public record WebRule(
      PageKind reader,
      String path,
      @Nullable String cookie,
      @Nullable SafePattern model,
      String from,
      @Nullable Confidence ownConfidence) {}

  /** How a page is understood. */
  public enum PageKind {
    /** Two lines of CSV, columns by their names: meters, supplies, identity. */
    BROTHER_MAINTENANCE_CSV("/etc/[a-z0-9_]+\\.csv"),
    /** HTML, an outline by its margins: meters, supplies. */
    LEXMARK_STATISTICS("/cgi-bin/dynamic/[a-z0-9_/]+\\.html"),
    /** JSON of the newer ones: supplies, trays, identity; no meters. */
    LEXMARK_STATUS("/webglue/rawcontent\\?c=[A-Z][A-Za-z]+(&[a-z]+=[a-z]+)?");

    private final Pattern paths;

    PageKind(String paths) {
      this.paths = Pattern.compile(paths);
    }

    /** As it stands in a profile. */
    public String token() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static PageKind of(String token) {
      return valueOf(token.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether such pages stand there. A profile cannot ask for a page that does something. */
    boolean isAt(String path) {
      return paths.matcher(path).matches();
    }
  }

  /** What the maker's printers get wrong. */
  public record Quirks(
      List<ReceptacleRule> receptacles,
      List<LevelState> levelStates,
      List<SafePattern> placeholders,
      List<SafePattern> serialCuts,
      List<SafePattern> modelEnds,
      List<SafePattern> noModels,
      List<DescrRule> inDescr,
      List<SafePattern> noAlerts,
      @Nullable Integer charset) {
    static final Quirks NONE =
        new Quirks(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            null);

    public Quirks {
      receptacles = List.copyOf(receptacles);
      levelStates = List.copyOf(levelStates);
      placeholders = List.copyOf(placeholders);
      serialCuts = List.copyOf(serialCuts);
      modelEnds = List.copyOf(modelEnds);
      noModels = List.copyOf(noModels);
      inDescr = List.copyOf(inDescr);
      noAlerts = List.copyOf(noAlerts);
    }

    /** A serial number as it stands on the label; nothing where it is a placeholder. */
    public Optional<String> onLabel(String told) {
      String label = told.strip();
      for (SafePattern cut : serialCuts) {
        label = cut.cutFrom(label).strip();
      }
      return isPlaceholder(told) || isPlaceholder(label) ? Optional.empty() : Optional.of(label);
    }

    /** Whether it is written where a serial number should be, and is none. */
    public boolean isPlaceholder(String serial) {
      return placeholders.stream().anyMatch(each -> each.isIn(serial));
    }

    Quirks after(Quirks generic) {
      return new Quirks(
          joined(receptacles, generic.receptacles),
          joined(levelStates, generic.levelStates),
          joined(placeholders, generic.placeholders),
          joined(serialCuts, generic.serialCuts),
          joined(modelEnds, generic.modelEnds),
          joined(noModels, generic.noModels),
          joined(inDescr, generic.inDescr),
          joined(noAlerts, generic.noAlerts),
          charset != null ? charset : generic.charset);
    }

    private static <T> List<T> joined(List<T> own, List<T> others) {
      return Stream.concat(own.stream(), others.stream()).toList();
    }
  }

  /** Something that sysDescr tells besides: the first group of the pattern. */
  public record DescrRule(Told what, SafePattern pattern) {
    /** What it tells. */
    public enum Told {
      MODEL,
      SERIAL,
      FIRMWARE
    }
  }

  /** Whether a receptacle's level is what is in it, for models that fit; null: for all. */
  public record ReceptacleRule(boolean filled, @Nullable SafePattern model) {}

  /** A level that is no amount. */
  public record LevelState(int level, Meaning means) {
    /** What it says. */
    public enum Meaning {
      SOME_REMAINING,
      EMPTY,
      UNKNOWN
    }
  }

  /** The source of a fact. */
  public Optional<Source> source(String from) {
    return sources.stream().filter(source -> source.id().equals(from)).findFirst();
  }

  /** A table by its id. */
  public Optional<Table> table(String tableId) {
    return tables.stream().filter(table -> table.id().equals(tableId)).findFirst();
  }

  /** A blob by its id. */
  public Optional<Blob> blob(String blobId) {
    return blobs.stream().filter(blob -> blob.id().equals(blobId)).findFirst();
  }

  /** This profile with the quirks of the one for all others after its own. */
  public PrinterProfile after(PrinterProfile generic) {
    return new PrinterProfile(
        id,
        version,
        maker,
        sources,
        spellings,
        brands,
        recognition,
        tables,
        blobs,
        identity,
        meters,
        supplies,
        web,
        quirks.after(generic.quirks));
  }
}
