package io.platen.reference.release;

import io.platen.reference.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A Platen server, by its REST API with a token of the scope {@code releases}. */
final class ServerDestination implements Destination {
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int MOST_SHOWN = 2000;

  private final URI server;
  private final String repository;
  private final String token;
  private final HttpClient client;

  ServerDestination(URI server, String repository, String token, @Nullable Path authority) {
    this.server = server;
    this.repository = repository;
    this.token = token;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20));
    if (authority != null) {
      builder.sslContext(trusting(authority));
    }
    this.client = builder.build();
  }

  private static SSLContext trusting(Path authority) {
    try (InputStream in = Files.newInputStream(authority)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new CommandFailure(authority + " has no certificates: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return server.toString();
  }

  @Override
  public boolean hasObject(String sha256, long length) throws IOException {
    HttpResponse<String> answer = send("HEAD", "/objects/" + sha256, BodyPublishers.noBody());
    if (answer.statusCode() == 404) {
      return false;
    }
    demandSuccess("object " + sha256, answer);
    return true;
  }

  @Override
  public void putObject(String sha256, Path file) throws IOException {
    demandSuccess(
        "object " + sha256, send("PUT", "/objects/" + sha256, BodyPublishers.ofFile(file)));
  }

  @Override
  public void putFile(String name, byte[] content) throws IOException {
    demandSuccess(
        name,
        send(
            "PUT",
            "/repositories/" + repository + "/files/" + name,
            BodyPublishers.ofByteArray(content)));
  }

  @Override
  public void putPair(String list, String oldImage, String pair) throws IOException {
    demandSuccess(
        "pair pack " + pair,
        send(
            "PUT",
            "/repositories/" + repository + "/pairs/" + list + "/" + oldImage,
            BodyPublishers.ofString(pair)));
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server + "/api/v1" + path))
            .method(method, body)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/octet-stream")
            .timeout(PATIENCE)
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Broken off", e);
    }
  }

  private static void demandSuccess(String what, HttpResponse<String> answer) throws IOException {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return;
    }
    String reason =
        switch (status) {
          case 401 -> "the token is not known to the server";
          case 403 -> "the token may not publish; make one of the scope \"releases\"";
          case 507 -> "the server's store is full";
          default -> answer.body().substring(0, Math.min(MOST_SHOWN, answer.body().length()));
        };
    throw new IOException(what + " was refused (" + status + "): " + reason);
  }
}
