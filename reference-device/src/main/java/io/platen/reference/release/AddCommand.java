package io.platen.reference.release;

import io.platen.protocol.codec.ReleaseCodec;
import io.platen.protocol.content.ChunkList;
import io.platen.protocol.content.Sha256;
import io.platen.protocol.release.Release;
import io.platen.protocol.release.Release.Bytes;
import io.platen.protocol.release.Release.Component;
import io.platen.protocol.release.Release.DataForms;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.release.Release.Requires;
import io.platen.protocol.update.TargetFile;
import io.platen.protocol.update.TargetsMetadata;
import io.platen.reference.CommandFailure;
import io.platen.reference.release.ComponentOption.RequiresOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Adds a release to the draft of the targets. */
@Command(
    name = "add",
    header = "Adds a release: cuts and packs its images, and drafts the new list of releases.",
    description = {
      "",
      "  release add DESK --release 2026.3 --hardware pl-100:2-5 \\%n"
          + "      --component operating-system:12.8.1:9=os.img --component application:2.4.1:17=app.img \\%n"
          + "      --requires application:operating-system:12.8",
      "",
      "The number after the version is the security counter: raise it only when older software must never run"
          + " again. Packing takes about a minute for 120 MB. Then let people sign.",
      ""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class AddCommand implements Runnable {
  private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  @Mixin private DeskOption desk;

  @Option(
      names = "--release",
      required = true,
      paramLabel = "ID",
      description = "What people call it, e.g. 2026.3. An id is used once and never again.")
  private String id;

  @Option(
      names = "--hardware",
      required = true,
      paramLabel = "MODEL[:FROM[-TO]]",
      converter = ComponentOption.HardwareReader.class,
      description = "What it is for, e.g. pl-100:2-5 (revisions 2 to 5), pl-100:2- or pl-100.")
  private List<Hardware> hardware;

  @Option(
      names = "--component",
      required = true,
      paramLabel = "NAME:VERSION:COUNTER=FILE",
      converter = ComponentOption.Reader.class,
      description = "bootloader, operating-system or application, each once; and its image.")
  private List<ComponentOption> components;

  @Option(
      names = "--requires",
      paramLabel = "NAME:OTHER:VERSION",
      converter = RequiresOption.Reader.class,
      description = "Component NAME needs OTHER of this release in VERSION or higher.")
  private List<RequiresOption> requires = List.of();

  @Option(
      names = "--data-reads",
      paramLabel = "N",
      description = "The oldest form of data that the software still reads; ${DEFAULT-VALUE}.")
  private int dataReads;

  @Option(
      names = "--data-writes",
      paramLabel = "N",
      description = "The form of data that it writes; ${DEFAULT-VALUE}.")
  private int dataWrites;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Desk at = desk.open();
    Editions editions = new Editions(at);
    demandPlausible(editions);
    Map<String, TargetFile> earlier = new TreeMap<>();
    editions.lists().values().forEach(list -> earlier.putAll(list.targets()));
    List<Component> packed = new ArrayList<>();
    components.forEach(each -> packed.add(pack(at, earlier, each)));
    Release release = release(packed);
    byte[] document = ReleaseCodec.write(release);
    String hash = at.putObject(document);
    PrintWriter out = spec.commandLine().getOut();
    Map<DeskRole, Set<String>> models = new LinkedHashMap<>();
    for (Hardware each : hardware) {
      DeskRole role = editions.delegations().of(each.model()).orElse(DeskRole.TARGETS);
      models.computeIfAbsent(role, any -> new TreeSet<>()).add(each.model());
    }
    models.forEach(
        (role, of) -> {
          TargetsMetadata base = editions.toChange(role);
          Map<String, TargetFile> targets = new TreeMap<>(base.targets());
          for (String model : of) {
            String path = Release.path(model, id);
            targets.put(path, new TargetFile(path, document.length, Map.of("sha256", hash)));
          }
          editions.propose(role, base.withTargets(targets));
          out.println(
              "Release "
                  + id
                  + " is in the draft of "
                  + role.words()
                  + ", edition "
                  + base.version()
                  + ", which nobody has signed.");
        });
    out.println("Next: release sign " + desk.folder() + " --key ...");
    out.flush();
  }

  /** Before minutes of work. */
  private void demandPlausible(Editions editions) {
    if (!id.matches(ID)) {
      throw new CommandFailure("A release's id is up to 64 of A-Z, a-z, 0-9, ., _ and -: " + id);
    }
    for (Hardware each : hardware) {
      String path = Release.path(each.model(), id);
      if (editions.lists().values().stream().anyMatch(list -> list.targets().containsKey(path))) {
        throw new CommandFailure(
            "There is a release " + id + " for " + each.model() + " already; take another id");
      }
      if (editions.hadTarget(path)) {
        throw new CommandFailure(
            "There was a release "
                + id
                + " for "
                + each.model()
                + ", withdrawn since; devices may"
                + " know it, so take another id");
      }
    }
    List<Component> without =
        components.stream()
            .map(each -> component(each, 1, "0".repeat(64), new Bytes(1, "")))
            .toList();
    release(without);
    for (RequiresOption each : requires) {
      if (without.stream().noneMatch(part -> part.name() == each.of())) {
        throw new CommandFailure("--requires: the release has no " + each.of().token());
      }
      demandFulfilled(each, without);
    }
  }

  private static void demandFulfilled(RequiresOption wanted, List<Component> components) {
    Requires requires = wanted.requires();
    if (components.stream()
        .noneMatch(
            each ->
                each.name() == requires.component()
                    && each.version().compareTo(requires.version()) >= 0)) {
      throw new CommandFailure(
          "The "
              + wanted.of().token()
              + " requires the "
              + requires.component().token()
              + " in version "
              + requires.version()
              + ", and the release has not got it: no device would take it");
    }
  }

  private Release release(List<Component> parts) {
    try {
      return new Release(id, hardware, parts, new DataForms(dataReads, dataWrites));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private Component component(ComponentOption of, long length, String sha256, Bytes list) {
    List<Requires> wanted =
        requires.stream()
            .filter(each -> each.of() == of.name())
            .map(RequiresOption::requires)
            .toList();
    return new Component(of.name(), of.version(), of.counter(), length, sha256, list, wanted);
  }

  private Component pack(Desk at, Map<String, TargetFile> before, ComponentOption option) {
    PrintWriter err = spec.commandLine().getErr();
    try (ImageFile image = ImageFile.open(option.image())) {
      ChunkList list =
          image.pack(
              at,
              percent -> {
                err.println(
                    option.name().token() + ": " + percent + " % of " + Texts.size(image.length()));
                err.flush();
              });
      tell(at, before, option, list);
      byte[] bytes = list.bytes();
      return component(
          option,
          list.imageLength(),
          list.image().toString(),
          new Bytes(bytes.length, Sha256.of(bytes).toString()));
    } catch (IOException e) {
      throw new CommandFailure(option.image() + " cannot be packed: " + e.getMessage(), e);
    }
  }

  private void tell(Desk at, Map<String, TargetFile> before, ComponentOption option, ChunkList list)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        option.name().token()
            + " "
            + option.version()
            + ": image "
            + Texts.size(list.imageLength())
            + ", packed "
            + Texts.size(list.packLength() + list.bytes().length)
            + " in "
            + list.size()
            + " chunks");
    Optional<Earlier> earlier = Earlier.newest(at, before, hardware.get(0).model(), option);
    if (earlier.isPresent()) {
      out.println(
          "  a device with "
              + earlier.get().release()
              + " fetches about "
              + Texts.size(list.bytesBeside(earlier.get().list()))
              + ", and less with a pair pack");
    }
    out.flush();
  }
}
