package io.platen.server.ingest.boundary;

import io.platen.server.problem.DeviceAnswers;
import io.platen.server.problem.XmlProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What devices send to. */
@ApplicationPath("/update")
public class UpdateHost extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(ReportsResource.class, XmlProblemMapper.class, DeviceAnswers.class);
  }
}
