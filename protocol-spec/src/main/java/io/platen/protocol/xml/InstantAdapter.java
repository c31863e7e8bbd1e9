package io.platen.protocol.xml;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** UTC with a trailing Z, e.g. {@code 2026-11-22T05:00:00Z}; used by the generated bindings. */
public final class InstantAdapter extends XmlAdapter<@Nullable String, @Nullable Instant> {
  @Override
  public @Nullable Instant unmarshal(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  @Override
  public @Nullable String marshal(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
