package io.platen.server.launcher;

import io.platen.server.listener.Endpoint;
import io.platen.server.listener.Listener;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

/** Where the running server answers: for people in one line, for programs in a file. */
record ServerAddresses(String host, Endpoint endpoint) {

  String readyLine() {
    return "Platen server is ready: console "
        + url(Listener.CONSOLE)
        + "/, devices "
        + url(Listener.DEVICE)
        + ", enrolment "
        + url(Listener.ENROLMENT);
  }

  /**
   * @param databasePort empty where the database is another's
   * @param listUrl where the revocation list is to be had, empty where none is
   */
  void write(Path file, Path authority, String databasePort, String listUrl) throws IOException {
    String device = url(Listener.DEVICE);
    Properties properties = new Properties();
    properties.setProperty("console.url", url(Listener.CONSOLE));
    properties.setProperty("api.url", url(Listener.CONSOLE) + "/api/v1");
    properties.setProperty("device.url", device);
    properties.setProperty("update1.url", device);
    properties.setProperty("update2.url", device);
    properties.setProperty("download.url", device);
    properties.setProperty("download2.url", device);
    properties.setProperty("est.url", url(Listener.ENROLMENT));
    properties.setProperty("authority.pem", authority.toString());
    properties.setProperty("database.port", databasePort);
    properties.setProperty("crl.url", listUrl);
    properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
    StringWriter text = new StringWriter();
    properties.store(text, null);
    PrivateFiles.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private String url(Listener listener) {
    return "https://" + host + ":" + endpoint.port(listener);
  }
}
