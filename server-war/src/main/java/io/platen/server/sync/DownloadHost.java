package io.platen.server.sync;

import io.platen.server.problem.DeviceAnswers;
import io.platen.server.problem.XmlProblemMapper;
import io.platen.server.release.boundary.ObjectResource;
import io.platen.server.release.boundary.UpdateFileResource;
import io.platen.server.rollout.boundary.AssignmentResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What devices fetch from. */
@ApplicationPath("/download")
public class DownloadHost extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        SyncResource.class,
        ProfileResource.class,
        AssignmentResource.class,
        UpdateFileResource.class,
        ObjectResource.class,
        XmlProblemMapper.class,
        DeviceAnswers.class);
  }
}
