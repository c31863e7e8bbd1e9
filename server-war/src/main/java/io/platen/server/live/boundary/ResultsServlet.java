package io.platen.server.live.boundary;

import io.platen.protocol.codec.LiveCodec;
import io.platen.protocol.live.CommandResult;
import io.platen.protocol.problem.ProblemType;
import io.platen.protocol.xml.ProtocolException;
import io.platen.server.command.control.CommandDelivery;
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

/** Takes pieces of results from devices whose channel goes one way only. */
@WebServlet(urlPatterns = "/update/v1/results")
@SuppressWarnings("NullAway.Init")
public class ResultsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String MEDIA_TYPE = "application/vnd.platen+xml";

  @Inject private transient DeviceDoor door;
  @Inject private transient CommandDelivery delivery;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      AdmittedDevice device = door.admit(request);
      CommandResult piece = read(BoundedBody.read(request));
      if (!piece.device().equals(device.id())) {
        throw new ProblemException(
            ProblemType.DEVICE_MISMATCH, "The result is of the device " + piece.device(), null);
      }
      // [PLT-CMD-021] This returns after the commit.
      byte[] taken = LiveCodec.write(delivery.heard(device, piece));
      response.setContentType(MEDIA_TYPE);
      response.setContentLength(taken.length);
      response.getOutputStream().write(taken);
    } catch (ProblemException e) {
      LiveDoor.refuse(response, e);
    } catch (StorageException e) {
      LiveDoor.refuse(response, LiveDoor.unavailable());
    }
  }

  private static CommandResult read(byte[] document) {
    try {
      if (LiveCodec.read(document) instanceof CommandResult piece) {
        return piece;
      }
      throw new ProblemException(
          ProblemType.SCHEMA_VIOLATION, "Results are posted here, and nothing else", "PLT-XML-016");
    } catch (ProtocolException e) {
      throw ProblemException.of(e);
    }
  }
}
