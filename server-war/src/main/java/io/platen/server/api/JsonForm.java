package io.platen.server.api;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyOrderStrategy;
import jakarta.ws.rs.ext.ContextResolver;

/** How records become JSON: every member is there, null where nothing is known. */
public class JsonForm implements ContextResolver<Jsonb> {
  private final Jsonb jsonb = create();

  /** For tests that compare the text. */
  public static Jsonb create() {
    return JsonbBuilder.create(
        new JsonbConfig()
            .withNullValues(true)
            .withPropertyOrderStrategy(PropertyOrderStrategy.ANY));
  }

  @Override
  public Jsonb getContext(Class<?> type) {
    return jsonb;
  }
}
