package io.platen.server.notice.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.notice.control.ChannelReader;
import io.platen.server.notice.control.ChannelReader.Typed;
import io.platen.server.notice.control.Channels;
import io.platen.server.notice.entity.Channel;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where notices go. */
@Path("/notice-channels")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Notices")
public class ChannelsResource {
  private static final String BODY = "name, kind, targets";

  @Inject Channels channels;
  @Inject CurrentCaller caller;

  /**
   * @param targets e-mail addresses, or one URL
   * @param key what signs a webhook's notices, in the answer to its making only
   */
  public record ChannelJson(
      String id,
      String name,
      String kind,
      List<String> targets,
      String language,
      long digestMinutes,
      int hourlyLimit,
      @Nullable String key) {
    static ChannelJson of(Channel channel, @Nullable String key) {
      return new ChannelJson(
          channel.id().toString(),
          channel.name(),
          Ids.token(channel.kind()),
          channel.targets(),
          channel.language(),
          channel.digest().toMinutes(),
          channel.hourlyLimit(),
          key);
    }
  }

  public record ChannelList(List<ChannelJson> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists channels by name, without their keys")
  public ChannelList list() {
    return new ChannelList(
        channels.list(caller.as(Role.OPERATOR).tenant()).stream()
            .map(each -> ChannelJson.of(each, null))
            .toList(),
        null);
  }

  @POST
  @Operation(
      summary = "Makes a channel",
      description =
          "kind mail with 1 to 20 addresses, or webhook with one https URL. A webhook's answer has"
              + " the key that signs its notices, and nothing else ever shows it: header"
              + " Platen-Signature is v1= and the hexadecimal HMAC-SHA-256, under the key's text, of"
              + " the header Platen-Timestamp, a dot, and the body. Idempotency-Key is the same"
              + " with each try of one notice.")
  public Response create(@Nullable Typed typed) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    Channels.Created made =
        channels.create(
            by, ChannelReader.read(by.tenant(), UUID.randomUUID(), Ids.there(typed, BODY)));
    return Response.status(Response.Status.CREATED)
        .entity(ChannelJson.of(made.channel(), made.key()))
        .build();
  }

  @PUT
  @Path("/{id}")
  @Operation(summary = "Changes a channel; its kind and its key stay")
  public ChannelJson change(@PathParam("id") String id, @Nullable Typed typed) {
    Caller by = caller.as(Role.ADMINISTRATOR);
    Channel channel =
        ChannelReader.read(by.tenant(), Ids.of("channel", id), Ids.there(typed, BODY));
    return ChannelJson.of(channels.change(by, channel), null);
  }

  @POST
  @Path("/{id}/key")
  @Operation(summary = "Makes a webhook's key anew; the one before signs nothing more")
  public ChannelJson newKey(@PathParam("id") String id) {
    Channels.Created made = channels.newKey(caller.as(Role.ADMINISTRATOR), Ids.of("channel", id));
    return ChannelJson.of(made.channel(), made.key());
  }

  @POST
  @Path("/{id}/test")
  @Operation(
      summary = "Has a test go to each of its targets",
      description = "Within seconds; /notices says what became of it.")
  public Response test(@PathParam("id") String id) {
    channels.test(caller.as(Role.OPERATOR), Ids.of("channel", id));
    return Response.accepted().build();
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Deletes a channel with what waits for it")
  public void delete(@PathParam("id") String id) {
    channels.delete(caller.as(Role.ADMINISTRATOR), Ids.of("channel", id));
  }
}
