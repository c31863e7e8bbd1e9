package io.platen.protocol.xml;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** ISO 8601, e.g. {@code PT2H}; used by the generated bindings. */
public final class DurationAdapter extends XmlAdapter<@Nullable String, @Nullable Duration> {
  @Override
  public @Nullable Duration unmarshal(@Nullable String text) {
    return text == null ? null : Duration.parse(text);
  }

  @Override
  public @Nullable String marshal(@Nullable Duration duration) {
    return duration == null ? null : duration.toString();
  }
}
