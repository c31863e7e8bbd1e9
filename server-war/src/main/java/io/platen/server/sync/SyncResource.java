package io.platen.server.sync;

import io.platen.protocol.codec.SyncCodec;
import io.platen.server.enrolment.boundary.DeviceDoor;
import io.platen.server.enrolment.control.AdmittedDevice;
import io.platen.server.enrolment.control.DeviceGate;
import io.platen.server.heartbeat.Heartbeats;
import io.platen.server.sealing.SealedReports;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a device asks for every two hours; nothing but 304 while it stays the same. */
@Path("/v1/sync")
@RequestScoped
public class SyncResource {
  static final String MEDIA_TYPE = "application/vnd.platen+xml";

  @Inject DeviceDoor door;
  @Inject DeviceGate gate;
  @Inject SyncDocuments documents;
  @Inject SealedReports sealed;
  @Inject Heartbeats heartbeats;

  @GET
  @Produces(MEDIA_TYPE)
  @Operation(hidden = true)
  public Response get(@Context HttpServletRequest servlet, @Context Request request) {
    AdmittedDevice device = door.admit(servlet);
    gate.touch(device, servlet.getRemoteAddr());
    DeviceDoor.certificate(servlet).ifPresent(certificate -> sealed.remember(device, certificate));
    byte[] document = SyncCodec.write(documents.of(device).beating(heartbeats.ofDevice(device)));
    EntityTag tag = new EntityTag(SyncTag.of(document));
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder response =
        unchanged == null ? Response.ok(document, MEDIA_TYPE).tag(tag) : unchanged.tag(tag);
    // Each answer is one device's own.
    return response.cacheControl(ownOnly()).header(HttpHeaders.VARY, "Accept-Encoding").build();
  }

  private static CacheControl ownOnly() {
    CacheControl control = new CacheControl();
    control.setPrivate(true);
    control.setNoCache(true);
    return control;
  }
}
