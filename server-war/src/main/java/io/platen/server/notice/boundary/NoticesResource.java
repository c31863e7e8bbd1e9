package io.platen.server.notice.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Role;
import io.platen.server.notice.control.Notices;
import io.platen.server.notice.entity.Notice;
import io.platen.server.problem.InvalidException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What became of telling people. */
@Path("/notices")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Notices")
public class NoticesResource {
  @Inject Notices notices;
  @Inject CurrentCaller caller;

  /**
   * @param state waiting, sent or failed
   * @param items how many things it tells; 0 for a test
   * @param error why the last try was none
   */
  public record NoticeJson(
      String id,
      String channel,
      String target,
      String state,
      long items,
      Instant created,
      int tries,
      Instant nextTry,
      @Nullable Instant ended,
      @Nullable String error) {
    static NoticeJson of(Notice notice) {
      return new NoticeJson(
          notice.id().toString(),
          notice.channel().toString(),
          notice.target(),
          Ids.token(notice.state()),
          notice.items(),
          notice.created(),
          notice.tries(),
          notice.nextTry(),
          notice.ended(),
          notice.error());
    }
  }

  public record NoticeList(List<NoticeJson> items, @Nullable String next) {}

  @GET
  @Operation(summary = "Lists the newest 200 notices; those not delivered with state=failed")
  public NoticeList list(
      @Parameter(description = "waiting, sent or failed; all without it") @QueryParam("state")
          @Nullable String state) {
    return new NoticeList(
        notices.list(caller.as(Role.OPERATOR).tenant(), state(state)).stream()
            .map(NoticeJson::of)
            .toList(),
        null);
  }

  private static Notice.@Nullable State state(@Nullable String typed) {
    if (typed == null || typed.isEmpty()) {
      return null;
    }
    return Arrays.stream(Notice.State.values())
        .filter(each -> Ids.token(each).equals(typed))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidException(
                    "state", "'" + typed + "' is none of them", "waiting, sent or failed"));
  }

  @POST
  @Path("/{id}/send-again")
  @Operation(
      summary = "Tries a notice that was given up again",
      description = "Under the same id, for another day. 404 where it was not given up.")
  public void sendAgain(@PathParam("id") String id) {
    notices.sendAgain(caller.as(Role.OPERATOR), Ids.of("notice", id));
  }
}
