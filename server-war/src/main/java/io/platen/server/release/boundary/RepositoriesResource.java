package io.platen.server.release.boundary;

import io.platen.server.access.boundary.CurrentCaller;
import io.platen.server.access.entity.Caller;
import io.platen.server.access.entity.Role;
import io.platen.server.problem.InvalidException;
import io.platen.server.problem.JsonProblemMapper;
import io.platen.server.release.control.Pairs;
import io.platen.server.release.control.Publishing;
import io.platen.server.release.control.Publishing.Taken;
import io.platen.server.release.control.Releases;
import io.platen.server.release.entity.RepositoryState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Makers' repositories: where a release desk publishes to. */
@Path("/repositories")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Updates")
public class RepositoriesResource {
  private static final int HASH = 64;

  @Inject Publishing publishing;
  @Inject Releases releases;
  @Inject Pairs pairs;
  @Inject CurrentCaller caller;
  @Inject InstantSource clock;

  /**
   * @param warning none, soon or expired
   */
  public record ExpiryJson(String role, long version, Instant expires, String warning) {}

  /**
   * @param warning the worst of its expiries
   */
  public record RepositoryJson(
      String name,
      @Nullable Instant publishedAt,
      @Nullable String publishedBy,
      String warning,
      List<ExpiryJson> expiries) {

    static RepositoryJson of(RepositoryState state, Instant now) {
      List<ExpiryJson> expiries =
          state.expiries().stream()
              .map(
                  each ->
                      new ExpiryJson(
                          each.role(), each.version(), each.expires(), word(each.at(now))))
              .toList();
      return new RepositoryJson(
          state.name(), state.published(), state.publishedBy(), word(state.worst(now)), expiries);
    }
  }

  private static String word(RepositoryState.Warning warning) {
    return warning.name().toLowerCase(Locale.ROOT);
  }

  public record RepositoryList(List<RepositoryJson> items, @Nullable String next) {}

  /**
   * @param state waits: until a timestamp names it; live: devices see it
   */
  public record FileJson(String name, String state) {}

  @GET
  @Operation(summary = "Lists makers' repositories, and when what they signed expires")
  public RepositoryList list() {
    long tenant = caller.as(Role.VIEWER).tenant();
    Instant now = clock.instant();
    return new RepositoryList(
        releases.repositories(tenant).stream().map(each -> RepositoryJson.of(each, now)).toList(),
        null);
  }

  @PUT
  @Path("/{repository}/files/{name}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Takes a metadata file, to the byte",
      description =
          "Files with an edition in their name wait. timestamp.xml comes last: with it all is checked"
              + " as a device would do, from the first root to the last object, and devices see all of"
              + " it or go on seeing what they saw. Needs an administrator's token; one with the scope"
              + " releases does.")
  @APIResponse(responseCode = "200", description = "It is stored durably")
  @APIResponse(
      responseCode = "422",
      description = "A device would refuse it: errors has file and reason, and nothing was changed",
      content = @Content(mediaType = JsonProblemMapper.MEDIA_TYPE))
  public FileJson put(
      @PathParam("repository") String repository, @PathParam("name") String name, InputStream body)
      throws IOException {
    Caller by = caller.as(Role.ADMINISTRATOR);
    long most =
        Publishing.mostBytes(name)
            .orElseThrow(
                () -> new InvalidException("name", name + " is no metadata file", "3.root.xml"));
    byte[] content = body.readNBytes((int) most + 1);
    if (content.length > most) {
      throw new InvalidException(
          "body", "It is longer than devices read", "at most " + most + " bytes");
    }
    Taken taken = publishing.put(by, repository, name, content);
    return new FileJson(name, taken.name().toLowerCase(Locale.ROOT));
  }

  @PUT
  @Path("/{repository}/pairs/{list}/{oldImage}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Tells of a pair pack that a maker made",
      description =
          "The body is the SHA-256 of the pair pack, which is an object here already; list and oldImage"
              + " are those of the chunk list and of the image that devices have.")
  public Response putPair(
      @PathParam("list") String list, @PathParam("oldImage") String oldImage, InputStream body)
      throws IOException {
    Caller by = caller.as(Role.ADMINISTRATOR);
    String object = new String(body.readNBytes(HASH), java.nio.charset.StandardCharsets.US_ASCII);
    pairs.offer(by, list, oldImage, object);
    return Response.noContent().build();
  }
}
