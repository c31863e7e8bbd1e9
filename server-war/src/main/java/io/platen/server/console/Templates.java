package io.platen.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Renders the templates, which the build has compiled; what they print is escaped by where it
 * stands.
 */
@ApplicationScoped
public class Templates {
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  /** The page of that name with its parameters. */
  public String render(String page, Map<String, Object> parameters) {
    StringOutput out = new StringOutput(16 * 1024);
    engine.render("page/" + page + ".jte", parameters, out);
    return out.toString();
  }
}
