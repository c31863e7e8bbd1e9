package io.platen.reference.bench;

import io.platen.protocol.codec.ReceiptCodec;
import io.platen.protocol.report.Receipt;
import io.platen.protocol.xml.ProtocolException;
import io.platen.reference.CommandFailure;
import io.platen.reference.stack.DeviceIdentity;
import io.platen.reference.stack.ServerAddresses;
import io.platen.reference.stack.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Uploads for one device over one kept connection. */
final class UploadClient {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private final HttpClient http;

  UploadClient(ServerAddresses addresses, DeviceIdentity identity) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Tls.trusting(addresses.authority(), identity))
            .connectTimeout(Duration.ofSeconds(10))
            .build();
  }

  /**
   * Uploads one report.
   *
   * @throws IOException when the server gave no answer, or could not store now: send it again
   * @throws CommandFailure when it was refused for good, or the receipt is another report's
   */
  void upload(URI host, byte[] body, Receipt expected) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(host + "/update/v1/reports"))
            .timeout(ANSWERS_WITHIN)
            .header("Content-Type", "application/vnd.platen+xml")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() >= 500) {
      throw new IOException("The server answers " + answer.statusCode());
    }
    if (answer.statusCode() != 200) {
      throw new CommandFailure(
          "Report "
              + expected.sequence()
              + " is refused with "
              + answer.statusCode()
              + ": "
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
    check(answer.body(), expected);
  }

  private static void check(byte[] body, Receipt expected) {
    try {
      Receipt receipt = ReceiptCodec.read(body);
      if (!receipt.equals(expected)) {
        throw new CommandFailure("The receipt for " + expected + " is " + receipt);
      }
    } catch (ProtocolException e) {
      throw new CommandFailure("The receipt for " + expected + " is not valid: " + e, e);
    }
  }
}
