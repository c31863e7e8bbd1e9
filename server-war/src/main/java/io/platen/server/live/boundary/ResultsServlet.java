package io.platen.server.live.boundary;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.LiveMessage;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.database.StorageException;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.ingest.boundary.BoundedBody;
import io.platen.server.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.cert.X509Certificate;

/** Takes pieces of results from devices whose channel goes one way only. */
@WebServlet(urlPatterns = "/update/v1/results")
@SuppressWarnings("NullAway.Init")
public class ResultsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String MEDIA_TYPE = "application/vnd.platen+xml";

  @Inject private transient DeviceDoor door;
  @Inject private transient ResultDoor results;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      AdmittedDevice device = door.admit(request);
      X509Certificate connected = DeviceDoor.certificate(request).orElseThrow();
      LiveMessage message = read(BoundedBody.read(request));
      byte[] taken = LiveCodec.write(results.heard(device, connected, message));
      response.setContentType(MEDIA_TYPE);
      response.setContentLength(taken.length);
      response.getOutputStream().write(taken);
    } catch (ProblemException e) {
      LiveDoor.refuse(response, e);
    } catch (StorageException e) {
      LiveDoor.refuse(response, LiveDoor.unavailable());
    }
  }

  private static LiveMessage read(byte[] document) {
    try {
      return LiveCodec.read(document);
    } catch (ProtocolException e) {
      throw ProblemException.of(e);
    }
  }
}
