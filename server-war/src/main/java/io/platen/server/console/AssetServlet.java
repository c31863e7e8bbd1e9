package io.platen.server.console;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Styles and scripts, which never change under their address. */
@WebServlet(AssetCatalog.PATH + "*")
@SuppressWarnings("NullAway.Init")
public class AssetServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient AssetCatalog assets;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SecurityHeaders.on(response);
    Optional<AssetCatalog.Asset> found = assets.find(request.getRequestURI());
    if (found.isEmpty()) {
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    AssetCatalog.Asset asset = found.get();
    boolean pack = Bodies.takesGzip(request.getHeader("Accept-Encoding"));
    response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.setContentType(asset.type);
    Bodies.write(request, response, pack ? asset.gzip : asset.plain, pack);
  }
}
