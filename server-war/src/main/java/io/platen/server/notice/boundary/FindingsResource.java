package io.platen.server.notice.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.fleet.boundary.AlertWordsJson;
import io.platen.server.fleet.boundary.AlertWordsJson.CommentRequest;
import io.platen.server.fleet.boundary.AlertWordsJson.MuteRequest;
import io.platen.server.fleet.boundary.AlertWordsJson.WordJson;
import io.platen.server.fleet.control.AlertWords;
import io.platen.server.fleet.control.AlertWords.Thing;
import io.platen.server.notice.control.FindingText;
import io.platen.server.notice.control.Notices;
import io.platen.server.notice.entity.Finding;
import io.platen.server.problem.RefusedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What rules found, and what people did about it. */
@Path("/findings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Notices")
public class FindingsResource {
  @Inject Notices notices;
  @Inject AlertWords words;
  @Inject CurrentCaller caller;

  /**
   * @param text in English
   * @param closed null while it holds
   */
  public record FindingJson(
      String id,
      String rule,
      String ruleName,
      String template,
      String severity,
      String device,
      String site,
      @Nullable String printer,
      @Nullable String alert,
      String name,
      String text,
      Instant opened,
      @Nullable Instant closed,
      @Nullable String acknowledgedBy,
      @Nullable Instant mutedUntil) {
    static FindingJson of(Finding finding) {
      var place = finding.condition().place();
      return new FindingJson(
          Long.toString(finding.id()),
          finding.rule().toString(),
          finding.ruleName(),
          finding.template().token(),
          Ids.token(finding.severity()),
          place.device().toString(),
          finding.siteName(),
          place.printer() == null ? null : Long.toString(place.printer()),
          place.alert() == null ? null : Long.toString(place.alert()),
          place.name(),
          FindingText.in("en").sentence(finding.template(), finding.condition().detail()),
          finding.opened(),
          finding.closed(),
          finding.acknowledgedBy(),
          finding.mutedUntil());
    }
  }

  public record FindingList(List<FindingJson> items, @Nullable String next) {}

  /** One finding with what was said of it, the oldest first. */
  public record FindingLife(FindingJson finding, List<WordJson> words) {}

  @GET
  @Operation(
      summary = "Lists the newest 200 findings: those that hold, or with state=closed others")
  public FindingList list(@QueryParam("state") @DefaultValue("open") String state) {
    return new FindingList(
        notices.findings(caller.as(Role.VIEWER).tenant(), !state.equals("closed")).stream()
            .map(FindingJson::of)
            .toList(),
        null);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One finding with what people did about it")
  public FindingLife get(@PathParam("id") long id) {
    return life(caller.as(Role.VIEWER), id);
  }

  private FindingLife life(Caller by, long id) {
    Finding finding =
        notices
            .finding(by.tenant(), id)
            .orElseThrow(() -> RefusedException.notFound("finding " + id));
    return new FindingLife(
        FindingJson.of(finding), AlertWordsJson.of(words.words(by.tenant(), Thing.FINDING, id)));
  }

  private FindingLife said(long id, Consumer<Caller> word) {
    Caller by = caller.as(Role.OPERATOR);
    word.accept(by);
    return life(by, id);
  }

  @POST
  @Path("/{id}/acknowledge")
  @Operation(summary = "Takes note of a finding; who was not told yet need not be")
  public FindingLife acknowledge(@PathParam("id") long id) {
    return said(id, by -> words.acknowledge(by, Thing.FINDING, id));
  }

  @POST
  @Path("/{id}/mute")
  @Operation(summary = "Has nobody told of a finding until a time within 90 days")
  public FindingLife mute(@PathParam("id") long id, @Nullable MuteRequest typed) {
    return said(id, by -> words.mute(by, Thing.FINDING, id, AlertWordsJson.until(typed)));
  }

  @DELETE
  @Path("/{id}/mute")
  @Operation(summary = "Ends a mute")
  public FindingLife unmute(@PathParam("id") long id) {
    return said(id, by -> words.unmute(by, Thing.FINDING, id));
  }

  @POST
  @Path("/{id}/comments")
  @Operation(summary = "Says something of a finding")
  public FindingLife comment(@PathParam("id") long id, @Nullable CommentRequest typed) {
    return said(id, by -> words.comment(by, Thing.FINDING, id, AlertWordsJson.text(typed)));
  }
}
