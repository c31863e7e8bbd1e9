package io.platen.reference.release;

import io.platen.protocol.release.ComponentName;
import io.platen.protocol.release.ComponentVersion;
import io.platen.protocol.release.Release.Hardware;
import io.platen.protocol.release.Release.Requires;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code application:2.4.1:17=app.img}
 *
 * @param counter the security counter
 */
record ComponentOption(ComponentName name, ComponentVersion version, int counter, Path image) {

  private static ComponentName name(String token) {
    return ComponentName.of(token)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "There is no component \""
                        + token
                        + "\"; take one of "
                        + Arrays.stream(ComponentName.values())
                            .map(ComponentName::token)
                            .collect(Collectors.joining(", "))));
  }

  private static ComponentVersion version(String text) {
    try {
      return ComponentVersion.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** Reads the option. */
  static final class Reader implements ITypeConverter<ComponentOption> {
    private static final Pattern FORM = Pattern.compile("([^:=]*):([^:=]*):([0-9]{1,9})=(.+)");

    @Override
    public ComponentOption convert(String value) {
      Matcher parts = FORM.matcher(value);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "A component is NAME:VERSION:COUNTER=FILE, e.g. application:2.4.1:17=app.img, not \""
                + value
                + "\"");
      }
      return new ComponentOption(
          name(parts.group(1)),
          version(parts.group(2)),
          Integer.parseInt(parts.group(3)),
          Path.of(parts.group(4)));
    }
  }

  /**
   * {@code application:operating-system:12.8}
   *
   * @param of the component that requires
   */
  record RequiresOption(ComponentName of, Requires requires) {

    /** Reads the option. */
    static final class Reader implements ITypeConverter<RequiresOption> {
      private static final Pattern FORM = Pattern.compile("([^:]*):([^:]*):([^:]*)");

      @Override
      public RequiresOption convert(String value) {
        Matcher parts = FORM.matcher(value);
        if (!parts.matches()) {
          throw new TypeConversionException(
              "What a component requires is NAME:OTHER:VERSION, e.g."
                  + " application:operating-system:12.8, not \""
                  + value
                  + "\"");
        }
        return new RequiresOption(
            name(parts.group(1)), new Requires(name(parts.group(2)), version(parts.group(3))));
      }
    }
  }

  /** Reads {@code pl-100}, {@code pl-100:2} or {@code pl-100:2-5}. */
  static final class HardwareReader implements ITypeConverter<Hardware> {
    private static final Pattern FORM =
        Pattern.compile("([a-z][a-z0-9-]{0,63})(?::([0-9]{1,9})(?:(-)([0-9]{1,9})?)?)?");

    @Override
    public Hardware convert(String value) {
      Matcher parts = FORM.matcher(value);
      if (!parts.matches()) {
        throw new TypeConversionException(
            "Hardware is MODEL or MODEL:FROM-TO, e.g. pl-100:2-5, with a model of a-z, 0-9 and -,"
                + " not \""
                + value
                + "\"");
      }
      int from = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
      try {
        return new Hardware(parts.group(1), from, to(parts, from));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }

    private static int to(Matcher parts, int from) {
      if (parts.group(4) != null) {
        return Integer.parseInt(parts.group(4));
      }
      boolean isOpen = parts.group(2) == null || parts.group(3) != null;
      return isOpen ? Integer.MAX_VALUE : from;
    }
  }
}
